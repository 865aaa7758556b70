import { fail } from '#kernel/error'
import { numbers, type WeighedEvidence } from '#kernel/learn'
import { compileRule, compileValue, type RuleDocument, type ValueDocument } from '#kernel/rule'
import { join, sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { MisTag } from '../../contract-mistag.js'
import type { TagPorts } from '../../ports.js'
import { customersFrom } from '../../sql/customers-from.js'
import { correctionCountsQuery, evidenceRowsQuery, fillCorrections } from '../../sql/mistag/correction-queries.js'
import { loadRuleGround, type RuleGround } from '../rule-schema.js'
import { customersBase } from '../show-tag.js'
import { correctionDefinition, correctionTable, MIS_TAG_RUN, type MisTagRunDetail } from './correction-run.js'

export interface MisTagInput {
  readonly key: string
  readonly asOf?: string | undefined
}

export interface MisTagResult {
  readonly runId: number
  readonly checked: number
  readonly corrected: number
}

/** Customers the evidence is weighed on at most: the standard error of a share is then under .2 points. */
const MOST = 200_000
const LEAST_EACH = 10
const SEED = 2026

/**
 * Weighs the evidence on those whose holdings can be believed, then gives each customer in doubt the probability that the
 * tag is wrong. Visible in one commit; the run before is replaced.
 * @throws AppError NOT_FOUND, MIS_TAG_TOO_FEW, TAGS_NO_CUSTOMERS
 */
export async function runMisTag(context: Context, ports: TagPorts, run: JobRun<MisTagInput>): Promise<MisTagResult> {
  const { body, version } = await context.definitions.version<MisTag>('mis-tag', run.input.key, 'latest')
  const ground = await loadRuleGround(context, { asOf: run.input.asOf })
  const compiled = compileAll(body, ground)
  const from = customersFrom(await customersBase(context, ports, ground), ground.passes.passes(), ground.facts)
  run.progress({ step: 'reading', done: 0, total: 3, unit: 'steps' })
  const rows = await context.warehouse.query(evidenceRowsQuery(from, compiled.believed, compiled.shows, compiled.values, MOST), { signal: run.signal, maxSeconds: 0 })
  const label = Float64Array.from(rows, (row) => row.label)
  const shows = label.reduce((sum, y) => sum + y, 0)
  if (Math.min(shows, rows.length - shows) < LEAST_EACH) fail('MIS_TAG_TOO_FEW', { believed: rows.length, shows, least: LEAST_EACH })
  run.progress({ step: 'training', done: 1, total: 3, unit: 'steps' })
  const columns = body.evidence.map(({ key }, at) => numbers(key, rows.map(({ found }) => found[at])))
  const weighed = await context.compute.run<WeighedEvidence>({ module: '#kernel/learn', name: 'weighEvidence', args: [columns, label, SEED] }, run.signal)
  run.progress({ step: 'writing', done: 2, total: 3, unit: 'steps' })
  return write(context, run, { body, version, ground, compiled, from, weighed })
}

interface Compiled {
  readonly believed: Sql
  readonly shows: Sql
  readonly checked: Sql
  readonly held: Sql
  readonly values: readonly Sql[]
}

function compileAll(body: MisTag, ground: RuleGround): Compiled {
  const options = { asOf: ground.asOf, timeZone: ground.timeZone, passes: ground.passes }
  const rule = (document: RuleDocument) => compileRule(document, ground.schema, options).condition
  const value = (document: ValueDocument) => compileValue(document, ground.schema, options).value
  const held = value({ v: 1, kind: 'value', value: { kind: 'tag', tag: body.tag } })
  const doubted = join(body.doubted.map((code) => sql`${code}`))
  return {
    believed: rule(body.believed),
    shows: rule(body.shows),
    checked: sql`(ifNull(${rule(body.population)}, 0) AND ifNull(toString(${held}) IN (${doubted}), 0))`,
    held,
    values: body.evidence.map((each) => value(each.value)),
  }
}

interface Weighed {
  readonly body: MisTag
  readonly version: number
  readonly ground: RuleGround
  readonly compiled: Compiled
  readonly from: Sql
  readonly weighed: WeighedEvidence
}

async function write(context: Context, run: JobRun<MisTagInput>, { body, version, ground, compiled, from, weighed }: Weighed): Promise<MisTagResult> {
  const { key } = run.input
  const { asOf } = ground
  const runId = await context.runs.begin({ kind: MIS_TAG_RUN, subject: key, asOf, jobId: run.id })
  const table = correctionTable(runId)
  try {
    await context.runs.own(runId, [table])
    await context.warehouse.createTable(correctionDefinition(table))
    await context.warehouse.command(fillCorrections({ table, from, where: compiled.checked, held: compiled.held, values: compiled.values, weights: weighed.weights, base: weighed.base, threshold: body.threshold }), { signal: run.signal })
    const detail: MisTagRunDetail = { version, knownOn: await context.businessClock.today(), believed: weighed.rows, shows: weighed.events, auc: Number.isFinite(weighed.auc) ? weighed.auc : 0.5, base: weighed.base, weights: weighed.weights.map((weight) => ({ ...weight, cuts: [...weight.cuts], adds: [...weight.adds], ranges: weight.ranges.map((range) => ({ ...range })) })) }
    const earlier = await context.runs.visible(MIS_TAG_RUN, key, asOf)
    await context.runs.commit(runId, { ...detail }, earlier.filter((each) => each.asOf === asOf).map(({ id }) => id))
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
  const counted = await countCorrections(context, table)
  return { runId, ...counted }
}

async function countCorrections(context: Context, table: string): Promise<{ checked: number; corrected: number }> {
  const rows = await context.warehouse.query(correctionCountsQuery(table, sql`1`))
  const total = (read: (row: (typeof rows)[number]) => string) => rows.reduce((sum, row) => sum + Number(read(row)), 0)
  return { checked: total(({ n }) => n), corrected: total(({ corrected }) => corrected) }
}
