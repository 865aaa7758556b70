import { identifier, query, sql, type Query } from '#kernel/sql'

/** A column of events in which sealed values stand: alone, or anywhere in a text after their mark. */
export interface SealedColumn {
  readonly table: string
  readonly column: string
  /** What stands before a sealed value inside a text; '' where the column is one sealed value. */
  readonly mark: string
}

/** Rows by the key that sealed something in them. */
export function sealedKeyQuery({ table, column, mark }: SealedColumn): Query<{ key: string; n: string }> {
  const text = sql`ifNull(${identifier(column)}, '')`
  const found = mark === '' ? sql`[substring(${text}, 1, position(${text}, '.') - 1)]` : sql`extractAll(${text}, ${`${mark}([A-Za-z0-9_-]+)[.]`})`
  const has = mark === '' ? sql`position(${text}, '.') > 0` : sql`position(${text}, ${mark}) > 0`
  return query(sql`SELECT key, count() AS n FROM (SELECT arrayJoin(arrayDistinct(${found})) AS key FROM ${identifier(table)} WHERE ${has}) GROUP BY key ORDER BY key`)
}
