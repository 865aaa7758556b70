import { param, query, sql, type Query, type Sql } from '#kernel/sql'

const MISSING = ['', 'NULL', 'null', '\\N']

/** Rows of a load without a value in one column. */
export function missingCountQuery(place: Sql, text: Sql): Query<{ n: string }> {
  return query(sql`SELECT countIf(has(${param(MISSING, 'Array(String)')}, trimBoth(${text}))) AS n FROM ${place}`)
}
