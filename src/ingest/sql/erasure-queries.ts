import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { SealedRow } from './sealed-queries.js'

const texts = (values: readonly string[]): Sql => sql`${param([...values], 'Array(String)')}`

/** Every sealed identifier customers ever had, whatever run gave it. */
export function allSealedQuery(custIds: readonly string[]): Query<Omit<SealedRow, 'cust_id'>> {
  return query(sql`SELECT DISTINCT name, mobile, id_no, email, address FROM customer_pii WHERE has(${texts(custIds)}, cust_id)`)
}

/** Devices these customers were ever linked to: whether the newest link is theirs, and whether others were linked too. */
export function linkedDevicesQuery(custIds: readonly string[]): Query<{ device_id: string; newest: string; others: string }> {
  const ids = texts(custIds)
  return query(sql`SELECT device_id, argMax(cust_id, (linked_at, version)) AS newest, countIf(cust_id != '' AND NOT has(${ids}, cust_id)) AS others FROM event_stitch GROUP BY device_id HAVING countIf(has(${ids}, cust_id)) > 0 ORDER BY device_id`)
}

/** Devices on rows of these customers, and how many rows of others name them too. */
export function seenDevicesQuery(table: string, device: string, custIds: readonly string[]): Query<{ device_id: string; others: string }> {
  const ids = texts(custIds)
  const name = identifier(device)
  const theirs = sql`SELECT ${name} FROM ${identifier(table)} WHERE has(${ids}, cust_id) AND ifNull(${name}, '') != ''`
  return query(sql`SELECT ifNull(${name}, '') AS device_id, countIf(NOT has(${ids}, cust_id)) AS others FROM ${identifier(table)} WHERE cust_id != '' AND ${name} GLOBAL IN (${theirs}) GROUP BY device_id ORDER BY device_id`)
}

/** Rows kept for devices and nobody. */
export function rowsOfDevices(device: string, devices: readonly string[]): Sql {
  return sql`cust_no = 0 AND has(${texts(devices)}, ifNull(${identifier(device)}, ''))`
}

/** How many rows of a table match. */
export function matchingRowsQuery(table: string, where: Sql): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${identifier(table)} WHERE ${where}`)
}

/** Rejected rows of every load, sealed. */
export const rejectedRowsQuery: Query<{ run_id: string; line: string; raw_sealed: string }> = query(sql`SELECT run_id, line, raw_sealed FROM load_reject ORDER BY run_id, line`)

/** Lines of a load's rejects. */
export function rejectedLines(runId: string, lines: readonly string[]): Sql {
  return sql`run_id = ${param(Number(runId), 'UInt64')} AND has(${param(lines.map(Number), 'Array(UInt64)')}, line)`
}
