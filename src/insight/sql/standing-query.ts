import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** A tag of one customer that others are counted by. */
export type StandingPart =
  | { readonly column: string; readonly kind: 'number'; readonly value: number }
  | { readonly column: string; readonly kind: 'code'; readonly value: string }

export interface StandingRow {
  readonly customers: string
  /** By part: of a number those with less, those with as much and those with any; of a code those with the same, 0 and 0. */
  readonly counts: string[][]
}

/** Where values stand among the customers who may be seen, in one reading of a snapshot. */
export function standingQuery(table: string, parts: readonly StandingPart[], visible: Sql): Query<StandingRow> {
  const each = parts.map((part) => {
    const column = identifier('base', part.column)
    if (part.kind === 'code') return sql`[countIf(ifNull(toString(${column}), '') = ${part.value}), 0, 0]`
    const [mine, value] = [param(part.value, 'Float64'), sql`toFloat64(${column})`]
    return sql`[countIf(${value} < ${mine}), countIf(${value} = ${mine}), countIf(${column} IS NOT NULL)]`
  })
  return query(sql`SELECT count() AS customers, [${join(each)}] AS counts FROM ${identifier(table)} AS base WHERE ${visible}`)
}
