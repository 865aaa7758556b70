import { join, query, sql, type Query, type Sql } from '#kernel/sql'
import type { People } from './segment-queries.js'

/** Everybody of a set, those who meet each condition, and each pair of them (first before second), in one scan. */
export function setOverlapQuery(people: People, within: Sql, conditions: readonly Sql[]): Query<{ total: string; sizes: string[]; pairs: string[] }> {
  const sizes = conditions.map((one) => sql`countIf(${one})`)
  const pairs = conditions.flatMap((one, at) => conditions.slice(at + 1).map((other) => sql`countIf(${one} AND ${other})`))
  const list = (values: readonly Sql[]) => (values.length === 0 ? sql`CAST([] AS Array(UInt64))` : sql`[${join(values)}]`)
  return query(sql`SELECT count() AS total, ${list(sizes)} AS sizes, ${list(pairs)} AS pairs FROM ${people.from} WHERE ${people.visible} AND ${within}`)
}
