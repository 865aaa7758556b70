import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** The state of who is one customer that is in force: the newest that was written to its end. */
const IN_FORCE = sql`run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready')`

/** Customers whose rows carry another customer's number, as `cust_id, cust_no, moved_key`. */
export function movedCustomers(): Sql {
  return sql`(SELECT cust_id, cust_no, moved_key FROM identity_state WHERE role = 'moved' AND ${IN_FORCE})`
}

/** Numbers of persons with several customer numbers. */
export function sharedNumbers(): Sql {
  return sql`(SELECT cust_no FROM identity_state WHERE role = 'moved' AND ${IN_FORCE})`
}

/** Customers (all, or those of a condition over `cust_id, cust_no`) with the number and shard of the person they are now. */
export function currentNumbers(where?: Sql): Sql {
  const own = where === undefined ? sql`identity_customer` : sql`(SELECT cust_id, cust_no, shard_key FROM identity_customer WHERE ${where})`
  return sql`(SELECT own.cust_id AS cust_id, ifNull(moved.cust_no, own.cust_no) AS cust_no, ifNull(moved.moved_key, own.shard_key) AS shard_key FROM ${own} AS own LEFT ANY JOIN ${movedCustomers()} AS moved ON moved.cust_id = own.cust_id)`
}

/** Of persons with several customer numbers the number whose main org and manager are the person's, as identity chose it. */
export function ownerNumbers(): Sql {
  return sql`(SELECT cust_id FROM identity_state WHERE role = 'owner' AND ${IN_FORCE})`
}

/**
 * Condition of a row readers may see. While rows move from one number to another both copies are on the disk; the copy
 * that does not count is hidden, and one write turns hidden and seen around for every table. Where nothing is hidden, which
 * is nearly always, the first part folds to true before the rows are read, and `cust_id` is not read for it: a quarter of the
 * time of a count over events.
 */
export function seenRows(): Sql {
  return sql`((SELECT count() = 0 FROM identity_state WHERE role = 'hidden' AND ${IN_FORCE}) OR cust_no NOT IN (SELECT cust_no FROM identity_state WHERE role = 'hidden' AND ${IN_FORCE}) OR (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND ${IN_FORCE}))`
}

/** Customer number and our number of rows that do not count now. */
export interface HiddenRows {
  readonly cust_id: string
  readonly cust_no: number
}

/**
 * What reading one person's rows depends on beside the tables themselves, for a reader who asks once and reads many tables:
 * rows of theirs that do not count now, and whether a device was ever linked to them.
 */
export function standingQuery(custIds: readonly string[]): Query<HiddenRows & { readonly what: 'hidden' | 'device' }> {
  const ids = param([...custIds], 'Array(String)')
  const hidden = sql`SELECT DISTINCT 'hidden' AS what, cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND ${IN_FORCE} AND has(${ids}, cust_id)`
  return query(sql`${hidden} UNION ALL SELECT DISTINCT 'device' AS what, cust_id, cust_no FROM event_stitch WHERE has(${ids}, cust_id)`)
}

/**
 * `seenRows` of customers whose hidden rows are known. Planning the general condition is half of what reading one person's
 * rows of a table costs.
 */
export function seenBut(hidden: readonly HiddenRows[]): Sql {
  if (hidden.length === 0) return sql`true`
  const ids = param(hidden.map(({ cust_id }) => cust_id), 'Array(String)')
  const numbers = param(hidden.map(({ cust_no }) => cust_no), 'Array(UInt32)')
  return sql`NOT has(arrayZip(${ids}, ${numbers}), (cust_id, cust_no))`
}

/** Rows of a table with one row a customer, one row a customer number whatever person they are, newest values that are not missing. */
export function customerNumberRows(table: string, runIds: Sql, columns: readonly string[], where: Sql = sql`1`): Sql {
  const newest = columns.map((name) => sql`argMaxIf(${identifier(name)}, (valid_from, run_id), ${identifier(name)} IS NOT NULL) AS ${identifier(name)}`)
  return sql`(SELECT cust_id, any(cust_no) AS person_no, ${join(newest)} FROM ${identifier(table)} WHERE has(${runIds}, run_id) AND ${where} AND ${seenRows()} GROUP BY cust_id)`
}

/** The customer number a person's row carries (their first), for any of their customer numbers. */
export function firstNumberOf(custId: string): Sql {
  return sql`ifNull((SELECT any(moved_key) FROM identity_state WHERE role = 'moved' AND ${IN_FORCE} AND cust_id = ${custId} HAVING count() > 0), ${custId})`
}

/** The same for several at once, as `cust_id, first_id`. */
export function firstNumbersOf(custIds: readonly string[]): Sql {
  return sql`(SELECT asked.cust_id AS cust_id, ifNull(moved.moved_key, asked.cust_id) AS first_id FROM (SELECT arrayJoin(${param([...custIds], 'Array(String)')}) AS cust_id) AS asked LEFT ANY JOIN ${movedCustomers()} AS moved ON moved.cust_id = asked.cust_id)`
}
