import { fail } from '#kernel/error'
import { addDays } from '#kernel/calendar'
import { identifier, sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import { bankRows, bankRuns } from '#ingest'
import type { Metric } from '#insight/contract'
import { isMember, segmentRuns } from '#segments'
import { latestSnapshot, type TagSnapshot } from '#tags'
import type { Evaluation, EvaluationResult, SplitResult } from '../contract.js'
import { checkSampleRatio, compareAll, compareBy, type Moments, type NamedMetric } from '../domain/compare-arms.js'
import { verdictText } from '../domain/verdict.js'
import { armMomentsQuery, rowsUntil, rowsWithin, type MomentsInput, type MomentsRow } from '../sql/arm-moments-query.js'
import { evaluationUnits, type ListPort, type Units } from './evaluation-units.js'

export interface EvaluateRequest {
  readonly key: string
  readonly asOf?: string | undefined
}

interface Ground {
  readonly context: Context
  readonly evaluation: Evaluation
  readonly asOf: string
  readonly metrics: readonly NamedMetric[]
  readonly units: Units
  readonly outcomes: Sql
  readonly signal: AbortSignal
}

/** Computes an evaluation as of a date and keeps the result under a run. */
export async function evaluate(context: Context, lists: ListPort, request: EvaluateRequest, signal: AbortSignal): Promise<EvaluationResult> {
  const definition = await context.definitions.version<Evaluation>('evaluation', request.key, 'latest')
  const evaluation = definition.body
  const asOf = request.asOf ?? (await context.businessClock.today())
  const found = await evaluationUnits(context, lists, evaluation, asOf)
  const units = { ...found, units: await withinSegment(context, evaluation, found.units, asOf) }
  const metrics = await namedMetrics(context, evaluation)
  const window = windowOf(evaluation, units, asOf)
  const outcomes = await outcomeRows(context, asOf, window)
  const ground: Ground = { context, evaluation, asOf, metrics, units, outcomes, signal }
  const arms = momentsByArm(await readMoments(ground, null))
  if (!arms.has(evaluation.control)) fail('EVALUATION_NO_CONTROL', { control: evaluation.control })
  const sampleRatio = checkSampleRatio(arms, evaluation.shares)
  const results = compareAll(metrics, arms, evaluation.control)
  const total = [...arms.values()].reduce((sum, each) => sum + each.n, 0)
  return {
    evaluation: request.key,
    version: definition.version,
    asOf,
    computedAt: context.clock.now().toISOString(),
    control: evaluation.control,
    arms: [...arms].map(([arm, { n }]) => ({ arm, n, share: n / total })),
    contaminated: units.contaminated,
    sampleRatio,
    metrics: results,
    splits: await splits(ground, [...arms.keys()].filter((arm) => arm !== evaluation.control)),
    verdict: verdictText(results, sampleRatio),
    window,
  }
}

/** Only members of the evaluation's segment in its newest snapshot as of the date, when it names one. */
async function withinSegment(context: Context, evaluation: Evaluation, units: Sql, asOf: string): Promise<Sql> {
  if (evaluation.segment === undefined) return units
  const runs = await segmentRuns(context, evaluation.segment)
  const run = runs.find((each) => each.asOf <= asOf) ?? fail('SEGMENT_NO_SNAPSHOT', { key: evaluation.segment })
  return sql`(SELECT base.cust_no AS cust_no, base.arm AS arm FROM ${units} AS base WHERE ${isMember(run.runId)})`
}

async function namedMetrics(context: Context, evaluation: Evaluation): Promise<NamedMetric[]> {
  const definitions = await Promise.all(evaluation.metrics.map((key) => context.definitions.version<Metric>('metric', key, 'latest')))
  return definitions.map(({ key, name, body }) => ({
    key,
    name: { zh: name.zh, en: name.en ?? key },
    metric: body.of === 'money' && body.currency === undefined ? { ...body, currency: context.settings.currency } : body,
  }))
}

function windowOf(evaluation: Evaluation, units: Units, asOf: string): { from: string | null; to: string | null } {
  if (evaluation.windowDays === undefined || units.from === null) return { from: null, to: null }
  const end = addDays(units.from, evaluation.windowDays)
  return { from: units.from, to: end < asOf ? end : asOf }
}

/** Outcome rows of the window; without one, every row up to the date. */
async function outcomeRows(context: Context, asOf: string, window: { from: string | null; to: string | null }): Promise<Sql> {
  const runs = await bankRuns(context.runs, 'outcome', asOf)
  if (runs.length === 0) fail('EVALUATION_NO_OUTCOMES', { asOf })
  const rows = bankRows('outcome', runs, ['metric', 'count', 'value_minor', 'ts'])
  const zone = context.settings.timeZone
  return window.from === null || window.to === null ? rowsUntil(rows, asOf, zone) : rowsWithin(rows, { from: window.from, to: window.to }, zone)
}

function readMoments(ground: Ground, split: MomentsInput['split']): Promise<MomentsRow[]> {
  const metrics = ground.metrics.map(({ metric }) => ({ outcome: metric.outcome, kind: metric.kind, of: metric.of }))
  const asked = armMomentsQuery({ units: ground.units.units, outcomes: ground.outcomes, metrics, split })
  return ground.context.warehouse.query(asked, { signal: ground.signal, maxSeconds: 600 })
}

function momentsOf(row: MomentsRow): Moments {
  return { n: Number(row.n), sums: row.sums, squares: row.squares }
}

function momentsByArm(rows: readonly MomentsRow[]): Map<string, Moments> {
  return new Map(rows.map((row) => [row.arm, momentsOf(row)]))
}

async function splits(ground: Ground, treated: readonly string[]): Promise<SplitResult[]> {
  const snapshot = await latestSnapshot(ground.context, ground.asOf)
  if (snapshot === null || ground.evaluation.by.length === 0) return []
  const all = await Promise.all(ground.evaluation.by.map((tag) => splitByTag(ground, snapshot, tag, treated)))
  return all.flat()
}

async function splitByTag(ground: Ground, snapshot: TagSnapshot, key: string, treated: readonly string[]): Promise<SplitResult[]> {
  const tag = snapshot.tags.find((each) => each.key === key) ?? fail('EVALUATION_TAG_NOT_BUILT', { tag: key })
  const from = sql`(SELECT cust_no, ${identifier(tag.column)} AS split_value FROM ${identifier(snapshot.table)}) AS base`
  const rows = await readMoments(ground, { from, value: sql`base.split_value` })
  const values = new Map<string, Map<string, Moments>>()
  for (const row of rows) {
    const arms = values.get(row.value) ?? new Map<string, Moments>()
    arms.set(row.arm, momentsOf(row))
    values.set(row.value, arms)
  }
  const label = (value: string) => labelOf(tag.type, value)
  return compareBy({ tag: key, tagName: tag.name, label, values: ordered(values, tag.type) }, ground.metrics, treated, ground.evaluation.control)
}

/** Bands in their own order, other values by text. */
function ordered(values: Map<string, Map<string, Moments>>, type: TagSnapshot['tags'][number]['type']) {
  const order = new Map((type.values ?? []).map((value, at) => [value.code, at]))
  const rank = (value: string) => order.get(value) ?? order.size
  return new Map([...values].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)))
}

function labelOf(type: TagSnapshot['tags'][number]['type'], value: string): { zh: string; en: string } {
  if (value === '') return { zh: '（无值）', en: '(no value)' }
  if (type.type === 'bool') return value === 'true' ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }
  const known = type.values?.find((each) => each.code === value)
  return known ? { zh: known.zh, en: known.en } : { zh: value, en: value }
}
