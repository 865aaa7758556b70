import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { bankTable, hasOwners, storedTable, type BankTableName } from '../domain/bank-model.js'
import { seenRows } from './person-rows.js'
import { linkedDevices, stitchedRows } from './stitched-rows.js'

export interface BankRowsOptions {
  /** Rows of devices (`cust_no` 0), of tables that keep such rows: also of devices nobody is known for; or none, for customers without a device. */
  readonly anonymous?: 'include' | 'leave'
  /** Condition over the table's own columns, before rows are brought together: by `cust_no` it reads a person's rows only. */
  readonly where?: Sql
  /** Condition of the rows that count, for those who know it (`seenBut`); any of them by the state in force. */
  readonly seen?: Sql
}

/** Columns every row of a per-customer table has. */
const PERSON = ['cust_no', 'cust_id', 'shard_key']

/**
 * Rows of a bank table in the given runs as a subquery. A dimension in several runs gives one row a key, each column the
 * newest value that is not missing; a key that has gone over to another customer is the newest customer's alone. Facts
 * give every row. Rows kept for a device count for the customer the device was last linked to.
 */
export function bankRows(table: BankTableName, runIds: readonly number[], columns: readonly string[], options: BankRowsOptions = {}): Sql {
  const model = bankTable(table)
  const perCustomer = model.customer !== 'none'
  const from = sql`${identifier(storedTable(table))} WHERE has(${param([...runIds], 'Array(UInt64)')}, run_id)${narrowed(options, perCustomer)}`
  if (model.anonymous !== undefined && options.anonymous !== 'leave') return withDevices(from, model.anonymous, columns, options)
  const person = perCustomer ? PERSON : []
  const owned = hasOwners(table)
  const keeps = model.modes.includes('append') || runIds.length < 2
  if (keeps) return sql`(SELECT ${names([...person, 'row_key', ...columns])} FROM ${from}${owned ? sql` AND NOT gone` : sql``})`
  const newest = columns.map((name) => {
    const column = identifier(name)
    return sql`argMaxIf(${column}, (valid_from, run_id), ${column} IS NOT NULL) AS ${column}`
  })
  const group = model.customer === 'one' ? PERSON : [...person, 'row_key']
  const extra = model.customer === 'one' ? [sql`any(row_key) AS row_key`] : []
  const kept = owned ? sql` HAVING NOT argMax(gone, (valid_from, run_id))` : sql``
  return sql`(SELECT ${join([...group.map((name) => identifier(name)), ...extra, ...newest])} FROM ${from} GROUP BY ${names(group)}${kept})`
}

function narrowed({ seen, where }: BankRowsOptions, perCustomer: boolean): Sql {
  const counting = perCustomer ? sql` AND ${seen ?? seenRows()}` : sql``
  return where === undefined ? counting : sql`${counting} AND (${where})`
}

function withDevices(from: Sql, device: string, columns: readonly string[], options: BankRowsOptions): Sql {
  const picked = names([...PERSON, 'row_key', ...columns])
  const known = sql`SELECT ${picked} FROM ${from} AND cust_no != 0 UNION ALL ${stitchedRows(from, device, columns)}`
  if (options.anonymous !== 'include') return sql`(${known})`
  return sql`(${known} UNION ALL SELECT ${picked} FROM ${from} AND cust_no = 0 AND ifNull(${identifier(device)}, '') GLOBAL NOT IN (${linkedDevices()}))`
}

function names(columns: readonly string[]): Sql {
  return join(columns.map((name) => identifier(name)))
}
