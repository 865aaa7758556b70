import { identifier, sql, type Sql } from '#kernel/sql'
import { bankPersons, bankRows } from '#ingest/contract'
import { joinOf, type JoinedTable } from '../domain/joined-attribute.js'

/** Customers and a field of the row they name in another table (their employer, manager or organisation), as `cust_no` and `value`. */
export function joinedRows(table: JoinedTable, field: string, customers: readonly number[], runs: readonly number[]): Sql {
  const { by, id } = joinOf(table)
  const persons = bankPersons(customers, [by])
  const key = identifier(id)
  const rows = bankRows(table, runs, [id, field])
  return sql`SELECT persons.cust_no AS cust_no, others.field AS value FROM ${persons} AS persons INNER JOIN (SELECT assumeNotNull(${key}) AS id, ${identifier(field)} AS field FROM ${rows}) AS others ON others.id = ifNull(toString(persons.${identifier(by)}), '') WHERE others.field IS NOT NULL`
}
