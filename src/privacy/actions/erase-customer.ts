import { randomUUID } from 'node:crypto'
import { fail } from '#kernel/error'
import { param, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { bankRuns } from '#ingest'
import type { Certificate, ErasureView, RequestKind, SubjectState } from '../contract.js'
import { whyKept } from '../domain/erased-table.js'
import { retentionOf, type Retention } from '../domain/retention.js'
import type { PrivacyPorts } from '../ports.js'
import { customerTablesQuery, erasedQuery, rowCountQuery, rowsOfCustomers } from '../sql/erasure-queries.js'
import { retentionQuery, subjectBase, subjectQuery, subjectStatePageQuery, type SubjectRow } from '../sql/subject-queries.js'
import { noteChange } from '../store/change-store.js'
import { keptInLedger } from '../store/kept-store.js'
import { loadPolicy } from '../store/policy-store.js'
import { endRequest, getRequest } from '../store/request-store.js'
import { warehouseTs } from './find-subject.js'
import { theseNumbers } from '../sql/statement-queries.js'

export interface EraseInput {
  readonly requestId: string
}

export interface EraseResult {
  readonly outcome: NonNullable<ErasureView['outcome']>
}

interface Removed {
  readonly place: string
  readonly table: string
  rows: number
}

/** What an attempt has done so far, so that the certificate counts rows an interrupted one removed. */
interface Done {
  readonly subject: SubjectRow
  readonly kept: boolean
  readonly until: string | null
  removed: Removed[]
}

/**
 * Does what a confirmed request asks, for every customer number it covers. Data the law still keeps are restricted instead
 * of erased. Erasing first stops every use, then removes what rooms keep of the person, then their rows from every table
 * that has customers.
 */
export async function eraseCustomer(context: Context, ports: PrivacyPorts, run: JobRun<EraseInput>): Promise<EraseResult> {
  const request = await getRequest(context.ledger.db, run.input.requestId)
  if (request.status === 'DONE' && request.outcome !== null) return { outcome: request.outcome }
  if (request.status !== 'CONFIRMED') fail('ERASURE_NOT_OPEN', { id: request.id, status: request.status })
  const done = (run.checkpoint as Done | null) ?? (await begin(context, ports, request))
  await run.save(done)
  const outcome = outcomeOf(request.kind, done.kept)
  await setStates(context, request, done.subject, { state: outcome === 'LIFTED' ? 'none' : outcome === 'ERASED' ? 'erased' : 'restricted', run })
  if (outcome !== 'LIFTED') for (const custId of request.custIds) await ports.closeWork(custId, { marketingOnly: false, note: 'data restricted or erased' }, run.actor)
  if (outcome === 'ERASED') await removeEverything(context, ports, { run, done, custIds: request.custIds })
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
  const retention: Retention = request.kind === 'ERASE' ? await retentionFor(context, request.custIds, today) : { kept: false, until: null }
  return { subject, ...retention, removed: [] }
}

async function retentionFor(context: Context, custIds: readonly string[], today: string): Promise<Retention> {
  const [account, txn] = await Promise.all([bankRuns(context.runs, 'account', today), bankRuns(context.runs, 'txn', today)])
  const row = (await context.warehouse.query(retentionQuery(custIds, { account, txn }, context.settings.timeZone)))[0]
  const { retentionYears } = await loadPolicy(context.ledger.db)
  return retentionOf({ openAccounts: Number(row?.open_accounts ?? 0), lastDay: row?.last_day ?? null }, retentionYears, today)
}

/** Every number of the person gets the state; one that was erased before stays so. */
async function setStates(context: Context, request: ErasureView, subject: SubjectRow, to: { state: SubjectState; run: JobRun<EraseInput> }): Promise<void> {
  const before = await context.warehouse.query(subjectStatePageQuery(theseNumbers(request.custIds)))
  const erased = new Set(before.filter(({ state }) => state === 'erased').map(({ cust_id }) => cust_id))
  const ts = warehouseTs(context.clock.now().toISOString())
  const { id: actor_id, name: actor_name } = to.run.actor
  for (const cust_id of request.custIds) {
    if (erased.has(cust_id)) continue
    const row = { id: randomUUID(), cust_id, shard_key: subject.shard_key, state: to.state, request_id: Number(request.id), actor_id, actor_name, ts }
    await context.ledger.transaction(async (tx) => {
      await noteChange(tx, cust_id)
      await context.warehouse.insert('subject_state_entry', 'JSONEachRow', Buffer.from(JSON.stringify(row)), { token: `subject-state:${request.id}:${cust_id}` })
    })
  }
}

interface Removal {
  readonly run: JobRun<EraseInput>
  readonly done: Done
  readonly custIds: readonly string[]
}

/** Rooms first: they find the person by identifiers and devices, which the last step takes away. */
async function removeEverything(context: Context, ports: PrivacyPorts, removal: Removal): Promise<void> {
  const { run, custIds } = removal
  const marks = await Promise.all(ports.erasures.map(async (place) => (await place.marks?.(custIds)) ?? { texts: [], devices: [] }))
  const each = (pick: 'texts' | 'devices') => [...new Set(marks.flatMap((mark) => mark[pick]))]
  const person = { custIds, texts: each('texts'), devices: each('devices') }
  const names = (await context.warehouse.query(customerTablesQuery)).map(({ name }) => name).filter((name) => whyKept(name) === null)
  const total = ports.erasures.length + names.length
  for (const [at, place] of ports.erasures.entries()) {
    run.signal.throwIfAborted()
    run.progress({ step: 'removing', done: at, total, unit: 'steps' })
    await place.erase(person, { signal: run.signal, removing: (table, rows) => note(removal, { place: place.name, table, rows }) })
  }
  for (const [at, table] of names.entries()) {
    run.signal.throwIfAborted()
    run.progress({ step: 'removing', done: ports.erasures.length + at, total, unit: 'steps' })
    const rows = Number((await context.warehouse.query(rowCountQuery(table, custIds)))[0]?.n ?? 0)
    if (rows === 0) continue
    await note(removal, { place: '', table, rows })
    await context.warehouse.deleteRows(table, rowsOfCustomers(custIds))
  }
}

/** Counts once a place and table: an attempt that goes on finds the rows it had not removed yet again. */
async function note({ run, done }: Removal, removed: Removed): Promise<void> {
  const known = done.removed.find(({ place, table }) => table === removed.table && place === removed.place)
  if (known === undefined) done.removed.push(removed)
  else known.rows = Math.max(known.rows, removed.rows)
  await run.save(done)
}

const RETAINED = { zh: '反洗钱法等法定保存期未满，数据仅存储，不作其他处理', en: 'kept by law (anti-money-laundering): stored only, not processed otherwise' }

async function certify(context: Context, request: ErasureView, done: Done, outcome: EraseResult['outcome']): Promise<Certificate> {
  const at = context.clock.now().toISOString()
  const numbers = request.custIds.length
  const retained = request.kind === 'ERASE' && outcome === 'RESTRICTED' ? { until: done.until, why: RETAINED } : null
  if (outcome !== 'ERASED') return { at, numbers, removed: [], kept: [], retained }
  const names = (await context.warehouse.query(customerTablesQuery)).map(({ name }) => name)
  const inWarehouse = await Promise.all(names.map(async (table) => ({ table, rows: Number((await context.warehouse.query(rowCountQuery(table, request.custIds)))[0]?.n ?? 0) })))
  const counted = [...inWarehouse, ...(await keptInLedger(context.ledger.db, request))].filter(({ rows }) => rows > 0)
  const kept = counted.map(({ table, rows }) => ({ table, rows, why: whyKept(table) ?? fail('ERASURE_INCOMPLETE', { table, rows }) }))
  return { at, numbers, removed: byTable(done.removed), kept, retained }
}

function byTable(removed: readonly Removed[]): Certificate['removed'] {
  const rows = new Map<string, number>()
  for (const each of removed) rows.set(each.table, (rows.get(each.table) ?? 0) + each.rows)
  return [...rows].map(([table, n]) => ({ table, rows: n }))
}

/** Customers whose data were erased. */
export async function erasedCustomers(context: Context): Promise<string[]> {
  return (await context.warehouse.query(erasedQuery)).map(({ cust_id }) => cust_id)
}

/** Takes erased customers out of a run that is not visible yet: a source that still has them does not bring them back. */
export async function forgetErased(context: Context, run: { readonly runId: number; readonly tables: readonly string[] }): Promise<void> {
  const erased = await erasedCustomers(context)
  if (erased.length === 0) return
  const where = sql`run_id = ${param(run.runId, 'UInt64')} AND ${rowsOfCustomers(erased)}`
  for (const table of run.tables) await context.warehouse.deleteRows(table, where)
}
