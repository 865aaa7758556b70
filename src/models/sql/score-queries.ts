import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface ScoreInto {
  readonly runId: number
  readonly model: string
  readonly version: number
  readonly asOf: string
  /** Table of the rows that are scored. */
  readonly features: string
}

/** Scores computed in the engine. */
export function scoredHere(features: string, score: Sql): Sql {
  return sql`(SELECT cust_no, cust_id, shard_key, org_path, rm, toFloat64(${score}) AS score FROM ${identifier(features)})`
}

/** Scores brought by a worker in a table of `cust_no` and the score. */
export function scoredThere(features: string, scores: string, column = 'score'): Sql {
  return sql`(SELECT rows.cust_no AS cust_no, rows.cust_id AS cust_id, rows.shard_key AS shard_key, rows.org_path AS org_path, rows.rm AS rm, found.${identifier(column)} AS score FROM ${identifier(features)} AS rows INNER JOIN ${identifier(scores)} AS found ON found.cust_no = rows.cust_no)`
}

/** Writes scores with their decile, 1 the highest; equal scores by customer; who has no score is left out. */
export function insertScores(into: ScoreInto, scored: Sql): Sql {
  const place = sql`row_number() OVER (ORDER BY score DESC, cust_no)`
  const decile = sql`toUInt8(intDiv((${place} - 1) * 10, count() OVER ()) + 1)`
  return sql`INSERT INTO model_score (run_id, model, version, cust_no, cust_id, shard_key, org_path, rm, score, decile, as_of) SELECT ${param(into.runId, 'UInt64')}, ${into.model}, ${param(into.version, 'UInt32')}, cust_no, cust_id, shard_key, org_path, rm, score, ${decile}, ${param(into.asOf, 'Date32')} FROM ${scored} WHERE ifNull(isFinite(score), 0)`
}

export interface ScoredRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly score: number
  readonly decile: number
}

export interface ScoredPage {
  readonly runId: number
  readonly visible: Sql
  /** Score and customer the page goes on after. */
  readonly after: { readonly score: number; readonly custNo: number } | null
  readonly limit: number
}

/** A page of a run's customers, the highest scores first. */
export function scoredPageQuery({ runId, visible, after, limit }: ScoredPage): Query<ScoredRow> {
  const from = after === null ? sql`1` : afterSql(after)
  return query(
    sql`SELECT cust_no, cust_id, org_path, score, decile FROM model_score WHERE run_id = ${param(runId, 'UInt64')} AND ${visible} AND ${from} ORDER BY score DESC, cust_no LIMIT ${limit}`,
  )
}

function afterSql({ score, custNo }: { readonly score: number; readonly custNo: number }): Sql {
  const last = param(score, 'Float64')
  return sql`(score < ${last} OR (score = ${last} AND cust_no > ${param(custNo, 'UInt32')}))`
}

export function scoredCountQuery(runId: number, visible: Sql): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM model_score WHERE run_id = ${param(runId, 'UInt64')} AND ${visible}`)
}

/** A customer of a run, by the person's first number; no row outside what may be seen. */
export function scoredCustomerQuery(runId: number, visible: Sql, firstNumber: Sql): Query<ScoredRow> {
  return query(sql`SELECT cust_no, cust_id, org_path, score, decile FROM model_score WHERE run_id = ${param(runId, 'UInt64')} AND cust_id = ${firstNumber} AND ${visible}`)
}

/** Rows of one run as a tag takes them: the score, its tenth, or what an uplift model says beside its score. */
export function scoreRows(runId: number, field: 'score' | 'decile' | 'effect' | 'effect_low' | 'effect_high' | 'gain' | 'quadrant'): Sql {
  const run = param(runId, 'UInt64')
  switch (field) {
    case 'score':
      return sql`SELECT cust_no, score AS value FROM model_score WHERE run_id = ${run}`
    case 'decile':
      return sql`SELECT cust_no, toInt64(decile) AS value FROM model_score WHERE run_id = ${run}`
    case 'effect':
      return sql`SELECT cust_no, effect AS value FROM model_uplift WHERE run_id = ${run}`
    case 'effect_low':
    case 'effect_high':
    case 'gain':
      return sql`SELECT cust_no, ${identifier(field)} AS value FROM model_uplift WHERE run_id = ${run}`
    case 'quadrant':
      return sql`SELECT cust_no, toString(quadrant) AS value FROM model_uplift WHERE run_id = ${run}`
  }
}

/** A measure of one run of an analysis as a tag takes it, or an end of its range. */
export function measureRows(runId: number, measure: string, column: 'value' | 'low' | 'high' = 'value'): Sql {
  return sql`SELECT cust_no, ${column === 'value' ? sql`value` : sql`${identifier(column)} AS value`} FROM analysis_value WHERE run_id = ${param(runId, 'UInt64')} AND measure = ${measure}`
}
