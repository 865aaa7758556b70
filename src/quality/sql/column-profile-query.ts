import { query, sql, type Query, type Sql } from '#kernel/sql'
import type { ColumnPlace } from '../domain/bank-column-place.js'
import { valueOf } from './checked-rows.js'

/** Rows, rows with a value, distinct values (within a percent), smallest and largest as text. */
export function columnProfileQuery(rows: Sql, place: ColumnPlace): Query<{ rows: string; filled: string; distinct_values: string; low: string | null; high: string | null }> {
  const value = valueOf(place)
  return query(
    sql`SELECT count() AS rows, count(${value}) AS filled, uniqCombined(${value}) AS distinct_values, toString(min(${value})) AS low, toString(max(${value})) AS high FROM ${rows}`,
  )
}

/** The most frequent values with their rows. */
export function topValuesQuery(rows: Sql, place: ColumnPlace, limit: number): Query<{ value: string; n: string }> {
  const value = valueOf(place)
  return query(sql`SELECT assumeNotNull(toString(${value})) AS value, count() AS n FROM ${rows} WHERE isNotNull(${value}) GROUP BY value ORDER BY n DESC, value LIMIT ${limit}`)
}
