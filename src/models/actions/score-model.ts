import { fail } from '#kernel/error'
import { querySize, stability, type Column } from '#kernel/learn'
import { sql, type Sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TagPorts } from '#tags'
import type { Model } from '../contract.js'
import { featureColumn } from '../domain/feature-column.js'
import { scoreSql } from '../domain/score-sql.js'
import { insertRows } from '../sql/insert-rows.js'
import { featureSql, rowCountQuery, someOf } from '../sql/rows-queries.js'
import { insertScores, scoredCountQuery, scoredHere, scoredThere } from '../sql/score-queries.js'
import { versionInRole, type StoredVersion } from '../store/version-store.js'
import { rowsTable } from './build-rows.js'
import { compileDate } from './compile-model.js'
import { namedColumns } from './named-columns.js'
import { readRows } from './read-rows.js'
import { scoresOf } from './scores-of.js'

export interface ScoreInput {
  readonly key: string
  readonly asOf?: string | undefined
  readonly shadow?: boolean | undefined
  readonly via?: 'auto' | 'sql' | 'worker' | undefined
}

export interface ScoreResult {
  readonly runId: number
  readonly version: number
  readonly customers: number
  readonly via: 'sql' | 'worker'
}

/** Customers above which the engine scores by itself. */
export const MANY = 200_000
/** Characters of a statement the engine takes, less what stands around the score. */
export const LONGEST = 4_000_000
/** Customers drift is measured on. */
export const DRIFT_ROWS = 200_000

/** Table of the features a scoring run keeps, for reasons. */
export function featuresTableOf(runId: number): string {
  return `model_features_${runId}`
}

/** Kind of run: the champion's scores are published, the challenger's kept beside. */
export function scoreRunKind(shadow: boolean): string {
  return shadow ? 'model-shadow' : 'model-score'
}

/**
 * Scores the population of the champion (or the challenger, as a shadow) as of a date, in the engine or in a worker by
 * size, and publishes the run with its drift against training.
 * @throws AppError MODEL_NO_CHAMPION, MODEL_TOO_LONG
 */
export async function scoreModel(context: Context, ports: TagPorts, run: JobRun<ScoreInput>): Promise<ScoreResult> {
  const { key, shadow = false } = run.input
  const version = (await versionInRole(context.ledger.db, key, shadow ? 'challenger' : 'champion')) ?? fail('MODEL_NO_CHAMPION', { key })
  const { body: model } = await context.definitions.version<Model>('model', key, version.definitionVersion)
  const asOf = run.input.asOf ?? (await context.businessClock.today())
  const runId = await context.runs.begin({ kind: scoreRunKind(shadow), subject: key, asOf, jobId: run.id, tables: ['model_score'] })
  const features = featuresTableOf(runId)
  try {
    await context.runs.own(runId, [features, workTableOf(runId)])
    run.progress({ step: 'computing' })
    const customers = await fillFeatures(context, ports, model, { asOf, features, signal: run.signal })
    run.progress({ step: 'scoring', done: 0, total: customers, unit: 'customers' })
    const onRows = (done: number): void => run.progress({ step: 'scoring', done, total: customers, unit: 'customers' })
    const place: Place = { context, version, model, runId, asOf, features, signal: run.signal, onRows }
    const via = await write(place, customers, run.input.via ?? 'auto')
    run.progress({ step: 'evaluating' })
    const drift = await driftOf(place, customers)
    const unscored = customers - Number((await context.warehouse.query(scoredCountQuery(runId, sql`1`)))[0]?.n ?? 0)
    const knownOn = await context.businessClock.today()
    const replaced = (await context.runs.visible(scoreRunKind(shadow), key)).filter((each) => each.asOf === asOf).map((each) => each.id)
    await context.runs.commit(runId, { version: version.number, role: shadow ? 'challenger' : 'champion', customers, unscored, knownOn, via, ...drift }, replaced)
    await context.warehouse.dropTable(workTableOf(runId))
    return { runId, version: version.number, customers, via }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

function workTableOf(runId: number): string {
  return `model_raw_${runId}`
}

async function fillFeatures(context: Context, ports: TagPorts, model: Model, place: { asOf: string; features: string; signal: AbortSignal }): Promise<number> {
  const { asOf, features, signal } = place
  const today = await context.businessClock.today()
  const compiled = await compileDate(context, ports, model, { asOf, knownAt: asOf > today ? asOf : today, labelled: false })
  await context.warehouse.createTable(rowsTable(features, compiled))
  await context.warehouse.command(insertRows({ ...compiled, table: features, asOf }), { signal })
  return Number((await context.warehouse.query(rowCountQuery(features)))[0]?.n ?? 0)
}

interface Place {
  readonly context: Context
  readonly version: StoredVersion
  readonly model: Model
  readonly runId: number
  readonly asOf: string
  readonly features: string
  readonly signal: AbortSignal
  /** Hears of rows a service has answered for. */
  readonly onRows: (done: number) => void
}

async function write(place: Place, customers: number, asked: 'auto' | 'sql' | 'worker'): Promise<'sql' | 'worker'> {
  const { context, version, runId, asOf, features, signal } = place
  const score = scoreSql(version.fitted, (feature) => featureSql(feature, featureColumn(feature.name)))
  const size = score === null ? 0 : querySize(score)
  if (asked === 'sql' && size > LONGEST) fail('MODEL_TOO_LONG', { size })
  const here = score !== null && (asked === 'sql' || (asked === 'auto' && customers > MANY && size <= LONGEST))
  const scored = here ? scoredHere(features, score) : await scoredByWorker(place)
  await context.warehouse.command(insertScores({ runId, model: version.model, version: version.number, asOf, features }, scored), { signal, compiled: here })
  return here ? 'sql' : 'worker'
}

const CHUNK = 100_000

async function scoredByWorker({ context, version, runId, features, signal, onRows }: Place): Promise<Sql> {
  const table = workTableOf(runId)
  await context.warehouse.createTable({ name: table, columns: { cust_no: 'UInt32', score: 'Float64' }, orderBy: ['cust_no'], spread: 'copied', transient: true })
  const rows = await readRows(context, { table: features, columns: namedColumns(version.fitted), where: sql`1` }, signal)
  const scores = await scoresOf(context, version.fitted, rows.matrix, signal, onRows)
  for (let from = 0; from < scores.length; from += CHUNK) {
    const lines = Array.from(scores.subarray(from, from + CHUNK), (score, at) => (Number.isFinite(score) ? `${rows.custNo[from + at] ?? 0}\t${score}\n` : ''))
    await context.warehouse.insert(table, 'TabSeparated', Buffer.from(lines.join('')), { token: `${runId}:${from}`, signal })
  }
  return scoredThere(features, table)
}

/** How far features and scores have moved since training (population stability), on at most a sample. */
async function driftOf({ context, version, features, signal }: Place, customers: number) {
  if (customers === 0) return { drift: [], scorePsi: 0 }
  const rows = await readRows(context, { table: features, columns: namedColumns(version.fitted), where: someOf(DRIFT_ROWS / customers) }, signal)
  const scores: Column = { kind: 'number', name: 'score', values: await scoresOf(context, version.fitted, rows.matrix, signal) }
  const drift = rows.matrix.columns.flatMap((column) => {
    const base = version.base.features[column.name]
    return base === undefined ? [] : [{ feature: column.name, psi: stability(base, column).value }]
  })
  return { drift: drift.sort((a, b) => b.psi - a.psi), scorePsi: stability(version.base.score, scores).value }
}
