import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { identifier, sql, type Sql } from '#kernel/sql'
import { scopeCondition, type Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { Run } from '#platform/runs'
import { firstNumberOf } from '#ingest/contract'
import { analysisRunSchema, type Analysis, type AnalysisRun, type MeasuredQuery } from '../../contract-analysis.js'
import { customerMeasuresQuery, measuredCountQuery, measuredPageQuery, type MeasuredRow } from '../../sql/analysis/measure-queries.js'
import { ANALYSIS_RUN } from './run-analysis.js'

const runDetail = analysisRunSchema.omit({ runId: true, asOf: true, ranAt: true })

function toRun(run: Run): AnalysisRun {
  return { runId: run.id, asOf: run.asOf, ranAt: run.committedAt ?? '', ...runDetail.parse(run.detail) }
}

function withoutFigures({ runId, asOf, version, by, ranAt, customers, measures }: AnalysisRun) {
  return { runId, asOf, version, by, ranAt, customers, measures }
}

/** Every analysis with its newest run. */
export async function listAnalyses(context: Context) {
  const heads = await context.definitions.list<Analysis>('analysis')
  return Promise.all(heads.map(async (head) => ({ ...itemOf(head), newest: await newestOf(context, head.key) })))
}

function itemOf({ key, name, body, version, hasDraft }: Definition<Analysis>) {
  return { key, name, version, hasDraft, task: body.task }
}

async function newestOf(context: Context, key: string) {
  const run = await context.runs.latest(ANALYSIS_RUN, key)
  return run === null ? null : withoutFigures(toRun(run))
}

/** One analysis with the figures of its newest run, its runs and who uses it. @throws AppError NOT_FOUND */
export async function showAnalysis(context: Context, key: string) {
  const head = await context.definitions.get<Analysis>('analysis', key)
  const runs = (await context.runs.visible(ANALYSIS_RUN, key)).map(toRun)
  return { ...itemOf(head), newest: runs[0] ?? null, runs: runs.map(withoutFigures), usedBy: await context.definitions.usedBy('analysis', key) }
}

/** @throws AppError ANALYSIS_NOT_RUN */
async function newestRun(context: Context, key: string): Promise<AnalysisRun> {
  const run = await context.runs.latest(ANALYSIS_RUN, key)
  return run === null ? fail('ANALYSIS_NOT_RUN', { key }) : toRun(run)
}

function visibleTo(actor: Actor): Sql {
  return scopeCondition(actor.scope, { orgPath: identifier('org_path'), rm: identifier('rm') })
}

function presentMeasured({ cust_id, org_path, value, low, high }: MeasuredRow) {
  return { custId: cust_id, orgPath: org_path, value, low, high }
}

/**
 * The largest or smallest values of a measure among the customers the actor may see.
 * @throws AppError ANALYSIS_NOT_RUN, ANALYSIS_NO_MEASURE
 */
export async function topMeasured(context: Context, place: { key: string; measure: string }, actor: Actor, page: Omit<MeasuredQuery, 'order'> & Partial<Pick<MeasuredQuery, 'order'>>) {
  const { key, measure } = place
  const run = await newestRun(context, key)
  if (!run.measures.includes(measure)) fail('ANALYSIS_NO_MEASURE', { key, measure, measures: run.measures.join(', ') })
  const visible = visibleTo(actor)
  const [value, custNo] = page.cursor === undefined ? [] : decodeCursor(page.cursor)
  const after = value === undefined ? null : { value: Number(value), custNo: Number(custNo) }
  const rows = await context.warehouse.query(measuredPageQuery({ runId: run.runId, measure, visible, after, limit: page.limit + 1, order: page.order }))
  const total = Number((await context.warehouse.query(measuredCountQuery(run.runId, measure, visible)))[0]?.n ?? 0)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { measure, runId: run.runId, asOf: run.asOf, items: items.map(presentMeasured), nextCursor: rows.length > page.limit && last ? encodeCursor([last.value, last.cust_no]) : null, total }
}

/**
 * Everything the newest run knows of a customer in the actor's scope.
 * @throws AppError ANALYSIS_NOT_RUN, NOT_FOUND
 */
export async function customerMeasures(context: Context, key: string, custId: string, actor: Actor) {
  const run = await newestRun(context, key)
  const rows = await context.warehouse.query(customerMeasuresQuery(run.runId, visibleTo(actor), sql`${firstNumberOf(custId)}`))
  const first = rows[0] ?? fail('NOT_FOUND', { what: 'customer' })
  const measures = rows.map(({ measure, value, low, high }) => ({ measure, value, low, high }))
  return { custId: first.cust_id, orgPath: first.org_path, runId: run.runId, asOf: run.asOf, measures }
}
