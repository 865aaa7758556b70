import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { SEALED } from '../domain/identifier-key.js'

/** A column of texts in which sealed values stand, each after its mark. */
export interface SealedText {
  readonly table: string
  readonly column: string
  /** Parts of the table that are worked through one after the other; absent: all of it at once. */
  readonly parts?: 'run_id'
}

const TOKEN = `${SEALED}([A-Za-z0-9_-]+[.][A-Za-z0-9_-]+)`
const text = ({ column }: SealedText): Sql => sql`ifNull(${identifier(column)}, '')`
const tokens = (place: SealedText): Sql => sql`extractAll(${text(place)}, ${TOKEN})`
const list = (values: readonly string[]): Sql => sql`${param([...values], 'Array(String)')}`
const inPart = (part: string | null): Sql => (part === null ? sql`` : sql`run_id = ${param(part, 'UInt64')} AND `)

/** Which sealed values to look at: all, or those another key than this one sealed; of one part or the whole table. */
export interface TokenAsk {
  readonly part: string | null
  readonly notOf?: string
}

/** Sealed values in a column, each once. */
export function sealedTokensQuery(place: SealedText, { part, notOf }: TokenAsk): Query<{ token: string }> {
  const stale = notOf === undefined ? sql`` : sql` WHERE NOT startsWith(token, ${`${notOf}.`})`
  return query(sql`SELECT token FROM (SELECT DISTINCT arrayJoin(${tokens(place)}) AS token FROM ${identifier(place.table)} WHERE ${inPart(part)}position(${text(place)}, ${SEALED}) > 0)${stale}`)
}

/** Parts of a table with values another key than this one sealed. */
export function stalePartsQuery(place: SealedText, key: string): Query<{ part: string }> {
  return query(sql`SELECT toString(run_id) AS part FROM ${identifier(place.table)} WHERE position(${text(place)}, ${SEALED}) > 0 AND arrayExists(token -> NOT startsWith(token, ${`${key}.`}), ${tokens(place)}) GROUP BY run_id ORDER BY run_id`)
}

/** Rows in which one of these sealed values stands. */
export function rowsWithTokens(place: SealedText, part: string | null, these: readonly string[]): Sql {
  return sql`${inPart(part)}position(${text(place)}, ${SEALED}) > 0 AND hasAny(${tokens(place)}, ${list(these)})`
}

/** The column's text with each of these sealed values replaced by the text at the same place; marks are part of both. */
export function replacedTokens(place: SealedText, these: readonly string[], by: readonly string[]): Sql {
  const marked = sql`arrayMap(token -> concat(${SEALED}, token), arrayFilter(token -> has(${list(these)}, token), ${tokens(place)}))`
  const from = list(these.map((token) => `${SEALED}${token}`))
  return sql`arrayFold((kept, token) -> replaceAll(kept, token, transform(token, ${from}, ${list(by)}, token)), ${marked}, ${text(place)})`
}

/** How many rows of a table match. */
export function countRowsQuery(table: string, where: Sql): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${identifier(table)} WHERE ${where}`)
}
