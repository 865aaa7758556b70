import { identifier, sql, type Sql } from '#kernel/sql'
import { bankPersons, bankRows } from '#ingest/contract'

/** Customers and a field of the enterprise they work for, as `cust_no` and `value`. */
export function employerRows(field: string, customers: readonly number[], enterprises: readonly number[]): Sql {
  const persons = bankPersons(customers, ['employer_ent_id'])
  const enterprise = bankRows('enterprise', enterprises, ['ent_id', field])
  return sql`SELECT persons.cust_no AS cust_no, employers.field AS value FROM ${persons} AS persons INNER JOIN (SELECT assumeNotNull(ent_id) AS ent_id, ${identifier(field)} AS field FROM ${enterprise}) AS employers ON employers.ent_id = ifNull(persons.employer_ent_id, '') WHERE employers.field IS NOT NULL`
}
