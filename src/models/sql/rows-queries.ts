import { bucketSql } from '#kernel/id'
import type { Feature } from '#kernel/learn'
import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** Level every code outside the known ones counts as. */
export const OTHER = '(other)'

/** Levels a code may have, less the one for all others. */
const MOST_LEVELS = 253

/** Codes of a column in the training rows, the most frequent first; one more than are kept when there are others. */
export function levelsQuery(table: string, column: string): Query<{ level: string }> {
  const own = identifier(column)
  return query(
    sql`SELECT assumeNotNull(${own}) AS level FROM ${identifier(table)} WHERE split = 'train' AND ${own} IS NOT NULL GROUP BY level ORDER BY count() DESC, level LIMIT ${MOST_LEVELS + 1}`,
  )
}

/** Codes of a column in all rows, the most frequent first. */
export function groupLevelsQuery(table: string, column: string): Query<{ level: string }> {
  const own = identifier(column)
  return query(sql`SELECT assumeNotNull(${own}) AS level FROM ${identifier(table)} WHERE ${own} IS NOT NULL GROUP BY level ORDER BY count() DESC, level LIMIT ${MOST_LEVELS + 1}`)
}

/** Levels of a feature from what `levelsQuery` gave. */
export function keptLevels(found: readonly string[]): string[] {
  const kept = found.filter((level) => level !== OTHER)
  return kept.length > MOST_LEVELS || kept.length < found.length ? [...kept.slice(0, MOST_LEVELS), OTHER] : kept
}

/** A column to read: its name in the table, and levels where it is a code. */
export interface ReadColumn {
  readonly column: string
  readonly levels: readonly string[] | null
}

/** Codes of a column as read: `levels` in order, then OTHER; -1 is missing. */
export function codeLevels(levels: readonly string[]): string[] {
  return levels.includes(OTHER) ? [...levels] : [...levels, OTHER]
}

export interface RowsPart {
  readonly table: string
  readonly columns: readonly ReadColumn[]
  readonly where: Sql
  /** A column the rows are in order of first. */
  readonly first?: string
}

/** Rows as numbers only, by date and customer: what `numberBlocks` takes. */
export function numbersQuery({ table, columns, where, first }: RowsPart): Query<unknown> {
  const order = first === undefined ? sql`` : sql`${identifier(first)}, `
  const values = columns.map(({ column, levels }) => sql`${levels === null ? numberOf(column) : codeOf(column, levels)} AS ${identifier(`n_${column}`)}`)
  return query(sql`SELECT cust_no, label AS n_label, ${join(values)} FROM ${identifier(table)} WHERE ${where} ORDER BY ${order}as_of, cust_no`)
}

function numberOf(column: string): Sql {
  return sql`ifNull(${identifier(column)}, nan)`
}

function codeOf(column: string, levels: readonly string[]): Sql {
  const known = codeLevels(levels)
  const codes = known.map((_, code) => code)
  const own = identifier(column)
  const code = sql`transform(assumeNotNull(${own}), ${param(known, 'Array(String)')}, ${param(codes, 'Array(Int64)')}, ${param(known.indexOf(OTHER), 'Int64')})`
  return sql`if(${own} IS NULL, toInt32(-1), toInt32(${code}))`
}

export function partOf(split: 'train' | 'valid' | 'test'): Sql {
  return sql`split = ${split}`
}

/** About `share` of the customers, the same ones each time. */
export function someOf(share: number): Sql {
  return share >= 1 ? sql`1` : sql`${bucketSql('drift', sql`cust_id`)} < ${param(share, 'Float64')}`
}

/** One customer. */
export function oneOf(custNo: number): Sql {
  return sql`cust_no = ${param(custNo, 'UInt32')}`
}

/** A feature of a table of rows as a model's expression takes it: codes outside the known ones are OTHER. */
export function featureSql(feature: Feature, column: string): Sql {
  const own = identifier(column)
  if (feature.kind === 'number') return own
  return sql`multiIf(${own} IS NULL, NULL, has(${param(feature.levels, 'Array(String)')}, assumeNotNull(${own})), ${own}, ${OTHER})`
}

export function splitCountsQuery(table: string): Query<{ split: string; n: string; low: number; high: number }> {
  return query(sql`SELECT split, count() AS n, min(label) AS low, max(label) AS high FROM ${identifier(table)} GROUP BY split`)
}

export function rowCountQuery(table: string): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${identifier(table)}`)
}
