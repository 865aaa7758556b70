import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import type { TableDefinition } from '#platform/warehouse'
import type { TagPorts } from '#tags'
import type { UpliftBody } from '../../contract-uplift.js'
import { armCountsQuery, CONTROL, membersQuery, outcomesQuery } from '../../sql/uplift/campaign-queries.js'
import { insertUpliftRows, UPLIFT_COLUMNS } from '../../sql/uplift/uplift-rows.js'
import { rowsTable, type BuildRows, type BuiltRows } from '../build-rows.js'
import { compileDate, type CompiledDate } from '../compile-model.js'
import { loadCampaigns, type LoadedCampaign } from './load-campaigns.js'

/** Fewest customers of an arm, and fewest outcomes of an arm and of its controls together. */
const LEAST = { rows: 50, outcomes: 20 }

export interface BuiltUplift extends BuiltRows {
  readonly campaigns: readonly (LoadedCampaign & { readonly counts: readonly ArmCount[] })[]
  /** Without the control, sorted. */
  readonly arms: readonly string[]
}

export interface ArmCount {
  readonly arm: string
  readonly rows: number
  readonly outcomes: number
}

/** Makes the table and fills it campaign by campaign: features of the day before its first touch, arm and outcome. */
export async function buildUpliftRows(context: Context, ports: TagPorts, body: UpliftBody, build: BuildRows): Promise<BuiltUplift> {
  const { campaigns, touches, outcomes } = await loadCampaigns(context, body, build.knownAt)
  const limit = Math.max(1, Math.floor(body.training.rows / campaigns.length))
  const { control, arms } = body.treatment
  let columns: BuiltRows['columns'] | null = null
  for (const [done, { campaign, asOf, until }] of campaigns.entries()) {
    build.signal.throwIfAborted()
    build.onDate(done, campaigns.length)
    const compiled = await compileDate(context, ports, body, { asOf, knownAt: build.knownAt, labelled: false })
    if (columns === null) {
      columns = compiled.features.map(({ key, column, kind }) => ({ key, column, kind }))
      await context.warehouse.createTable(upliftTable(build.table, compiled))
    }
    const plan = {
      ...compiled, table: build.table, asOf, campaign, limit, seed: body.training.seed, folds: body.training.folds,
      members: membersQuery({ touches, campaign, control, arms }),
      outcomes: outcomesQuery({ outcomes, campaign, metric: body.outcome.metric, attributed: body.outcome.attributed, from: asOf, to: until, timeZone: context.settings.timeZone }),
    }
    await context.warehouse.command(insertUpliftRows(plan), { signal: build.signal })
  }
  const counts = await context.warehouse.query(armCountsQuery(build.table))
  const counted = campaigns.map((each) => ({ ...each, counts: counts.filter((row) => row.campaign === each.campaign).map((row): ArmCount => ({ arm: row.arm, rows: Number(row.n), outcomes: row.outcomes })) }))
  return { columns: columns ?? [], campaigns: counted, arms: requireArms(counted) }
}

function upliftTable(name: string, compiled: Pick<CompiledDate, 'features'>): TableDefinition {
  const table = rowsTable(name, compiled)
  return { ...table, columns: { ...table.columns, ...UPLIFT_COLUMNS }, orderBy: ['campaign', 'cust_no'] }
}

/**
 * Arms that can be learned: each beside a control, with customers and outcomes enough.
 * @throws AppError MODEL_ARM_EMPTY, MODEL_ARM_SMALL, MODEL_OUTCOME_CONSTANT
 */
export function requireArms(campaigns: readonly { readonly campaign: string; readonly counts: readonly ArmCount[] }[]): string[] {
  for (const { campaign, counts } of campaigns) {
    if (!counts.some(({ arm }) => arm === CONTROL)) fail('MODEL_ARM_EMPTY', { campaign, arm: CONTROL })
    if (!counts.some(({ arm }) => arm !== CONTROL)) fail('MODEL_ARM_EMPTY', { campaign, arm: 'treatment' })
  }
  const arms = [...new Set(campaigns.flatMap(({ counts }) => counts.map(({ arm }) => arm)))].filter((arm) => arm !== CONTROL).sort()
  for (const arm of arms) {
    const counts = campaigns.filter((each) => each.counts.some((count) => count.arm === arm)).flatMap((each) => each.counts)
    requirePair(arm, counts)
  }
  return arms
}

function requirePair(arm: string, counts: readonly ArmCount[]): void {
  const total = (name: string, of: 'rows' | 'outcomes'): number => counts.filter((count) => count.arm === name).reduce((sum, count) => sum + count[of], 0)
  for (const name of [arm, CONTROL]) {
    const rows = total(name, 'rows')
    if (rows < LEAST.rows) fail('MODEL_ARM_SMALL', { arm: name, rows, least: LEAST.rows })
  }
  const rows = total(arm, 'rows') + total(CONTROL, 'rows')
  const outcomes = total(arm, 'outcomes') + total(CONTROL, 'outcomes')
  if (outcomes < LEAST.outcomes || rows - outcomes < LEAST.outcomes) fail('MODEL_OUTCOME_CONSTANT', { arm, rows, outcomes, least: LEAST.outcomes })
}
