import { quadrantSql, type Quadrant, type QuadrantRule } from '#kernel/learn'
import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { ScoreInto } from '../score-queries.js'

/** What a worker brings of each customer; `effects` by arm in the order of the version, as a JSON array. */
export const UPLIFT_NUMBERS = { cust_no: 'UInt32', arm: 'String', effect: 'Float64', gain: 'Nullable(Float64)', organic: 'Float64', response: 'Float64', effects: 'String', effect_low: 'Nullable(Float64)', effect_high: 'Nullable(Float64)' } as const

/** Writes what a model says of customers, with their quadrant and decile by effect (1 the highest). */
export function insertUplift(into: ScoreInto, work: string, rule: QuadrantRule): Sql {
  const decile = sql`toUInt8(intDiv((row_number() OVER (ORDER BY found.effect DESC, rows.cust_no) - 1) * 10, count() OVER ()) + 1)`
  return sql`INSERT INTO model_uplift (run_id, model, version, cust_no, cust_id, shard_key, org_path, rm, arm, effect, gain, organic, response, effects, effect_low, effect_high, quadrant, decile, as_of) SELECT ${param(into.runId, 'UInt64')}, ${into.model}, ${param(into.version, 'UInt32')}, rows.cust_no, rows.cust_id, rows.shard_key, rows.org_path, rows.rm, found.arm, found.effect, found.gain, found.organic, found.response, found.effects, found.effect_low, found.effect_high, ${quadrantSql(sql`found.effect`, sql`found.organic`, rule)}, ${decile}, ${param(into.asOf, 'Date32')} FROM ${identifier(into.features)} AS rows INNER JOIN ${identifier(work)} AS found ON found.cust_no = rows.cust_no`
}

export interface UpliftRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly arm: string
  readonly effect: number
  readonly gain: number | null
  readonly organic: number
  readonly response: number
  readonly effects: string
  readonly effect_low: number | null
  readonly effect_high: number | null
  readonly quadrant: Quadrant
  readonly decile: number
}

const COLUMNS = sql`cust_no, cust_id, org_path, arm, effect, gain, organic, response, effects, effect_low, effect_high, quadrant, decile`

/** What customers are put in order by: the money an arm brings, else its effect. */
const WORTH = sql`ifNull(gain, effect)`

export interface UpliftPage {
  readonly runId: number
  readonly visible: Sql
  readonly quadrant: string | null
  readonly after: { readonly worth: number; readonly custNo: number } | null
  readonly limit: number
}

/** A page of a run's customers, worth most first; of sleeping dogs those who lose most first. */
export function upliftPageQuery({ runId, visible, quadrant, after, limit }: UpliftPage): Query<UpliftRow & { worth: number }> {
  const rising = quadrant === 'sleeping_dog'
  const own = quadrant === null ? sql`1` : sql`quadrant = ${quadrant}`
  const direction = rising ? sql`ASC` : sql`DESC`
  const from = after === null ? sql`1` : afterSql(after, rising)
  return query(sql`SELECT ${COLUMNS}, ${WORTH} AS worth FROM model_uplift WHERE run_id = ${param(runId, 'UInt64')} AND ${own} AND ${visible} AND ${from} ORDER BY worth ${direction}, cust_no LIMIT ${limit}`)
}

function afterSql({ worth, custNo }: { readonly worth: number; readonly custNo: number }, rising: boolean): Sql {
  const last = param(worth, 'Float64')
  const beyond = rising ? sql`${WORTH} > ${last}` : sql`${WORTH} < ${last}`
  return sql`(${beyond} OR (${WORTH} = ${last} AND cust_no > ${param(custNo, 'UInt32')}))`
}

/** Customers of a run in each quadrant. */
export function quadrantCountsQuery(runId: number, visible: Sql): Query<{ quadrant: Quadrant; n: string }> {
  return query(sql`SELECT quadrant, count() AS n FROM model_uplift WHERE run_id = ${param(runId, 'UInt64')} AND ${visible} GROUP BY quadrant ORDER BY quadrant`)
}

/** What a run says of one customer; no row outside what may be seen. */
export function upliftCustomerQuery(runId: number, visible: Sql, custNo: number): Query<UpliftRow> {
  return query(sql`SELECT ${COLUMNS} FROM model_uplift WHERE run_id = ${param(runId, 'UInt64')} AND cust_no = ${param(custNo, 'UInt32')} AND ${visible}`)
}
