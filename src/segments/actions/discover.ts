import { takeColumns, columnOf, type Matrix, type SubgroupOptions, type SubgroupResult } from '#kernel/learn'
import { fail } from '#kernel/error'
import { checkValue, sentenceOf } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { latestSnapshot, loadRuleGround, noMembers, type TagPorts } from '#tags'
import { clusterFeatureSchema, type ClusterFeature } from '../contract-clustering.js'
import { discoveryRunSchema, type Discovery, type DiscoveryFeature, type FoundSubgroup } from '../contract-discovery.js'
import type { SpokenFeature } from '../domain/cluster-rule.js'
import { OUTCOME, outcomeValue, ruleOfSubgroup } from '../domain/subgroup-rule.js'
import { fillClusterRows, readClusterRows } from './cluster-rows.js'

export const DISCOVERY_RUN = 'discovery'
export const discoveryRunDetail = discoveryRunSchema.omit({ runId: true, asOf: true, takenAt: true })

const BEAM = 20
const BINS = 5
const LEAST = 100

export interface DiscoveryJobInput {
  readonly key: string
  readonly version?: number | undefined
  readonly asOf?: string | undefined
}

export interface DiscoveryJobResult {
  readonly runId: number
  readonly customers: number
  readonly subgroups: number
  readonly hold: number
}

/**
 * Finds subgroups of the population in which the outcome is more (or less) frequent, tested on a half they were not found on.
 * @throws AppError TAGS_NOT_BUILT, DISCOVERY_FEW_CUSTOMERS, DISCOVERY_ONE_OUTCOME
 */
export async function runDiscovery(context: Context, ports: TagPorts, run: JobRun<DiscoveryJobInput>): Promise<DiscoveryJobResult> {
  const { key, version, body } = await context.definitions.version<Discovery>('discovery', run.input.key, run.input.version ?? 'latest')
  const asOf = run.input.asOf ?? ((await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')).asOf
  const runId = await context.runs.begin({ kind: DISCOVERY_RUN, subject: key, asOf, jobId: run.id })
  const table = `discovery_rows_${runId}`
  try {
    await context.runs.own(runId, [table])
    run.progress({ step: 'computing' })
    const features = [...body.features.map(asFeature), asFeature({ key: OUTCOME, name: { zh: '结果' }, value: outcomeValue(body.outcome) })]
    const rows = await fillClusterRows(context, ports, { population: body.population, features }, { table, asOf, signal: run.signal }, [body.outcome])
    run.progress({ step: 'reading' })
    const matrix = await readClusterRows(context, table, features, rows.kinds, { rows: body.rows, seed: body.seed })
    run.progress({ step: 'training' })
    const result = await search(context, body, matrix, run.signal)
    const subgroups = await spoken(context, body, result)
    run.progress({ step: 'committing' })
    await context.runs.commit(runId, { version, rows: result.rows, rate: result.rate, tried: result.tried, subgroups })
    await context.warehouse.dropTable(table)
    return { runId, customers: result.rows, subgroups: subgroups.length, hold: subgroups.filter(({ holds }) => holds).length }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

function asFeature(feature: DiscoveryFeature): ClusterFeature {
  return clusterFeatureSchema.parse(feature)
}

async function search(context: Context, body: Discovery, matrix: Matrix, signal: AbortSignal): Promise<SubgroupResult> {
  if (matrix.rows < LEAST) fail('DISCOVERY_FEW_CUSTOMERS', { customers: matrix.rows, needed: LEAST })
  const outcome = columnOf(matrix, OUTCOME)
  const label = outcome.kind === 'number' ? Float64Array.from(outcome.values) : new Float64Array(matrix.rows)
  const hits = label.reduce((sum, each) => sum + each, 0)
  if (hits === 0 || hits === matrix.rows) fail('DISCOVERY_ONE_OUTCOME')
  const options: SubgroupOptions = { depth: body.depth, beam: BEAM, bins: BINS, leastShare: body.leastShare, top: body.top, seed: body.seed, side: body.side }
  const args = [takeColumns(matrix, body.features.map(({ key }) => key)), label, options]
  return context.compute.run<SubgroupResult>({ module: '#kernel/learn', name: 'discoverSubgroups', args }, signal)
}

/** The features of a discovery as a rule compares them. */
export async function spokenFeatures(context: Context, features: readonly DiscoveryFeature[]): Promise<{ spoken: ReadonlyMap<string, SpokenFeature>; schema: Parameters<typeof sentenceOf>[1] }> {
  const { schema } = await loadRuleGround(context, { asOf: undefined, members: noMembers })
  const found = features.flatMap(({ key, value }) => {
    const checked = checkValue(value, schema)
    return checked.ok ? [[key, { value: value.value, type: checked.type }] as const] : []
  })
  return { spoken: new Map(found), schema }
}

const EVERYBODY = { v: 1, kind: 'rule', rule: { kind: 'always' } } as const

async function spoken(context: Context, body: Discovery, result: SubgroupResult): Promise<FoundSubgroup[]> {
  const { spoken: features, schema } = await spokenFeatures(context, body.features)
  return result.subgroups.map((subgroup) => {
    const rule = ruleOfSubgroup(subgroup.conditions, EVERYBODY, features)
    return { ...subgroup, conditions: [...subgroup.conditions], sentence: { zh: sentenceOf(rule, schema, 'zh'), en: sentenceOf(rule, schema, 'en') } }
  })
}
