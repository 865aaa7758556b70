import { fail } from '#kernel/error'
import { bestArmOf, querySize, stability, treatedSql, type Column, type EffectRange, type Matrix, type TreatedModel, type TreatedScores } from '#kernel/learn'
import { sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import type { TagPorts } from '#tags'
import type { UpliftBody } from '../../contract-uplift.js'
import { featureColumn } from '../../domain/feature-column.js'
import { upliftOf } from '../../domain/uplift/uplift-of.js'
import { insertRows } from '../../sql/insert-rows.js'
import { insertScores, scoredThere } from '../../sql/score-queries.js'
import { featureSql, rowCountQuery, someOf } from '../../sql/rows-queries.js'
import { insertUpliftHere } from '../../sql/uplift/score-here.js'
import { insertUplift, UPLIFT_NUMBERS } from '../../sql/uplift/uplift-scores.js'
import type { StoredVersion } from '../../store/version-store.js'
import { rowsTable } from '../build-rows.js'
import { compileDate } from '../compile-model.js'
import { readRows, type NamedColumn } from '../read-rows.js'
import { DRIFT_ROWS, featuresTableOf, LONGEST, MANY, scoreRunKind, type ScoreInput, type ScoreResult } from '../score-model.js'
import { tabbed, workTableOf } from './keep-held.js'

const CHUNK = 50_000

/** Columns an uplift model takes of a table of rows. */
export function upliftColumns({ features }: TreatedModel): NamedColumn[] {
  return features.map((feature) => ({ name: feature.name, column: featureColumn(feature.name), levels: feature.kind === 'category' ? feature.levels : null }))
}

/** Scores of rows, in a worker. */
export function upliftScoresOf(context: Context, fitted: TreatedModel, matrix: Matrix, signal?: AbortSignal): Promise<TreatedScores> {
  return context.compute.run<TreatedScores>({ module: '#kernel/learn', name: 'scoreTreated', args: [fitted, matrix] }, signal)
}

/** Scores the population with an uplift version: effect, money and quadrant of every customer, published as one run. */
export async function scoreUplift(context: Context, ports: TagPorts, run: JobRun<ScoreInput>, version: StoredVersion, body: UpliftBody): Promise<ScoreResult> {
  const { key, shadow = false } = run.input
  const today = await context.businessClock.today()
  const asOf = run.input.asOf ?? today
  const kind = scoreRunKind(shadow)
  const runId = await context.runs.begin({ kind, subject: key, asOf, jobId: run.id, tables: ['model_score', 'model_uplift'] })
  const features = featuresTableOf(runId)
  try {
    await context.runs.own(runId, [features, workTableOf(runId)])
    run.progress({ step: 'computing' })
    const compiled = await compileDate(context, ports, body, { asOf, knownAt: asOf > today ? asOf : today, labelled: false })
    await context.warehouse.createTable(rowsTable(features, compiled))
    await context.warehouse.command(insertRows({ ...compiled, table: features, asOf }), { signal: run.signal })
    const customers = Number((await context.warehouse.query(rowCountQuery(features)))[0]?.n ?? 0)
    run.progress({ step: 'scoring', done: 0, total: customers, unit: 'customers' })
    const place: Place = { runId, version, body, asOf, features, signal: run.signal }
    const via = await write(context, place, customers, run.input.via ?? 'auto')
    const drift = await driftOf(context, place, customers)
    const replaced = (await context.runs.visible(kind, key)).filter((each) => each.asOf === asOf).map((each) => each.id)
    const detail = { version: version.number, role: shadow ? 'challenger' : 'champion', customers, unscored: 0, knownOn: today, via, ...drift }
    await context.runs.commit(runId, detail, replaced)
    await context.warehouse.dropTable(workTableOf(runId))
    return { runId, version: version.number, customers, via }
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

interface Place {
  readonly runId: number
  readonly version: StoredVersion
  readonly body: UpliftBody
  readonly asOf: string
  readonly features: string
  readonly signal: AbortSignal
}

/** Writes what the model says of everybody, computed by the engine where there are many (or it is asked for), else by a worker. */
async function write(context: Context, place: Place, customers: number, asked: 'auto' | 'sql' | 'worker'): Promise<'sql' | 'worker'> {
  const { runId, version, asOf, features, signal } = place
  const work = workTableOf(runId)
  await context.warehouse.createTable({ name: work, columns: UPLIFT_NUMBERS, orderBy: ['cust_no'], spread: 'copied', transient: true })
  const here = insertUpliftHere(work, features, treatedSql(upliftOf(version), (feature) => featureSql(feature, featureColumn(feature.name))))
  const size = querySize(here)
  if (asked === 'sql' && size > LONGEST) fail('MODEL_TOO_LONG', { size })
  const via = asked === 'sql' || (asked === 'auto' && customers > MANY && size <= LONGEST) ? 'sql' : 'worker'
  if (via === 'sql') await context.warehouse.command(here, { signal, compiled: true })
  else await writeByWorker(context, place, work)
  const into = { runId, model: version.model, version: version.number, asOf, features }
  await context.warehouse.command(insertUplift(into, work, place.body.quadrants), { signal })
  await context.warehouse.command(insertScores(into, scoredThere(features, work, 'effect')), { signal })
  return via
}

async function writeByWorker(context: Context, { runId, version, features, signal }: Place, work: string): Promise<void> {
  const fitted = upliftOf(version)
  const { matrix, custNo } = await readRows(context, { table: features, columns: upliftColumns(fitted), where: sql`1` }, signal)
  const scores = await upliftScoresOf(context, fitted, matrix, signal)
  const ranges = await context.compute.run<(EffectRange | null)[]>({ module: '#kernel/learn', name: 'effectRanges', args: [fitted, matrix, scores.arms.map(({ effect }) => effect)] }, signal)
  const best = bestArmOf(scores)
  const line = (row: number): string => {
    const place = best[row] as number
    const [arm, range] = [scores.arms[place], ranges[place]]
    const values = [custNo[row], tabbed(arm?.arm ?? ''), arm?.effect[row], arm?.gain?.[row] ?? '\\N', scores.organic[row], arm?.response[row], `[${scores.arms.map((each) => each.effect[row]).join(',')}]`, range?.low[row] ?? '\\N', range?.high[row] ?? '\\N']
    return `${values.join('\t')}\n`
  }
  for (let from = 0; from < custNo.length; from += CHUNK) {
    const lines = Array.from({ length: Math.min(CHUNK, custNo.length - from) }, (_, at) => line(from + at))
    await context.warehouse.insert(work, 'TabSeparated', Buffer.from(lines.join('')), { token: `${runId}:${from}`, signal })
  }
}

/** How far features and effects have moved since training, on at most a sample. */
async function driftOf(context: Context, { version, features, signal }: Place, customers: number) {
  if (customers === 0) return { drift: [], scorePsi: 0 }
  const { base } = version
  const fitted = upliftOf(version)
  const { matrix } = await readRows(context, { table: features, columns: upliftColumns(fitted), where: someOf(DRIFT_ROWS / customers) }, signal)
  const found = await upliftScoresOf(context, fitted, matrix, signal)
  const effect = Float64Array.from(bestArmOf(found), (arm, row) => found.arms[arm]?.effect[row] ?? 0)
  const scores: Column = { kind: 'number', name: 'score', values: effect }
  const drift = matrix.columns.flatMap((column) => {
    const own = base.features[column.name]
    return own === undefined ? [] : [{ feature: column.name, psi: stability(own, column).value }]
  })
  return { drift: drift.sort((a, b) => b.psi - a.psi), scorePsi: stability(base.score, scores).value }
}
