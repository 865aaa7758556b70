import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** A table that keeps sealed values, under run ids. */
export interface SealedTable {
  readonly table: string
  /** Columns whose values are sealed; empty ones are not. */
  readonly sealed: readonly string[]
  /** Columns that tell rows of a run apart and do not change when they are sealed anew. */
  readonly row: readonly string[]
}

/** Sealed identifiers of customers as `readSealed` gives them; empty where there is none. */
export interface SealedRow {
  readonly cust_id: string
  readonly name: string
  readonly mobile: string
  readonly id_no: string
  readonly email: string
  readonly address: string
}

const IDENTIFIERS = ['name', 'mobile', 'id_no', 'email', 'address'] as const

/** Sealed identifiers of customers in the given runs: of each the newest that is not empty. */
export function sealedIdentifiersQuery(runIds: readonly number[], custIds: readonly string[]): Query<SealedRow> {
  const columns = IDENTIFIERS.map((name) => identifier(name))
  const newest = columns.map((column) => sql`argMaxIf(${column}, run_id, ${column} != '') AS ${column}`)
  return query(
    sql`SELECT cust_id, ${join(newest)} FROM (SELECT cust_id, run_id, ${join(columns)} FROM customer_pii WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id) AND has(${param([...custIds], 'Array(String)')}, cust_id)) GROUP BY cust_id`,
  )
}

const values = (place: SealedTable): Sql => sql`[${join(place.sealed.map((name) => identifier(name)))}]`

/** Rows by the key that sealed them; a row of two keys counts for both. */
export function sealedKeysQuery(place: SealedTable): Query<{ key: string; n: string }> {
  return query(
    sql`SELECT key, count() AS n FROM (SELECT arrayJoin(arrayDistinct(arrayMap(x -> substring(x, 1, position(x, '.') - 1), arrayFilter(x -> x != '', ${values(place)})))) AS key FROM ${identifier(place.table)}) GROUP BY key ORDER BY key`,
  )
}

/** Rows with a value another key than this one sealed. */
export function isStale(place: SealedTable, key: string): Sql {
  return sql`arrayExists(x -> x != '' AND NOT startsWith(x, ${`${key}.`}), ${values(place)})`
}

/** Runs with such rows, and how many rows each has of either kind. */
export function staleRunsQuery(place: SealedTable, key: string): Query<{ run_id: string; stale: string; fresh: string }> {
  const stale = isStale(place, key)
  return query(sql`SELECT run_id, countIf(${stale}) AS stale, countIf(NOT (${stale})) AS fresh FROM ${identifier(place.table)} GROUP BY run_id HAVING stale > 0 ORDER BY run_id`)
}

/** Such rows of a run that have not been sealed anew yet, rows of one identity together. */
export function staleRowsQuery(place: SealedTable, key: string, runId: number): Query<Record<string, string>> {
  const row = sql`(${join(place.row.map((name) => identifier(name)))})`
  const stale = isStale(place, key)
  const run = sql`run_id = ${param(runId, 'UInt64')}`
  const done = sql`SELECT ${row} FROM ${identifier(place.table)} WHERE ${run} AND NOT (${stale})`
  return query(sql`SELECT * FROM ${identifier(place.table)} WHERE ${run} AND ${stale} AND ${row} NOT IN (${done}) ORDER BY ${join(place.row.map((name) => identifier(name)))}`)
}
