import { identifier, join, sql, type Sql } from '#kernel/sql'

/** The customer each device was last linked to; the newest link wins, ties by when it was told. */
const newestOwner = sql`SELECT device_id, argMax(cust_no, (linked_at, version)) AS owner FROM event_stitch GROUP BY device_id`

/** Devices that belong to somebody now. */
export function linkedDevices(): Sql {
  return sql`SELECT device_id FROM (${newestOwner}) WHERE owner != 0`
}

/** Devices ever linked to customers of a condition over `cust_no` and `cust_id`. */
export function devicesOf(where: Sql): Sql {
  return sql`SELECT device_id FROM event_stitch WHERE ${where}`
}

/**
 * Rows kept for a device, as rows of the customer the device was last linked to. `from` is the table with its runs.
 *
 * On a cluster a device's rows live with the device and its link with the customer. The links are read where the
 * customers are and the rows are brought to them (GLOBAL), so that what a query joins by customer meets.
 */
export function stitchedRows(from: Sql, device: string, columns: readonly string[]): Sql {
  const owners = sql`SELECT device_id AS linked, cust_no, any(cust_id) AS cust_id, any(shard_key) AS shard_key FROM event_stitch WHERE cust_no != 0 AND (device_id, cust_no) GLOBAL IN (${newestOwner}) GROUP BY device_id, cust_no`
  const picked = join([...new Set([device, 'row_key', ...columns])].map((name) => identifier(name)))
  const rows = sql`SELECT ${picked} FROM ${from} AND cust_no = 0 AND ${identifier(device)} GLOBAL IN (${linkedDevices()})`
  const shown = join([sql`owners.cust_no AS cust_no`, sql`owners.cust_id AS cust_id`, sql`owners.shard_key AS shard_key`, ...['row_key', ...columns].map((name) => sql`${identifier('kept', name)} AS ${identifier(name)}`)])
  return sql`SELECT ${shown} FROM (${owners}) AS owners GLOBAL INNER JOIN (${rows}) AS kept ON ${identifier('kept', device)} = owners.linked`
}
