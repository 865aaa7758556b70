import { identifier, query, sql, type Query } from '#kernel/sql'

/** Customers of a backfill, and those with a value: an item of a set, yes of yes and no. */
export function backfillCountsQuery(table: string, column: string, type: string): Query<{ customers: string; covered: string }> {
  const name = identifier(column)
  const has = type === 'set' ? sql`notEmpty(${name})` : type === 'bool' ? sql`ifNull(${name}, 0)` : sql`${name} IS NOT NULL`
  return query(sql`SELECT count() AS customers, countIf(${has}) AS covered FROM ${identifier(table)}`)
}
