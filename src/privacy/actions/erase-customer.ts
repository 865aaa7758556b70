import { randomUUID } from 'node:crypto'
import { fail } from '#kernel/error'
import { param, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { streamedRows } from '#platform/warehouse'
import { bankRuns, readSealed } from '#ingest'
import { unmaskFields, type Certificate, type ErasureView, type RequestKind, type SubjectState } from '../contract.js'
import { tellingTexts, whyKept } from '../domain/erased-table.js'
import { retentionOf, type Retention } from '../domain/retention.js'
import type { PrivacyPorts } from '../ports.js'
import { customerTablesQuery, erasedQuery, rejectLines, rejectsQuery, rowCountQuery, rowsOfCustomers } from '../sql/erasure-queries.js'
import { retentionQuery, subjectBase, subjectQuery, type SubjectRow } from '../sql/subject-queries.js'
import { noteChange } from '../store/change-store.js'
import { loadPolicy } from '../store/policy-store.js'
import { endRequest, getRequest } from '../store/request-store.js'
import { warehouseTs } from './find-subject.js'

export interface EraseInput {
  readonly requestId: string
}

export interface EraseResult {
  readonly outcome: NonNullable<ErasureView['outcome']>
}

/** What an attempt has done so far, so that the certificate counts rows an interrupted one removed. */
interface Done {
  readonly subject: SubjectRow
  readonly kept: boolean
  readonly until: string | null
  removed: { table: string; rows: number }[]
}

/**
 * Does what a confirmed request asks. Data the law still keeps are restricted instead of erased. Erasing first stops
 * every use, then removes the customer's rows from every table, and rejected rows that hold an identifier of theirs.
 */
export async function eraseCustomer(context: Context, ports: PrivacyPorts, run: JobRun<EraseInput>): Promise<EraseResult> {
  const request = await getRequest(context.ledger.db, run.input.requestId)
  if (request.status === 'DONE' && request.outcome !== null) return { outcome: request.outcome }
  if (request.status !== 'CONFIRMED') fail('ERASURE_NOT_OPEN', { id: request.id, status: request.status })
  const done = (run.checkpoint as Done | null) ?? (await begin(context, ports, request))
  await run.save(done)
  const outcome = outcomeOf(request.kind, done.kept)
  await setState(context, done.subject, { state: outcome === 'LIFTED' ? 'none' : outcome === 'ERASED' ? 'erased' : 'restricted', requestId: request.id, run })
  if (outcome !== 'LIFTED') await ports.closeWork(request.custId, { marketingOnly: false, note: 'data restricted or erased' }, run.actor)
  if (outcome === 'ERASED') await removeEverything(context, run, done)
  const certificate = await certify(context, request, done, outcome)
  await context.ledger.transaction(async (tx) => {
    await endRequest(tx, request.id, outcome, certificate)
    await context.audit.record(run.actor, { action: 'erasure.done', objectKind: 'erasure', objectKey: request.id, after: { outcome, removed: certificate.removed, retained: certificate.retained?.until ?? null } }, tx)
  })
  return { outcome }
}

function outcomeOf(kind: RequestKind, kept: boolean): EraseResult['outcome'] {
  if (kind === 'LIFT') return 'LIFTED'
  return kind === 'RESTRICT' || kept ? 'RESTRICTED' : 'ERASED'
}

async function begin(context: Context, ports: PrivacyPorts, request: ErasureView): Promise<Done> {
  const today = await context.businessClock.today()
  const from = subjectBase(await bankRuns(context.runs, 'customer', today), await ports.orgPaths())
  const subject = (await context.warehouse.query(subjectQuery(from, request.custId, sql`(1 = 1)`)))[0] ?? fail('NOT_FOUND', { what: 'customer' })
  const retention: Retention = request.kind === 'ERASE' ? await retentionFor(context, request.custId, today) : { kept: false, until: null }
  return { subject, ...retention, removed: [] }
}

async function retentionFor(context: Context, custId: string, today: string): Promise<Retention> {
  const [account, txn] = await Promise.all([bankRuns(context.runs, 'account', today), bankRuns(context.runs, 'txn', today)])
  const row = (await context.warehouse.query(retentionQuery(custId, { account, txn }, context.settings.timeZone)))[0]
  const { retentionYears } = await loadPolicy(context.ledger.db)
  return retentionOf({ openAccounts: Number(row?.open_accounts ?? 0), lastDay: row?.last_day ?? null }, retentionYears, today)
}

async function setState(context: Context, subject: SubjectRow, to: { state: SubjectState; requestId: string; run: JobRun<EraseInput> }): Promise<void> {
  const { cust_id, shard_key } = subject
  const ts = warehouseTs(context.clock.now().toISOString())
  const row = { id: randomUUID(), cust_id, shard_key, state: to.state, request_id: Number(to.requestId), actor_id: to.run.actor.id, actor_name: to.run.actor.name, ts }
  await context.ledger.transaction(async (tx) => {
    await noteChange(tx, cust_id)
    await context.warehouse.insert('subject_state_entry', 'JSONEachRow', Buffer.from(JSON.stringify(row)), { token: `subject-state:${to.requestId}` })
  })
}

async function removeEverything(context: Context, run: JobRun<EraseInput>, done: Done): Promise<void> {
  const custId = done.subject.cust_id
  const clear = (await readSealed(context, [custId], unmaskFields)).get(custId)
  // Rejects first: their rows are found by the identifiers that the next step removes.
  await removeRejects(context, run, done, tellingTexts([custId, ...[clear?.mobile, clear?.id_no, clear?.email].flatMap((text) => text ?? [])]))
  const tables = (await context.warehouse.query(customerTablesQuery)).map(({ name }) => name).filter((name) => whyKept(name) === null)
  for (const table of tables) {
    run.signal.throwIfAborted()
    run.progress({ step: 'removing', done: tables.indexOf(table), total: tables.length, unit: 'steps' })
    const rows = Number((await context.warehouse.query(rowCountQuery(table, custId)))[0]?.n ?? 0)
    if (rows === 0) continue
    note(done, table, rows)
    await run.save(done)
    await context.warehouse.deleteRows(table, rowsOfCustomers([custId]))
  }
}

async function removeRejects(context: Context, run: JobRun<EraseInput>, done: Done, texts: readonly string[]): Promise<void> {
  const lines = new Map<string, string[]>()
  for await (const row of streamedRows(context.warehouse, rejectsQuery, { signal: run.signal, maxSeconds: 0 })) {
    const raw = Buffer.from(context.secrets.open(row.raw_sealed), 'base64').toString('utf8')
    if (texts.some((text) => raw.includes(text))) lines.set(row.run_id, [...(lines.get(row.run_id) ?? []), row.line])
  }
  for (const [runId, found] of lines) {
    note(done, 'load_reject', found.length)
    await run.save(done)
    await context.warehouse.deleteRows('load_reject', rejectLines(runId, found))
  }
}

/** Counts once a table: an attempt that goes on finds the rows it had not removed yet again. */
function note(done: Done, table: string, rows: number): void {
  const known = done.removed.find((each) => each.table === table)
  if (known === undefined) done.removed.push({ table, rows })
  else known.rows = Math.max(known.rows, rows)
}

const RETAINED = { zh: '反洗钱法等法定保存期未满，数据仅存储，不作其他处理', en: 'kept by law (anti-money-laundering): stored only, not processed otherwise' }

async function certify(context: Context, request: ErasureView, done: Done, outcome: EraseResult['outcome']): Promise<Certificate> {
  const at = context.clock.now().toISOString()
  const retained = request.kind === 'ERASE' && outcome === 'RESTRICTED' ? { until: done.until, why: RETAINED } : null
  if (outcome !== 'ERASED') return { at, removed: [], kept: [], retained }
  const names = (await context.warehouse.query(customerTablesQuery)).map(({ name }) => name)
  const counted = await Promise.all(names.map(async (table) => ({ table, rows: Number((await context.warehouse.query(rowCountQuery(table, request.custId)))[0]?.n ?? 0) })))
  const left = counted.filter(({ table, rows }) => rows > 0 && whyKept(table) === null)
  if (left.length > 0) fail('CONFLICT')
  const kept = counted.flatMap(({ table, rows }) => {
    const why = whyKept(table)
    return rows > 0 && why !== null ? [{ table, rows, why }] : []
  })
  return { at, removed: done.removed, kept, retained }
}

/** Takes erased customers out of a run that is not visible yet: a source that still has them does not bring them back. */
export async function forgetErased(context: Context, run: { readonly runId: number; readonly tables: readonly string[] }): Promise<void> {
  const erased = (await context.warehouse.query(erasedQuery)).map(({ cust_id }) => cust_id)
  if (erased.length === 0) return
  const where = sql`run_id = ${param(run.runId, 'UInt64')} AND ${rowsOfCustomers(erased)}`
  for (const table of run.tables) await context.warehouse.deleteRows(table, where)
}
