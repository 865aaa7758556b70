import { fail } from '#kernel/error'
import { amountRange } from '#kernel/learn'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { identifier, sql, type Sql } from '#kernel/sql'
import { scopeCondition, type Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Run } from '#platform/runs'
import { firstNumberOf } from '#ingest/contract'
import type { Model, ScoreRun, ScoresQuery } from '../contract.js'
import { presentScored, presentValue, scoreRunDetail } from '../present.js'
import { oneOf } from '../sql/rows-queries.js'
import { scoredCountQuery, scoredCustomerQuery, scoredPageQuery } from '../sql/score-queries.js'
import { getVersion } from '../store/version-store.js'
import { namedColumns } from './named-columns.js'
import { explainScore } from './plug/explain-score.js'
import { readRows } from './read-rows.js'
import { featuresTableOf, scoreRunKind } from './score-model.js'

/** Whose rows of a run an actor may see. */
export function scoresVisibleTo(actor: Actor): Sql {
  return scopeCondition(actor.scope, { orgPath: identifier('org_path'), rm: identifier('rm') })
}

/** Runs of a model's published scores, or of its shadows, newest first. */
export async function scoreRuns(context: Context, key: string, shadow: boolean, asOf?: string): Promise<ScoreRun[]> {
  return (await context.runs.visible(scoreRunKind(shadow), key, asOf)).map(toScoreRun)
}

function toScoreRun(run: Run): ScoreRun {
  return { runId: run.id, asOf: run.asOf, scoredAt: run.committedAt ?? '', ...scoreRunDetail.parse(run.detail) }
}

/** The newest published scores. @throws AppError MODEL_NOT_SCORED */
export async function newestRun(context: Context, key: string): Promise<ScoreRun> {
  const run = await context.runs.latest(scoreRunKind(false), key)
  return run === null ? fail('MODEL_NOT_SCORED', { key }) : toScoreRun(run)
}

/** What may be seen, narrowed to what was asked for. */
function asked(visible: Sql, { decile, under }: Pick<ScoresQuery, 'decile' | 'under'>): Sql {
  const ofDecile = decile === undefined ? visible : sql`${visible} AND decile = ${decile}`
  return under === undefined ? ofDecile : sql`${ofDecile} AND startsWith(org_path, ${under})`
}

/** Rows of a page of the newest published scores the actor may see, and where the next page begins. @throws AppError MODEL_NOT_SCORED */
export async function scoredPage(context: Context, key: string, actor: Actor, page: ScoresQuery) {
  const run = await newestRun(context, key)
  const visible = asked(scoresVisibleTo(actor), page)
  const [score, custNo] = page.cursor === undefined ? [] : decodeCursor(page.cursor)
  const after = score === undefined ? null : { score: Number(score), custNo: Number(custNo) }
  const found = await context.warehouse.query(scoredPageQuery({ runId: run.runId, visible, after, limit: page.limit + 1 }))
  const total = Number((await context.warehouse.query(scoredCountQuery(run.runId, visible)))[0]?.n ?? 0)
  const rows = found.slice(0, page.limit)
  const last = rows.at(-1)
  return { run, rows, nextCursor: found.length > page.limit && last ? encodeCursor([last.score, last.cust_no]) : null, total }
}

/** The highest published scores among the customers the actor may see. */
export async function topScores(context: Context, key: string, actor: Actor, page: ScoresQuery) {
  const { rows, ...rest } = await scoredPage(context, key, actor, page)
  return { ...rest, items: rows.map(presentScored) }
}

/**
 * A customer's published score with its reasons, in the actor's scope.
 * @throws AppError MODEL_NOT_SCORED, NOT_FOUND
 */
export async function explainCustomer(context: Context, key: string, custId: string, actor: Actor) {
  const run = await newestRun(context, key)
  const found = (await context.warehouse.query(scoredCustomerQuery(run.runId, scoresVisibleTo(actor), sql`${firstNumberOf(custId)}`)))[0] ?? fail('NOT_FOUND', { what: 'customer' })
  const version = await getVersion(context.ledger.db, key, run.version)
  const { body } = await context.definitions.version<Model>('model', key, version.definitionVersion)
  const { matrix } = await readRows(context, { table: featuresTableOf(run.runId), columns: namedColumns(version.fitted), where: oneOf(found.cust_no) })
  const { base, reasons, method } = await explainScore(context, version.fitted, matrix)
  const names = new Map(body.features.map(({ key: feature, name }) => [feature, name]))
  const named = reasons.map(({ feature, value, effect }) => ({ feature, effect, value: presentValue(value, actor), name: names.get(feature) ?? { zh: feature } }))
  const range = version.fitted.kind === 'trained' ? amountRange(version.fitted, found.score) : null
  return { ...presentScored(found), range, model: key, version: run.version, asOf: run.asOf, base, method, reasons: named }
}
