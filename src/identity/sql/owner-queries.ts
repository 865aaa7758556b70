import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import { customerNumberRows } from '#ingest/contract'
import type { OwnerRow, OwnerSources } from './customer-queries.js'

export type OwnerFacts = Pick<OwnerSources, 'customerRuns' | 'valueRuns' | 'asOf'>

const ids = (list: readonly number[]): Sql => sql`${param([...list], 'Array(UInt64)')}`
const ofState = (state: number): Sql => sql`run_id = ${param(state, 'UInt64')}`

/** Customer numbers of every person with several of them, in a state of who is merged, with what decides whose owner holds. */
export function sharedOwnersQuery(state: number, from: OwnerFacts): Query<OwnerRow> {
  const moved = sql`SELECT cust_id, cust_no FROM identity_state WHERE ${ofState(state)} AND role = 'moved'`
  const members = sql`SELECT cust_id, cust_no FROM (${moved}) AS moved UNION ALL SELECT cust_id, cust_no FROM identity_customer WHERE cust_no IN (SELECT cust_no FROM (${moved}) AS moved)`
  const theirs = sql`cust_id IN (SELECT cust_id FROM (${members}) AS members)`
  const rows = customerNumberRows('bank_customer', ids(from.customerRuns), ['main_org_id', 'rm_emp_id', 'status', 'open_date'], theirs)
  const value = sql`(SELECT cust_id, argMax(end_minor, month) AS value_minor FROM bank_aum_month WHERE has(${ids(from.valueRuns)}, run_id) AND ${theirs} AND month <= ${param(from.asOf, 'Date32')} AND end_minor IS NOT NULL GROUP BY cust_id)`
  const text = (column: Sql): Sql => sql`ifNull(toString(${column}), '')`
  const member = sql`(people.cust_id, ${text(sql`people.main_org_id`)}, ${text(sql`people.rm_emp_id`)}, ${text(sql`people.status`)}, ${text(sql`people.open_date`)}, toString(ifNull(worth.value_minor, 0)))`
  return query(
    sql`SELECT numbers.cust_no AS person, arraySort(groupArray(${member})) AS members FROM ${rows} AS people INNER JOIN (${members}) AS numbers ON numbers.cust_id = people.cust_id LEFT ANY JOIN ${value} AS worth ON worth.cust_id = people.cust_id GROUP BY person ORDER BY person`,
  )
}

/** Whose owner holds for each person, in a state. */
export function ownersOfStateQuery(state: number): Query<{ person: number; cust_id: string }> {
  return query(sql`SELECT cust_no AS person, cust_id FROM identity_state WHERE ${ofState(state)} AND role = 'owner' ORDER BY person`)
}

/** Carries the owners of one state over into another. */
export function keepOwnersStatement(state: number, from: number): Sql {
  return sql`INSERT INTO identity_state (run_id, role, cust_id, cust_no, moved_key) SELECT ${param(state, 'UInt64')}, 'owner', cust_id, cust_no, '' FROM identity_state WHERE ${ofState(from)} AND role = 'owner'`
}
