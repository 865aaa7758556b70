import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { ColumnPlace } from '../domain/bank-column-place.js'

/** Rows a day, in the bank's zone. `time` is a date or an instant column. */
export function rowsByDayQuery(rows: Sql, time: { readonly stored: string; readonly isDate: boolean }, timeZone: string): Query<{ day: string; n: string }> {
  const column = identifier(time.stored)
  const day = time.isDate ? column : sql`toDate32(${column}, ${timeZone})`
  return query(sql`SELECT toString(found) AS day, count() AS n FROM (SELECT ${day} AS found FROM ${rows}) WHERE isNotNull(found) GROUP BY found ORDER BY found`)
}

/** Milliseconds since 1970 of the newest row (of a date its first instant in UTC); null without rows. */
export function newestRowQuery(rows: Sql, time: { readonly stored: string; readonly isDate: boolean }): Query<{ newest: string | null }> {
  const column = identifier(time.stored)
  const at = time.isDate ? sql`toInt64(toInt32(max(${column}))) * 86400000` : sql`toUnixTimestamp64Milli(max(${column}))`
  return query(sql`SELECT if(count(${column}) = 0, NULL, assumeNotNull(${at})) AS newest FROM ${rows}`)
}

/** Nineteen quantiles, every twentieth part. */
export function quantileEdgesQuery(rows: Sql, place: ColumnPlace): Query<{ n: string; edges: readonly number[] }> {
  const value = identifier(place.stored)
  return query(
    sql`SELECT count(${value}) AS n, quantilesExactIf(0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)(assumeNotNull(toFloat64(${value})), isNotNull(${value})) AS edges FROM ${rows}`,
  )
}

/** Rows, rows without a value, and rows at or below each edge. */
export function edgeCountsQuery(rows: Sql, place: ColumnPlace, edges: readonly number[]): Query<{ n: string; missing: string; up_to: readonly string[] }> {
  const value = identifier(place.stored)
  const counts = edges.map((edge) => sql`countIf(toFloat64(${value}) <= ${param(edge, 'Float64')})`)
  return query(sql`SELECT count() AS n, countIf(isNull(${value})) AS missing, [${join(counts)}] AS up_to FROM ${rows}`)
}

/** Rows by code, most frequent first; rows without a value have the code null. */
export function codeCountsQuery(rows: Sql, place: ColumnPlace): Query<{ code: string | null; n: string }> {
  return query(sql`SELECT toString(${identifier(place.stored)}) AS code, count() AS n FROM ${rows} GROUP BY code ORDER BY n DESC, code LIMIT 1000`)
}

/** Median size of the values that are not zero, and how many there are. */
export function medianSizeQuery(rows: Sql, place: ColumnPlace): Query<{ n: string; median: number | null }> {
  const value = identifier(place.stored)
  const here = sql`(isNotNull(${value}) AND ${value} != 0)`
  return query(sql`SELECT countIf(${here}) AS n, if(countIf(${here}) = 0, NULL, quantileExactIf(0.5)(abs(assumeNotNull(toFloat64(${value}))), ifNull(${here}, 0))) AS median FROM ${rows}`)
}

/** Sum of a column; rows that meet `minus` count negative. */
export function signedSumQuery(rows: Sql, place: ColumnPlace, minus: readonly { readonly place: ColumnPlace; readonly value: string }[]): Query<{ n: string; total: number | null }> {
  const value = identifier(place.stored)
  const negative = join(minus.map((each) => sql`ifNull(toString(${identifier(each.place.stored)}) = ${each.value}, 0)`), sql` AND `, sql`0`)
  return query(sql`SELECT count(${value}) AS n, toFloat64(sum(if(${negative}, -${value}, ${value}))) AS total FROM ${rows}`)
}
