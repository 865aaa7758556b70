import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** A metric ready for SQL: which outcome rows count and what of them. */
export interface MetricColumn {
  readonly outcome: string
  readonly kind: 'proportion' | 'mean'
  readonly of: 'count' | 'money'
}

export interface MomentsInput {
  /** Rows `cust_no, arm`, one a customer. */
  readonly units: Sql
  /** Outcome rows: `cust_no, metric, count, value_minor`, already limited to the window. */
  readonly outcomes: Sql
  readonly metrics: readonly MetricColumn[]
  /** A value to split by and where it comes from (`cust_no` on the left of a join with the units). */
  readonly split: { readonly from: Sql; readonly value: Sql } | null
}

export interface MomentsRow {
  readonly arm: string
  readonly value: string
  readonly n: string
  readonly sums: readonly number[]
  readonly squares: readonly number[]
}

/** Per arm (and value): customers, and for each metric the sum and the sum of squares over all of them. */
export function armMomentsQuery(input: MomentsInput): Query<MomentsRow> {
  const { metrics } = input
  const names = metrics.map((_, at) => identifier(`m${at}`))
  const perCustomer = metrics.map((metric, at) => sql`${unitValue(metric)} AS ${identifier(`m${at}`)}`)
  const filled = names.map((name) => sql`ifNull(outcomes.${name}, 0)`)
  const sums = filled.map((value) => sql`sum(${value})`)
  const squares = filled.map((value) => sql`sum(${value} * ${value})`)
  const value = input.split === null ? sql`''` : sql`ifNull(toString(${input.split.value}), '')`
  const people = input.split === null ? sql`` : sql` LEFT JOIN ${input.split.from} ON base.cust_no = units.cust_no`
  return query(
    sql`SELECT units.arm AS arm, ${value} AS value, count() AS n, [${join(sums)}] AS sums, [${join(squares)}] AS squares FROM ${input.units} AS units LEFT JOIN (SELECT cust_no, ${join(perCustomer)} FROM ${input.outcomes} GROUP BY cust_no) AS outcomes ON outcomes.cust_no = units.cust_no${people} GROUP BY arm, value ORDER BY arm, value`,
  )
}

/** A customer's value: for a proportion 1 when there is a positive outcome, for a mean the sum. */
function unitValue(metric: MetricColumn): Sql {
  const amount = metric.of === 'money' ? sql`toFloat64(ifNull(value_minor, 0))` : sql`ifNull(count, 0)`
  const total = sql`sumIf(${amount}, metric = ${metric.outcome})`
  return metric.kind === 'proportion' ? sql`toFloat64(${total} > 0)` : total
}

/** Customers of a campaign with their arm; one seen in two arms is left out. */
export function campaignUnits(touches: Sql, campaign: string, arms: readonly string[]): Sql {
  return sql`(SELECT cust_no, any(given) AS arm FROM (SELECT cust_no, assumeNotNull(toString(arm)) AS given FROM ${touches} WHERE campaign = ${campaign} AND arm IS NOT NULL) GROUP BY cust_no HAVING uniqExact(given) = 1 AND has(${param([...arms], 'Array(String)')}, any(given)))`
}

/** Customers of a campaign found in more than one arm, and its first day in the bank's zone. */
export function contaminatedQuery(touches: Sql, campaign: string, timeZone: string): Query<{ n: string; first: string | null }> {
  return query(
    sql`SELECT countIf(arms > 1) AS n, toString(toDate32(min(first_ts), ${timeZone})) AS first FROM (SELECT cust_no, uniqExact(arm) AS arms, min(ts) AS first_ts FROM ${touches} WHERE campaign = ${campaign} GROUP BY cust_no)`,
  )
}

/** Touch or outcome rows of a day or before in the bank's zone; rows without a time are all known. */
export function rowsUntil(rows: Sql, day: string, timeZone: string): Sql {
  return sql`(SELECT * FROM ${rows} WHERE ts IS NULL OR toDate32(ts, ${timeZone}) <= ${param(day, 'Date32')})`
}

/** Outcome rows after the first day, up to and with the last, in the bank's zone. */
export function rowsWithin(rows: Sql, window: { readonly from: string; readonly to: string }, timeZone: string): Sql {
  const day = sql`toDate32(ts, ${timeZone})`
  return sql`(SELECT * FROM ${rows} WHERE ${day} > ${param(window.from, 'Date32')} AND ${day} <= ${param(window.to, 'Date32')})`
}
