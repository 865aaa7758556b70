import { identifier, join, sql, type Sql } from '#kernel/sql'
import { bankRows } from './bank-rows-query.js'
import { sharedNumbers } from './person-rows.js'

/** A prohibition holds for the person when any of the customer numbers has it. */
const ANY = new Set(['deceased_flag', 'minor_flag', 'staff_flag', 'do_not_contact'])
/** A consent holds when no customer number says otherwise. */
const ALL = new Set(['marketing_consent'])

/**
 * Customers with one row a person, as a subquery. Who has one customer number is as in `bankRows`; of a person with
 * several, open customer numbers speak before closed ones, the first given before later ones, what one lacks comes from
 * the next, and prohibitions of any hold. The row carries the person's first customer number.
 */
export function bankPersons(runIds: readonly number[], columns: readonly string[]): Sql {
  const shared = sharedNumbers()
  const single = bankRows('customer', runIds, columns, { where: sql`cust_no NOT IN ${shared}` })
  const each = bankRows('customer', runIds, [...new Set(['status', ...columns])], { where: sql`cust_no IN ${shared}` })
  const first = (name: string): Sql => sql`any(numbers.shard_key) AS ${identifier(name)}`
  const merged = join([sql`cust_no`, first('cust_id'), first('shard_key'), first('row_key'), ...columns.map(mergedColumn)])
  const names = join(['cust_no', 'cust_id', 'shard_key', 'row_key', ...columns].map((name) => identifier(name)))
  return sql`(SELECT ${names} FROM ${single} UNION ALL SELECT ${merged} FROM ${each} AS numbers GROUP BY cust_no)`
}

function mergedColumn(name: string): Sql {
  const column = identifier('numbers', name)
  if (ANY.has(name)) return sql`max(${column}) AS ${identifier(name)}`
  if (ALL.has(name)) return sql`min(${column}) AS ${identifier(name)}`
  const order = sql`(ifNull(toString(numbers.status), '') != 'CLOSED', numbers.cust_id = numbers.shard_key, numbers.cust_id)`
  return sql`argMaxIf(${column}, ${order}, ${column} IS NOT NULL) AS ${identifier(name)}`
}
