import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { Front, PlaneScale } from '../contract-plane.js'
import { frontScore, PLANE, scaled, type PlaneMoments } from '../domain/plane-grid.js'
import type { TierPlace } from './tier-reading.js'

const ofRun = (runId: number): Sql => sql`tier_members WHERE run_id = ${param(runId, 'UInt64')}`
const rowsOf = ({ runId, visible }: TierPlace): Sql => sql`${ofRun(runId)} AND ${visible}`

/** Mean and population deviation of both figures over a whole run, after the scale. */
export function planeMomentsQuery(runId: number, scale: PlaneScale): Query<{ mx: number; dx: number; my: number; dy: number }> {
  const [x, y] = [scaled(sql`value`, scale), scaled(sql`second`, scale)]
  return query(sql`SELECT avg(${x}) AS mx, stddevPop(${x}) AS dx, avg(${y}) AS my, stddevPop(${y}) AS dy FROM ${ofRun(runId)}`)
}

/** From where to where half a percent to 99.5 % of the visible customers lie, after the scale. */
export function planeViewQuery(place: TierPlace, scale: PlaneScale): Query<{ n: string; x: number[]; y: number[] }> {
  const ends = (value: Sql) => sql`[quantileExactInclusive(0.005)(${value}), quantileExactInclusive(0.995)(${value})]`
  return query(sql`SELECT count() AS n, ${ends(scaled(sql`value`, scale))} AS x, ${ends(scaled(sql`second`, scale))} AS y FROM ${rowsOf(place)}`)
}

export interface PlaneView {
  readonly from: number
  readonly to: number
}

/** Place in so many steps of a view, values beyond on its edge. */
function steps(value: Sql, { from, to }: PlaneView, count: number): Sql {
  const number = (one: number) => param(one, 'Float64')
  return to > from ? sql`((least(greatest(${value}, ${number(from)}), ${number(to)}) - ${number(from)}) / ${number(to - from)} * ${count})` : sql`toFloat64(0)`
}

/**
 * Customers and money by hexagon: its centre is the nearer of two grids, one half a step to the side and up from the other
 * (Carr et al., Journal of the American Statistical Association 82, 1987). Centres are told in half steps.
 */
export function planeBinsQuery(place: TierPlace, scale: PlaneScale, view: { readonly x: PlaneView; readonly y: PlaneView }): Query<{ col: number; row: number; n: string; money: number | null }> {
  const [px, py] = [steps(scaled(sql`value`, scale), view.x, PLANE.columns), steps(scaled(sql`second`, scale), view.y, PLANE.rows)]
  const inner = sql`SELECT ${px} AS px, ${py} AS py, round(px) AS ax, round(py) AS ay, floor(px) + 0.5 AS bx, floor(py) + 0.5 AS by, money FROM ${rowsOf(place)}`
  // A step up is √3 times one to the side.
  const isFirst = sql`(pow(px - ax, 2) + 3 * pow(py - ay, 2) <= pow(px - bx, 2) + 3 * pow(py - by, 2))`
  return query(sql`SELECT toInt32(2 * if(${isFirst}, ax, bx)) AS col, toInt32(2 * if(${isFirst}, ay, by)) AS row, count() AS n, sum(money) AS money FROM (${inner}) GROUP BY col, row ORDER BY col, row`)
}

/** The rows of a run that so many of the highest score are, ties by the customer's key. */
function frontRows(place: TierPlace, front: Pick<Front, 'weight' | 'scale'>, moments: PlaneMoments, most: number): Sql {
  return sql`SELECT cust_no, value, second, money, ${frontScore(front, moments)} AS score FROM ${rowsOf(place)} ORDER BY score DESC, shard_key LIMIT ${most}`
}

/** Of those a capacity takes: how many, the lowest score, means and money; sums of all for the means of the others. */
export function planeFrontQuery(place: TierPlace, front: Pick<Front, 'weight' | 'scale'>, moments: PlaneMoments, most: number): Query<{ n: string; line: number; x: number; y: number; money: number | null }> {
  return query(sql`SELECT count() AS n, min(score) AS line, sum(ifNull(value, 0)) AS x, sum(ifNull(second, 0)) AS y, sum(money) AS money FROM (${frontRows(place, front, moments, most)})`)
}

/** Sums of both figures over the visible customers. */
export function planeSumsQuery(place: TierPlace): Query<{ x: number; y: number }> {
  return query(sql`SELECT sum(ifNull(value, 0)) AS x, sum(ifNull(second, 0)) AS y FROM ${rowsOf(place)}`)
}

/** 1 for rows of the base among those a capacity takes of a run. */
export function isFront(place: TierPlace, front: Pick<Front, 'weight' | 'scale'>, moments: PlaneMoments, most: number): Sql {
  return sql`bitmapContains((SELECT groupBitmapState(cust_no) FROM (${frontRows(place, front, moments, most)})), ${identifier('base', 'cust_no')})`
}
