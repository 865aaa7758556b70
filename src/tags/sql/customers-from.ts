import type { FactPass } from '#kernel/rule'
import { identifier, join, sql, type Sql } from '#kernel/sql'
import { bankRows, type BankTableName } from '#ingest/contract'
import { factColumns } from '../domain/bank-schema.js'

type Facts = ReadonlyMap<string, readonly number[]>

/**
 * FROM of a query over customers: the base under the alias `base`, then one grouped reading of each fact table the
 * rules need. Co-located by customer on a cluster, but for readings of the population, which are made once for all.
 */
export function customersFrom(base: Sql, passes: readonly FactPass[], facts: Facts): Sql {
  const joins = passes.map((pass) => {
    const on = sql`AS ${identifier(pass.alias)} ON ${identifier(pass.alias, 'cust_no')} = ${identifier('base', 'cust_no')}`
    return pass.over === undefined ? sql` LEFT JOIN (${passQuery(base, pass, facts)}) ${on}` : sql` GLOBAL LEFT JOIN (${populationQuery(base, pass.over, facts)}) ${on}`
  })
  return sql`${base} AS base${join(joins, sql``)}`
}

function passQuery(base: Sql, pass: FactPass, facts: Facts): Sql {
  const columns = pass.columns.map((column) => sql`${column.expression} AS ${identifier(column.name)}`)
  const named = pass.starts === undefined ? sql`` : sql` AS fact_rows`
  return sql`SELECT cust_no, ${join(columns)} FROM ${rowsOf(pass, facts.get(pass.table) ?? [])}${named}${startsOf(base, pass, facts)} WHERE ${pass.where} GROUP BY cust_no`
}

function rowsOf(pass: FactPass, runIds: readonly number[]): Sql {
  const table = pass.table as BankTableName
  return pass.rows === undefined ? bankRows(table, runIds, factColumns(table)) : sql`(${pass.rows})`
}

/** The days of the customer that columns begin on, joined to the rows of a fact. */
function startsOf(base: Sql, { starts = [] }: FactPass, facts: Facts): Sql {
  return join(
    starts.map(({ name, value, needs }) => sql` LEFT JOIN (SELECT base.cust_no AS cust_no, ${value} AS ${identifier(name)} FROM ${customersFrom(base, needs, facts)}) AS ${identifier(`of_${name}`)} USING (cust_no)`),
    sql``,
  )
}

/** Those who have what is measured and are among the customers asked of, each with the value told over all of them. */
function populationQuery(base: Sql, { columns, where, value, needs }: NonNullable<FactPass['over']>, facts: Facts): Sql {
  const read = columns.map((column) => sql`${column.expression} AS ${identifier(column.name)}`)
  const [measured] = columns
  const known = measured === undefined ? sql`1` : sql`${identifier(measured.name)} IS NOT NULL`
  return sql`SELECT cust_no, ${value} AS value FROM (SELECT base.cust_no AS cust_no, ${join(read)} FROM ${customersFrom(base, needs, facts)} WHERE ${where}) WHERE ${known}`
}
