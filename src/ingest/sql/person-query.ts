import { identifier, join, sql, type Sql } from '#kernel/sql'
import { bankRows } from './bank-rows-query.js'
import { ownerNumbers, sharedNumbers } from './person-rows.js'

/** A prohibition holds for the person when any of the customer numbers has it. */
const ANY = new Set(['deceased_flag', 'minor_flag', 'staff_flag', 'do_not_contact'])
/** A consent holds when no customer number says otherwise. */
const ALL = new Set(['marketing_consent'])

/**
 * Customers with one row a person, as a subquery. Who has one customer number is as in `bankRows`; of a person with
 * several, open customer numbers speak before closed ones, the first given before later ones, what one lacks comes from
 * the next, and prohibitions of any hold. Main org and manager are those of the number identity chose as the owner's; a
 * manager it lacks comes from a number of the same org. The row carries the person's first customer number.
 */
export function bankPersons(runIds: readonly number[], columns: readonly string[]): Sql {
  const shared = sharedNumbers()
  const single = bankRows('customer', runIds, columns, { where: sql`cust_no NOT IN ${shared}` })
  const each = bankRows('customer', runIds, [...new Set(['status', ...(columns.includes('rm_emp_id') ? ['main_org_id'] : []), ...columns])], { where: sql`cust_no IN ${shared}` })
  const first = (name: string): Sql => sql`any(numbers.shard_key) AS ${identifier(name)}`
  const merged = join([sql`cust_no`, first('cust_id'), first('shard_key'), first('row_key'), ...columns.map(mergedColumn)])
  const names = join(['cust_no', 'cust_id', 'shard_key', 'row_key', ...columns].map((name) => identifier(name)))
  return sql`(SELECT ${names} FROM ${single} UNION ALL SELECT ${merged} FROM ${each} AS numbers GROUP BY cust_no)`
}

function mergedColumn(name: string): Sql {
  const column = identifier('numbers', name)
  if (ANY.has(name)) return sql`max(${column}) AS ${identifier(name)}`
  if (ALL.has(name)) return sql`min(${column}) AS ${identifier(name)}`
  if (name === 'main_org_id') return sql`${ownersOrg()} AS ${identifier(name)}`
  if (name === 'rm_emp_id') return sql`${ownersManager()} AS ${identifier(name)}`
  return sql`argMaxIf(${column}, (${SPEAKS}), ${column} IS NOT NULL) AS ${identifier(name)}`
}

const SPEAKS = sql`ifNull(toString(numbers.status), '') != 'CLOSED', numbers.cust_id = numbers.shard_key, numbers.cust_id`

const owns = (): Sql => sql`(numbers.cust_id IN ${ownerNumbers()}, ${SPEAKS})`

function ownersOrg(): Sql {
  return sql`argMaxIf(numbers.main_org_id, ${owns()}, numbers.main_org_id IS NOT NULL)`
}

/** Of the numbers with the owner's org the first that has a manager; a manager elsewhere looks after another branch's customer. */
function ownersManager(): Sql {
  const members = sql`arrayReverseSort(member -> member.1, groupArray((${owns()}, toString(numbers.main_org_id), toString(numbers.rm_emp_id))))`
  return sql`arrayFirst(member -> member.3 IS NOT NULL AND ifNull(member.2, '') = ifNull(toString(${ownersOrg()}), ''), ${members}).3`
}
