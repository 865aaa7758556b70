import { identifier, query, sql, type Query, type Sql } from '#kernel/sql'

/** Customers and money of each cell among rows of a preview that may be seen; `visible` is over `base`. */
export function previewCellsQuery(table: string, cell: Sql, visible: Sql): Query<{ cell: number; n: string; money: number | null }> {
  return query(sql`SELECT toUInt8(${cell}) AS cell, count() AS n, sum(money) AS money FROM ${identifier(table)} AS base WHERE ${visible} GROUP BY cell ORDER BY cell`)
}
