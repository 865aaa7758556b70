import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'

type Value = string | number | boolean | readonly string[] | null

/** Values of snapshot columns of one customer number, in the order of the columns. */
export function customerTagsQuery(table: string, columns: readonly string[], custNo: number, custId: string): Query<Record<string, Value>> {
  return query(sql`SELECT ${join(columns.map((name) => identifier(name)))} FROM ${identifier(table)} WHERE cust_no = ${custNo} AND cust_id = ${custId} LIMIT 1`)
}

/** Condition over rows with `cust_no`: the customer's tag has a value, of a set tag among others. */
export function hasTagValue(table: string, column: string, isSet: boolean, value: string): Sql {
  const found = isSet ? sql`has(${identifier(column)}, ${value})` : sql`ifNull(toString(${identifier(column)}), '') = ${value}`
  return sql`cust_no IN (SELECT cust_no FROM ${identifier(table)} WHERE ${found})`
}
