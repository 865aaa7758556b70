import { identifier, query, sql, type Query, type Sql } from '#kernel/sql'
import { firstNumbersOf, sharedNumbers } from '#ingest/contract'

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

/** Gate facts of customers of the base, between two of our numbers; who was merged since has their person's. */
export function gateFactsQuery(from: Sql, custIds: readonly string[], first: number, last: number): Query<GateFactsRow> {
  return query(
    sql`SELECT asked.cust_id AS cust_id, ${base('a_deceased_flag')} AS deceased, ${base('a_minor_flag')} AS minor, toString(${base('a_birth_date')}) AS birth, ${base('a_staff_flag')} AS staff, toString(${base('a_status')}) AS status, ${base('a_marketing_consent')} AS consent, ${base('a_do_not_contact')} AS dnc FROM ${from} INNER JOIN ${firstNumbersOf(custIds)} AS asked ON asked.first_id = ${base('cust_id')} WHERE ${base('cust_no')} BETWEEN ${first} AND ${last} OR ${base('cust_no')} IN ${sharedNumbers()}`,
  )
}
