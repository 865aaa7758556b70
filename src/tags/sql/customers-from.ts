import type { FactPass } from '#kernel/rule'
import { identifier, join, sql, type Sql } from '#kernel/sql'
import { bankRows, type BankTableName } from '#ingest/contract'
import { factColumns } from '../domain/bank-schema.js'

/**
 * FROM of a query over customers: the base under the alias `base`, then one grouped reading of each fact table the
 * rules need. Co-located by customer on a cluster.
 */
export function customersFrom(base: Sql, passes: readonly FactPass[], facts: ReadonlyMap<string, readonly number[]>): Sql {
  const joins = passes.map(
    (pass) => sql` LEFT JOIN (${passQuery(pass, facts.get(pass.table) ?? [])}) AS ${identifier(pass.alias)} ON ${identifier(pass.alias, 'cust_no')} = ${identifier('base', 'cust_no')}`,
  )
  return sql`${base} AS base${join(joins, sql``)}`
}

function passQuery(pass: FactPass, runIds: readonly number[]): Sql {
  const columns = pass.columns.map((column) => sql`${column.expression} AS ${identifier(column.name)}`)
  return sql`SELECT cust_no, ${join(columns)} FROM ${rowsOf(pass, runIds)} WHERE ${pass.where} GROUP BY cust_no`
}

function rowsOf(pass: FactPass, runIds: readonly number[]): Sql {
  const table = pass.table as BankTableName
  return pass.rows === undefined ? bankRows(table, runIds, factColumns(table)) : sql`(${pass.rows})`
}
