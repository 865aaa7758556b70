import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** What the gate asks of a customer's row. */
export interface GateFactsRow {
  readonly cust_id: string
  readonly deceased: boolean | null
  readonly minor: boolean | null
  readonly birth: string | null
  readonly staff: boolean | null
  readonly status: string | null
  readonly consent: boolean | null
  readonly dnc: boolean | null
}

const base = (name: string): Sql => identifier('base', name)

/** Gate facts of customers of the base, between two of our numbers. */
export function gateFactsQuery(from: Sql, custIds: readonly string[], first: number, last: number): Query<GateFactsRow> {
  return query(
    sql`SELECT ${base('cust_id')} AS cust_id, ${base('a_deceased_flag')} AS deceased, ${base('a_minor_flag')} AS minor, toString(${base('a_birth_date')}) AS birth, ${base('a_staff_flag')} AS staff, toString(${base('a_status')}) AS status, ${base('a_marketing_consent')} AS consent, ${base('a_do_not_contact')} AS dnc FROM ${from} WHERE ${base('cust_no')} BETWEEN ${first} AND ${last} AND has(${param([...custIds], 'Array(String)')}, ${base('cust_id')})`,
  )
}

/** Sealed address and name of customers, the newest that is not empty. */
export function sealedAddressQuery(runIds: readonly number[], custIds: readonly string[]): Query<{ cust_id: string; email: string; name: string }> {
  return query(
    sql`SELECT cust_id, argMaxIf(email, run_id, email != '') AS email, argMaxIf(name, run_id, name != '') AS name FROM (SELECT cust_id, run_id, email, name FROM customer_pii WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id) AND has(${param([...custIds], 'Array(String)')}, cust_id)) GROUP BY cust_id`,
  )
}
