import { param, query, sql, type Query } from '#kernel/sql'
import { currentNumbers } from '#ingest/contract'

/** Numbers of these customers; the unknown are left out. */
export function customersOfQuery(ids: readonly string[]): Query<{ cust_id: string; cust_no: number; shard_key: string }> {
  return query(sql`SELECT cust_id, cust_no, shard_key FROM ${currentNumbers(sql`cust_id IN (${param([...ids], 'Array(String)')})`)} AS people`)
}

/** Ids as rows, to be numbered. */
export function idRowsQuery(ids: readonly string[]): Query<{ cust_id: string }> {
  return query(sql`SELECT arrayJoin(${param([...ids], 'Array(String)')}) AS cust_id`)
}

const held = sql`SELECT device_id, user_id, max(linked_at) AS linked_at, max(known) AS delivered FROM event_link GROUP BY device_id, user_id HAVING delivered = 0`

/** Devices whose user was unknown when they came and is a customer by now. */
export function adoptableLinksQuery(limit: number): Query<{ device_id: string; user_id: string; linked_at: string }> {
  return query(sql`SELECT device_id, user_id, toString(linked_at) AS linked_at FROM (${held}) WHERE user_id IN (SELECT cust_id FROM identity_customer) ORDER BY user_id, device_id LIMIT ${limit}`)
}

/** Users that events name and no load describes. */
export const heldUsersQuery: Query<{ users: string }> = query(sql`SELECT uniqExact(user_id) AS users FROM (${held})`)
