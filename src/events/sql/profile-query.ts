import { query, sql, type Query } from '#kernel/sql'
import type { ProfileOp } from '../domain/record.js'

/** Steps on the traits of a customer or a device in the order of time, each operation once however often it was stored. */
export function profileStepsQuery(kind: 'customer' | 'device', owner: string): Query<{ key: string; op: ProfileOp; value: string }> {
  return query(sql`SELECT key, toString(op) AS op, value FROM (SELECT key, op, value, ts, op_id, commit, seq FROM event_profile WHERE owner = ${owner} AND kind = ${kind} ORDER BY ts, commit, seq LIMIT 1 BY op_id, key, op) ORDER BY ts, commit, seq, key`)
}

/** The newest state of an item; no row when it was never set. */
export function itemQuery(itemType: string, itemId: string): Query<{ op: 'set' | 'delete'; props: string }> {
  return query(sql`SELECT toString(op) AS op, props FROM event_item WHERE item_type = ${itemType} AND item_id = ${itemId} ORDER BY ts DESC, commit DESC LIMIT 1`)
}
