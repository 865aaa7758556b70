import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { bankTable, storedTable, type BankTableName } from '../domain/bank-model.js'

/**
 * Rows of a bank table in the given runs as a subquery. A dimension in several runs gives one row a key, each column the
 * newest value that is not missing; facts give every row.
 */
export function bankRows(table: BankTableName, runIds: readonly number[], columns: readonly string[]): Sql {
  const model = bankTable(table)
  const perCustomer = model.customer !== 'none'
  const person = perCustomer ? ['cust_no', 'cust_id', 'shard_key'] : []
  const from = sql`${identifier(storedTable(table))} WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id)`
  const keeps = model.modes.includes('append') || runIds.length < 2
  if (keeps) return sql`(SELECT ${join([...person, 'row_key', ...columns].map((name) => identifier(name)))} FROM ${from})`
  const newest = columns.map((name) => {
    const column = identifier(name)
    return sql`argMaxIf(${column}, (valid_from, run_id), ${column} IS NOT NULL) AS ${column}`
  })
  const group = model.customer === 'one' ? ['cust_no', 'cust_id', 'shard_key'] : [...person, 'row_key']
  const extra = model.customer === 'one' ? [sql`any(row_key) AS row_key`] : []
  return sql`(SELECT ${join([...group.map((name) => identifier(name)), ...extra, ...newest])} FROM ${from} GROUP BY ${join(group.map((name) => identifier(name)))})`
}
