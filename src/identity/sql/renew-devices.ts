import { param, sql, type Sql } from '#kernel/sql'
import { currentNumbers } from '#ingest/contract'

/**
 * Links devices anew whose customer has another number by now: the newest link of a device counts, so one more with the
 * same instant and a later version does. Again it changes nothing. `version` is an instant in milliseconds.
 */
export function renewDevicesStatement(version: number): Sql {
  const newest = sql`SELECT device_id, argMax(cust_id, (linked_at, version)) AS cust_id, argMax(cust_no, (linked_at, version)) AS cust_no, argMax((linked_at, version), (linked_at, version)) AS told FROM event_stitch GROUP BY device_id`
  return sql`INSERT INTO event_stitch (device_id, cust_id, cust_no, shard_key, linked_at, version) SETTINGS insert_deduplicate = 0 SELECT newest.device_id AS device_id, newest.cust_id AS cust_id, now.cust_no AS cust_no, now.shard_key AS shard_key, newest.told.1 AS linked_at, greatest(newest.told.2 + 1, ${param(version, 'UInt64')}) AS version FROM (${newest}) AS newest INNER JOIN ${currentNumbers()} AS now ON now.cust_id = newest.cust_id WHERE newest.cust_no != 0 AND newest.cust_no != now.cust_no`
}
