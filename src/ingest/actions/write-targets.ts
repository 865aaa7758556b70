import { availableParallelism } from 'node:os'
import { fail } from '#kernel/error'
import { minorUnitsOf } from '#kernel/money'
import { identifier, query, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { RunCommit } from '#platform/runs'
import type { LoadReport, Source, Target } from '../contract.js'
import { bankTable, hasOwners, storedTable, storedType, type BankTableName } from '../domain/bank-model.js'
import { stageColumn } from '../domain/stage.js'
import type { IngestPorts, OrgRow } from '../ports.js'
import { noteGoneOwners } from '../sql/gone-owners.js'
import { parquetText } from '../sql/parquet-queries.js'
import { customerIdsQuery, insertRowsStatement, stagedCountQuery, type StagePlace } from '../sql/stage-queries.js'
import { planRow, type PlanContext, type RowPlan } from '../sql/staged-row.js'
import { registerAttributes } from '../store/attribute-store.js'
import { bankRuns, currentRuns, hides } from './bank-runs.js'
import { buildReport, type TargetOutcome } from './build-report.js'
import { collectRejects } from './collect-rejects.js'
import { loadedOrgs } from './loaded-orgs.js'
import type { RejectWriter } from './reject-writer.js'
import { sealIdentifiers } from './seal-identifiers.js'
import type { Staged } from './stage-file.js'

export interface TargetsInput {
  readonly context: Context
  readonly ports: IngestPorts
  readonly source: Source
  readonly sourceKey: string
  readonly loadId: string
  readonly businessDate: string
  readonly path: string
  readonly fileName: string
  readonly staged: Staged
  readonly rejects: RejectWriter
  readonly signal: AbortSignal
  readonly progress: (step: string) => void
}

export interface WrittenTargets {
  readonly runIds: readonly number[]
  readonly commits: readonly RunCommit[]
  readonly report: LoadReport
  readonly orgs: readonly OrgRow[] | null
}

/** Writes every target of a staged file under runs nobody sees yet. */
export async function writeTargets(input: TargetsInput): Promise<WrittenTargets> {
  const commits: RunCommit[] = []
  const outcomes: TargetOutcome[] = []
  const mine = new Map<BankTableName, number[]>()
  try {
    for (const target of input.source.targets) {
      const outcome = await writeTarget(input, target, mine)
      outcomes.push(outcome)
      mine.set(target.table, [...(mine.get(target.table) ?? []), outcome.runId])
      commits.push({ id: outcome.runId, detail: { ...detailOf(input, target), rows: outcome.accepted }, replaces: outcome.replaces })
    }
    await collectRejects(input, outcomes)
    const report = await buildReport(input, outcomes)
    for (const outcome of outcomes) await noteOwners(input, outcome)
    return { runIds: commits.map((commit) => commit.id), commits, report, orgs: await loadedOrgs(input, outcomes) }
  } catch (error) {
    for (const { id } of commits) await input.context.runs.abandon(id)
    throw error
  }
}

/** What a run remembers of its load. `part`: which rows of the file, whatever place the target has in the mapping. */
function detailOf(input: TargetsInput, target: Target) {
  const part = JSON.stringify(Object.entries(target.where ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { source: input.sourceKey, part, mode: target.mode, loadId: input.loadId, currency: target.currency ?? null }
}

/** More write faster, up to where the disk is the limit; each holds a block of rows. */
const INSERT_THREADS = Math.min(8, availableParallelism())

async function writeTarget(input: TargetsInput, target: Target, mine: ReadonlyMap<BankTableName, number[]>): Promise<TargetOutcome> {
  const { context, ports } = input
  input.progress(`writing-${target.table}`)
  const plan = await planTarget(input, target, mine)
  const place = { stage: input.staged.place }
  const { rows, keys } = await countStaged(input, plan, place)
  const { customer, anonymous } = bankTable(target.table)
  const perCustomer = customer !== 'none'
  const newCustomers = perCustomer ? await ports.numbers.assign(customerIdsQuery(plan, place)) : 0
  const visible = await context.runs.visible('load', target.table)
  const already = target.mode === 'append' && plan.hasKey ? visible.map((run) => run.id) : []
  const table = storedTable(target.table)
  const pii = plan.columns.some((column) => column.identifier)
  const runId = await context.runs.begin({
    kind: 'load',
    subject: target.table,
    asOf: input.businessDate,
    tables: pii ? [table, 'customer_pii'] : [table],
  })
  try {
    const into = { ...place, table, runId, businessDate: input.businessDate, repeated: keys < rows, already, perCustomer, anonymous }
    await ports.numbers.hold(() => context.warehouse.command(insertRowsStatement(plan, into), { signal: input.signal, insertThreads: INSERT_THREADS }))
    if (pii) await sealIdentifiers(context, plan, into, runId, input.signal, ports.watch.identifiers(input.loadId))
    if (perCustomer) await ports.privacy.forget({ runId, tables: pii ? [table, 'customer_pii'] : [table] })
    const accepted = await countRun(context, table, runId)
    const mark = detailOf(input, target)
    const replaces = visible.filter((run) => run.asOf === input.businessDate && hides(mark, run.detail)).map((run) => run.id)
    return { target, plan, runId, rows, accepted, repeated: into.repeated, newCustomers, replaces, hasAlready: already.length > 0 }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

/** Keys whose hashes are counted at once: 16 bytes or so each. */
const KEYS_AT_ONCE = 20_000_000

async function countStaged(input: TargetsInput, plan: RowPlan, place: StagePlace): Promise<{ rows: number; keys: number }> {
  const parts = plan.hasKey ? Math.max(1, Math.ceil(input.staged.rows / KEYS_AT_ONCE)) : 1
  const sum = { rows: 0, keys: 0 }
  for (let part = 0; part < parts; part += 1) {
    const asked = stagedCountQuery(plan, place, { part, parts })
    const [counted] = await input.context.warehouse.query(asked, { signal: input.signal, maxSeconds: 0 })
    sum.rows += Number(counted?.rows ?? 0)
    sum.keys += Number(counted?.keys ?? 0)
  }
  return sum
}

/** Keys that have gone over from one customer to another are the newest customer's alone. */
async function noteOwners(input: TargetsInput, { target, plan, runId, accepted, replaces }: TargetOutcome): Promise<void> {
  if (!hasOwners(target.table) || !plan.hasKey || accepted === 0) return
  const mark = detailOf(input, target)
  const visible = (await input.context.runs.visible('load', target.table)).filter((run) => !replaces.includes(run.id))
  const beside = [
    ...currentRuns(visible.filter((run) => run.asOf <= input.businessDate)).filter((run) => !hides(mark, run.detail)),
    ...visible.filter((run) => run.asOf > input.businessDate && !hides(run.detail, mark)),
  ]
  if (beside.length === 0) return
  const note = { table: storedTable(target.table), runId, businessDate: input.businessDate, beside: beside.map((run) => run.id) }
  await input.ports.numbers.hold(() => input.context.warehouse.command(noteGoneOwners(note), { signal: input.signal }))
}

async function planTarget(input: TargetsInput, target: Target, mine: ReadonlyMap<BankTableName, number[]>): Promise<RowPlan> {
  const { context, staged } = input
  const visible = new Map<BankTableName, number[]>()
  for (const table of lookedUpTables(target)) {
    visible.set(table, [...(await bankRuns(context.runs, table, input.businessDate)), ...(mine.get(table) ?? [])])
  }
  await addAttributeColumns(context, target)
  const planContext: PlanContext = {
    ...fileColumns(staged),
    timeZone: context.settings.timeZone,
    minorDigits: minorUnitsOf(target.currency ?? context.settings.currency),
    fileHash: staged.sha256.slice(0, 16),
    pads: context.secrets.hashPads(),
    runsOf(table) {
      const runs = visible.get(table) ?? []
      return runs.length > 0 ? runs : fail('LOOKUP_TABLE_EMPTY', { table })
    },
  }
  return planRow(target, planContext)
}

/** The file's columns in SQL, by the name the mapping gives. */
function fileColumns({ columns, typed }: Staged): Pick<PlanContext, 'text' | 'native'> {
  const column = (name: string) => identifier(stageColumn(columns.indexOf(name)))
  if (typed === null) return { text: column }
  const known = new Map(typed.map((each) => [each.name, each]))
  const typeOf = (name: string) => known.get(name) ?? fail('SOURCE_COLUMN_UNKNOWN', { column: name, columns: columns.slice(0, 40).join(', ') })
  return { text: (name) => parquetText(column(name), typeOf(name)), native: (name) => ({ column: column(name), type: typeOf(name).type }) }
}

/** Bank tables a target's columns look values up in. */
function lookedUpTables(target: Target): Set<BankTableName> {
  const specs = [...Object.values(target.columns), ...Object.values(target.attributes ?? {}).map(({ column }) => column)]
  return new Set(specs.flatMap((spec) => (typeof spec === 'object' && 'lookup' in spec ? [spec.lookup.table] : [])))
}

async function addAttributeColumns(context: Context, target: Target): Promise<void> {
  const attributes = target.attributes
  if (attributes === undefined) return
  await registerAttributes(context.ledger, attributes, target.currency)
  const columns = Object.entries(attributes).map(([key, attribute]) => [`x_${key}`, storedType(attribute.type)] as const)
  await context.warehouse.addColumns(storedTable('customer'), Object.fromEntries(columns))
}

async function countRun(context: Context, table: string, runId: number): Promise<number> {
  const rows = await context.warehouse.query(
    query<{ n: string }>(sql`SELECT count() AS n FROM ${identifier(table)} WHERE run_id = ${runId}`),
  )
  return Number(rows[0]?.n ?? 0)
}
