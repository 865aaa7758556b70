import { join, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** Whose rows of a run: `visible` is over the run's own org_path and rm. */
export interface TierPlace {
  readonly runId: number
  readonly visible: Sql
}

const rowsOf = ({ runId, visible }: TierPlace): Sql => sql`tier_members WHERE run_id = ${param(runId, 'UInt64')} AND ${visible}`

export interface CellRow {
  readonly cell: number
  readonly n: string
  readonly money: number | null
  readonly measure: number | null
  readonly mean: number | null
  readonly dwell: number | null
}

/** Customers, money, mean measure and median days so far of each cell. */
export function tierCellsQuery(place: TierPlace, asOf: string): Query<CellRow> {
  return query(
    sql`SELECT cell, count() AS n, sum(money) AS money, sum(value) AS measure, avg(value) AS mean, toFloat64(quantileExact(0.5)(dateDiff('day', since, ${param(asOf, 'Date32')}))) AS dwell FROM ${rowsOf(place)} GROUP BY cell ORDER BY cell`,
  )
}

/** How many meet each rule, whatever cell they are in. */
export function tierMarksQuery(place: TierPlace, rules: number): Query<{ met: string[] }> {
  const each = Array.from({ length: rules }, (_, at) => sql`countIf(bitTest(marks, ${param(at, 'UInt32')}))`)
  return query(sql`SELECT [${join(each)}] AS met FROM ${rowsOf(place)}`)
}

/** Customers near the floor of each upper tier from below: how many, and what they lack in all. */
export function tierNearQuery(place: TierPlace, floors: readonly { readonly cell: number; readonly from: number; readonly floor: number }[]): Query<{ near: string[]; lacking: number[] }> {
  const isNear = floors.map(({ cell, from }) => sql`cell = ${param(cell, 'UInt32')} AND ifNull(value >= ${param(from, 'Float64')}, 0)`)
  const counts = isNear.map((near) => sql`countIf(${near})`)
  const sums = isNear.map((near, at) => sql`sumIf(${param(floors[at]?.floor ?? 0, 'Float64')} - ifNull(value, 0), ${near})`)
  return query(sql`SELECT [${join(counts)}] AS near, [${join(sums)}] AS lacking FROM ${rowsOf(place)}`)
}

/** RFM scores of recency and frequency: customers and money. */
export function tierGridQuery(place: TierPlace): Query<{ recency: number; frequency: number; n: string; money: number | null }> {
  return query(sql`SELECT toUInt8(intDiv(marks, 100)) AS recency, toUInt8(intDiv(marks % 100, 10)) AS frequency, count() AS n, sum(money) AS money FROM ${rowsOf(place)} GROUP BY recency, frequency ORDER BY recency, frequency`)
}

/** Part of an org path down to a depth, without its last slash: 1 the head office, 2 a branch. */
function orgAt(depth: number): Sql {
  return sql`concat('/', arrayStringConcat(arraySlice(arrayFilter(part -> part != '', splitByChar('/', toString(org_path))), 1, ${param(depth, 'UInt32')}), '/'))`
}

/** Customers and money by org and cell. */
export function tierOrgsQuery(place: TierPlace, depth: number): Query<{ org: string; cell: number; n: string; money: number | null }> {
  return query(sql`SELECT ${orgAt(depth)} AS org, cell, count() AS n, sum(money) AS money FROM ${rowsOf(place)} GROUP BY org, cell ORDER BY org, cell`)
}

/**
 * Gini coefficient of the value by group: 2 Σ i·x / (n Σ x) − (n + 1) / n with x rising and i from 1 (Dixon et al.,
 * Ecology 68 (1987)). Negative values count as 0; NULL where the sum is 0.
 */
function giniOf(grouped: Sql): Sql {
  return sql`SELECT grp, if(sum(one * many) > 0, sum(one * many * (2 * below + many + 1)) / (sum(many) * sum(one * many)) - (sum(many) + 1) / sum(many), NULL) AS gini FROM (SELECT grp, one, many, sum(many) OVER (PARTITION BY grp ORDER BY one ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - many AS below FROM (${grouped})) GROUP BY grp ORDER BY grp`
}

const worth = sql`greatest(ifNull(value, 0), 0)`

/** Gini coefficient by org. */
export function orgGiniQuery(place: TierPlace, depth: number): Query<{ grp: string; gini: number | null }> {
  return query(giniOf(sql`SELECT ${orgAt(depth)} AS grp, ${worth} AS one, count() AS many FROM ${rowsOf(place)} GROUP BY grp, one`))
}

/** Gini coefficient by run. */
export function runGiniQuery(runIds: readonly number[], visible: Sql): Query<{ grp: string; gini: number | null }> {
  return query(giniOf(sql`SELECT run_id AS grp, ${worth} AS one, count() AS many FROM tier_members WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id) AND ${visible} GROUP BY grp, one`))
}

/** Lorenz curve in so many steps of customers: shares of customers and of the value, from the poorest. */
export function lorenzQuery(place: TierPlace, steps: number): Query<{ customers: number; measure: number }> {
  return query(
    sql`SELECT max(so_far) / any(everybody) AS customers, if(any(everything) > 0, max(held) / any(everything), 0) AS measure FROM (SELECT so_far, held, sum(many) OVER () AS everybody, sum(many * one) OVER () AS everything, intDiv(so_far * ${param(steps, 'UInt32')}, everybody) AS step FROM (SELECT one, many, sum(many) OVER (ORDER BY one ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS so_far, sum(many * one) OVER (ORDER BY one ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS held FROM (SELECT ${worth} AS one, count() AS many FROM ${rowsOf(place)} GROUP BY one))) GROUP BY step ORDER BY step`,
  )
}

/** Customers and money by run and cell. */
export function tierTrendQuery(runIds: readonly number[], visible: Sql): Query<{ run_id: string; cell: number; n: string; money: number | null }> {
  return query(sql`SELECT run_id, cell, count() AS n, sum(money) AS money FROM tier_members WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id) AND ${visible} GROUP BY run_id, cell ORDER BY run_id, cell`)
}

/** Customers of both runs, one row each: cells counted from 1, 0 where not in that run; org_path and rm of the later row. */
function pairsOf(before: number, after: number): Sql {
  const is = (runId: number) => sql`run_id = ${param(runId, 'UInt64')}`
  return sql`SELECT cust_no, maxIf(cell + 1, ${is(before)}) AS came, maxIf(cell + 1, ${is(after)}) AS went, sumIf(money, ${is(before)}) AS money_before, sumIf(money, ${is(after)}) AS money_after, argMax(toString(t.org_path), ${is(after)}) AS org_path, argMax(toString(t.rm), ${is(after)}) AS rm FROM tier_members AS t WHERE (${is(before)} OR ${is(after)}) GROUP BY cust_no`
}

/** Moves between cells of two runs; cells counted from 1, 0 where not in that run. */
export function tierMovesQuery(before: number, after: number, visible: Sql): Query<{ came: number; went: number; n: string; before: number | null; after: number | null }> {
  return query(sql`SELECT came, went, count() AS n, sum(money_before) AS before, sum(money_after) AS after FROM (${pairsOf(before, after)}) WHERE ${visible} GROUP BY came, went ORDER BY came, went`)
}

export interface TierPageAsk {
  /** The newest snapshot, and whom of it the asker may see. */
  readonly snapshot: Sql
  readonly visible: Sql
  readonly runId: number
  /** Over columns of a run's rows under `t`. */
  readonly wanted: Sql
}

/** Condition over rows of a run under `t`: the number of the cell, a least value, the cell of an earlier run. */
export function wantedRows(ask: { readonly cell: number | null; readonly from: number | null; readonly came: { readonly runId: number; readonly cell: number } | null }): Sql {
  const parts = [
    ...(ask.cell === null ? [] : [sql`t.cell = ${param(ask.cell, 'UInt32')}`]),
    ...(ask.from === null ? [] : [sql`ifNull(t.value >= ${param(ask.from, 'Float64')}, 0)`]),
    ...(ask.came === null ? [] : [sql`bitmapContains((SELECT groupBitmapState(cust_no) FROM tier_members WHERE run_id = ${param(ask.came.runId, 'UInt64')} AND cell = ${param(ask.came.cell, 'UInt32')}), t.cust_no)`]),
  ]
  return parts.length === 0 ? sql`(1 = 1)` : sql`(${join(parts, sql` AND `)})`
}

const joined = ({ snapshot, visible, runId, wanted }: TierPageAsk): Sql =>
  sql`(SELECT cust_no, cust_id, org_path, rm FROM ${snapshot} AS base WHERE ${visible}) AS b INNER JOIN (SELECT t.cust_no AS cust_no, t.cell AS cell, t.value AS value, t.second AS second, t.money AS money, t.since AS since FROM tier_members AS t WHERE t.run_id = ${param(runId, 'UInt64')} AND ${wanted}) AS m ON m.cust_no = b.cust_no`

export interface TierMemberRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly cell: number
  readonly value: number | null
  readonly second: number | null
  readonly money: number | null
  readonly since: string
  readonly rank: number
}

/** One page of members, the greatest value first, from after a value and customer. */
export function tierPageQuery(ask: TierPageAsk & { readonly after: { readonly rank: number; readonly custNo: number } | null; readonly limit: number }): Query<TierMemberRow> {
  const { after } = ask
  const rest = after === null ? sql`` : sql` WHERE (rank < ${param(after.rank, 'Float64')} OR (rank = ${param(after.rank, 'Float64')} AND cust_no > ${param(after.custNo, 'UInt32')}))`
  return query(
    sql`SELECT * FROM (SELECT b.cust_no AS cust_no, b.cust_id AS cust_id, toString(b.org_path) AS org_path, m.cell AS cell, m.value AS value, m.second AS second, m.money AS money, toString(m.since) AS since, ifNull(m.value, ifNull(m.money, 0)) AS rank FROM ${joined(ask)})${rest} ORDER BY rank DESC, cust_no LIMIT ${ask.limit}`,
  )
}

export function tierMemberCountQuery(ask: TierPageAsk): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${joined(ask)}`)
}
