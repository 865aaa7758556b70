import { fail } from '#kernel/error'
import { minorUnitsOf } from '#kernel/money'
import { identifier, query, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { RunCommit } from '#platform/runs'
import type { LoadReport, Source, Target } from '../contract.js'
import { bankTable, storedTable, storedType, type BankTableName } from '../domain/bank-model.js'
import { stageColumn } from '../domain/stage.js'
import type { IngestPorts, OrgRow } from '../ports.js'
import { customerIdsQuery, insertRowsStatement, stagedCountQuery } from '../sql/stage-queries.js'
import { planRow, type PlanContext, type RowPlan } from '../sql/staged-row.js'
import { registerAttributes } from '../store/attribute-store.js'
import { bankRuns } from './bank-runs.js'
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
  readonly stage: string
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
    for (const [index, target] of input.source.targets.entries()) {
      const outcome = await writeTarget(input, target, index, mine)
      outcomes.push(outcome)
      mine.set(target.table, [...(mine.get(target.table) ?? []), outcome.runId])
      commits.push({ id: outcome.runId, detail: detailOf(input, target, index, outcome), replaces: outcome.replaces })
    }
    await collectRejects(input, outcomes)
    const report = await buildReport(input, outcomes)
    return { runIds: commits.map((commit) => commit.id), commits, report, orgs: await loadedOrgs(input, outcomes) }
  } catch (error) {
    for (const { id } of commits) await input.context.runs.abandon(id)
    throw error
  }
}

function detailOf(input: TargetsInput, target: Target, index: number, outcome: TargetOutcome) {
  return { source: input.sourceKey, target: index, mode: target.mode, loadId: input.loadId, rows: outcome.accepted, currency: target.currency ?? null }
}

async function writeTarget(
  input: TargetsInput,
  target: Target,
  index: number,
  mine: ReadonlyMap<BankTableName, number[]>,
): Promise<TargetOutcome> {
  const { context, ports } = input
  input.progress(`writing-${target.table}`)
  const plan = await planTarget(input, target, mine)
  const place = { stage: input.stage }
  const counted = (await context.warehouse.query(stagedCountQuery(plan, place), { signal: input.signal, maxSeconds: 0 }))[0]
  const rows = Number(counted?.rows ?? 0)
  const repeated = Number(counted?.keys ?? 0) < rows
  const perCustomer = bankTable(target.table).customer !== 'none'
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
    const into = { ...place, table, runId, businessDate: input.businessDate, repeated, already, perCustomer }
    await context.warehouse.command(insertRowsStatement(plan, into), { signal: input.signal })
    if (pii) await sealIdentifiers(context, plan, into, runId, input.signal)
    const accepted = await countRun(context, table, runId)
    const replaces = visible
      .filter((run) => target.mode === 'snapshot' && run.asOf === input.businessDate && run.detail['source'] === input.sourceKey && run.detail['target'] === index)
      .map((run) => run.id)
    return { target, plan, runId, rows, accepted, repeated, newCustomers, replaces, hasAlready: already.length > 0 }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

async function planTarget(input: TargetsInput, target: Target, mine: ReadonlyMap<BankTableName, number[]>): Promise<RowPlan> {
  const { context, staged } = input
  const visible = new Map<BankTableName, number[]>()
  for (const table of lookedUpTables(target)) {
    visible.set(table, [...(await bankRuns(context.runs, table, input.businessDate)), ...(mine.get(table) ?? [])])
  }
  await addAttributeColumns(context, target)
  const planContext: PlanContext = {
    text: (name) => identifier(stageColumn(staged.columns.indexOf(name))),
    timeZone: context.settings.timeZone,
    minorDigits: minorUnitsOf(target.currency ?? context.settings.currency),
    fileHash: staged.sha256.slice(0, 16),
    runsOf(table) {
      const runs = visible.get(table) ?? []
      return runs.length > 0 ? runs : fail('LOOKUP_TABLE_EMPTY', { table })
    },
  }
  return planRow(target, planContext)
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
