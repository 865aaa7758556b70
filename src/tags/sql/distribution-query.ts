import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'

/** Where the values are: FROM with the base under `base`, a condition for who may be seen, and the value. */
export interface ValuePlace {
  readonly from: Sql
  readonly where: Sql
  readonly value: Sql
}

/** Customers by category, largest first; missing values are not a category. */
export function categoriesQuery({ from, where, value }: ValuePlace, isSet: boolean): Query<{ code: string; n: string }> {
  const code = isSet ? sql`arrayJoin(${value})` : value
  return query(
    sql`SELECT assumeNotNull(toString(found)) AS code, count() AS n FROM (SELECT ${code} AS found FROM ${from} WHERE ${where}) WHERE found IS NOT NULL GROUP BY code ORDER BY n DESC, code LIMIT 50`,
  )
}

export interface NumberProfile {
  readonly customers: string
  readonly covered: string
  readonly quantiles: readonly (number | null)[]
  readonly mean: number | null
}

/** Coverage and quantiles of a numeric value (dates as day numbers). */
export function profileQuery({ from, where, value }: ValuePlace, numeric: boolean): Query<NumberProfile> {
  const number = numeric ? sql`toFloat64(number)` : sql`CAST(NULL, 'Nullable(Float64)')`
  return query(
    sql`SELECT count() AS customers, countIf(number IS NOT NULL) AS covered, quantilesTDigest(0.01, 0.25, 0.5, 0.75, 0.99)(${number}) AS quantiles, avg(${number}) AS mean FROM (SELECT ${value} AS number FROM ${from} WHERE ${where})`,
  )
}

/** Coverage of a set: customers with at least one element. */
export function setCoverageQuery({ from, where, value }: ValuePlace): Query<NumberProfile> {
  return query(
    sql`SELECT count() AS customers, countIf(notEmpty(elements)) AS covered, [] AS quantiles, NULL AS mean FROM (SELECT ${value} AS elements FROM ${from} WHERE ${where})`,
  )
}

/** Counts in ten bins of equal width; values outside go to the first and last. */
export function binsQuery({ from, where, value }: ValuePlace, low: number, width: number): Query<{ bin: number; n: string }> {
  return query(
    sql`SELECT toInt32(least(9, greatest(0, floor((number - ${low}) / ${width})))) AS bin, count() AS n FROM (SELECT toFloat64(${value}) AS number FROM ${from} WHERE ${where}) WHERE number IS NOT NULL GROUP BY bin ORDER BY bin`,
  )
}

/** Share of customers with a value for many snapshot columns at once. */
export function coverageQuery(table: Sql, columns: readonly Sql[]): Query<{ covered: string[]; customers: string }> {
  const counts = columns.map((column) => sql`countIf(${column})`)
  const list = counts.reduce((all, count, at) => (at === 0 ? count : sql`${all}, ${count}`), sql``)
  return query(sql`SELECT count() AS customers, [${list}] AS covered FROM ${table}`)
}

/** Mean of share columns over the customers who have a share, and how many those are. */
export function meanSharesQuery(table: string, columns: readonly string[], visible: Sql): Query<{ customers: string; means: (number | null)[] }> {
  const shares = columns.map((name) => identifier('base', name))
  const means = join(shares.map((share) => sql`avg(${share})`))
  return query(sql`SELECT countIf(${shares[0] ?? sql`NULL`} IS NOT NULL) AS customers, [${means}] AS means FROM ${identifier(table)} AS base WHERE ${visible}`)
}
