import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

type Value = string | number | boolean | readonly string[] | null

/** Values of snapshot columns of one person, when a condition over `base` lets them be seen. */
export function customerTagsQuery(table: string, columns: readonly string[], custNo: number, visible: Sql): Query<Record<string, Value>> {
  return query(sql`SELECT ${join(columns.map((name) => sql`${identifier('base', name)} AS ${identifier(name)}`))} FROM ${identifier(table)} AS base WHERE base.cust_no = ${custNo} AND ${visible} LIMIT 1`)
}

/** Values computed now of one person. */
export function liveTagsQuery(from: Sql, columns: readonly { readonly name: string; readonly value: Sql }[], custNo: number): Query<Record<string, Value>> {
  return query(sql`SELECT ${join(columns.map(({ name, value }) => sql`${value} AS ${identifier(name)}`))} FROM ${from} WHERE base.cust_no = ${custNo} LIMIT 1`)
}

export interface TagHas {
  readonly isSet: boolean
  readonly value: string
  /** Persons who object to the tag and whose value the table still has. */
  readonly refusing?: readonly number[]
}

/** Condition over rows with `cust_no`: the person's tag has a value, of a set tag among others. */
export function hasTagValue(table: string, column: string, { isSet, value, refusing = [] }: TagHas): Sql {
  const found = isSet ? sql`has(${identifier(column)}, ${value})` : sql`ifNull(toString(${identifier(column)}), '') = ${value}`
  return sql`cust_no IN (SELECT cust_no FROM ${identifier(table)} WHERE ${found}${refusing.length === 0 ? sql`` : sql` AND NOT has(${param([...refusing], 'Array(UInt32)')}, cust_no)`})`
}
