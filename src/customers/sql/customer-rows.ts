import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { bankRows, devicesOf, seenBut, type BankTableName, type HiddenRows } from '#ingest/contract'
import type { OrgPlace } from '../ports.js'

/** Path of customers whose org is not in the tree: only who sees everything sees them. */
export const UNPLACED = '/-/'

/** Who facts are read of: rows of one person, or of a page of them, by our number first (it orders every table). */
export interface Who {
  readonly custNos: readonly number[]
  readonly custIds: readonly string[]
  /** Of these customers the rows that do not count now, where they have been asked for; else the engine asks. */
  readonly hidden?: readonly HiddenRows[]
  /** Whether a device was ever linked to them; not asked: it may be. */
  readonly hasDevices?: boolean
}

/** Condition over rows with `cust_no` and `cust_id`. */
export function belongsTo(who: Pick<Who, 'custNos' | 'custIds'>): Sql {
  return sql`has(${param([...who.custNos], 'Array(UInt32)')}, cust_no) AND has(${param([...who.custIds], 'Array(String)')}, cust_id)`
}

/** Rows of a bank table, to be read of these customers only. */
export function rowsOf(table: BankTableName, runIds: readonly number[], columns: readonly string[], who: Who): Sql {
  return bankRows(table, runIds, columns, seenOf(who))
}

const seenOf = ({ hidden }: Who): { readonly seen?: Sql } => (hidden === undefined ? {} : { seen: seenBut(hidden) })

/** Customers with `org_path`, `rm` and the columns asked, as a subquery: one row a customer number. */
export function placedCustomers(runIds: readonly number[], orgs: readonly Pick<OrgPlace, 'orgId' | 'path'>[], columns: readonly string[]): Sql {
  const all = [...new Set(['main_org_id', 'rm_emp_id', ...columns])]
  const ids = param(orgs.map((org) => org.orgId), 'Array(String)')
  const paths = param(orgs.map((org) => org.path), 'Array(String)')
  const path = orgs.length === 0 ? sql`${UNPLACED}` : sql`transform(ifNull(toString(main_org_id), ''), ${ids}, ${paths}, ${UNPLACED})`
  return sql`(SELECT cust_no, cust_id, ${path} AS org_path, ifNull(toString(rm_emp_id), '') AS rm, ${join(all.map((name) => identifier(name)))} FROM ${bankRows('customer', runIds, all)})`
}

/** App events of customers, those of their devices before they signed in among them; other devices' rows are not read. */
export function eventsOf(runIds: readonly number[], columns: readonly string[], who: Who): Sql {
  const theirs = belongsTo(who)
  if (who.hasDevices === false) return bankRows('app_event', runIds, columns, { where: theirs, anonymous: 'leave', ...seenOf(who) })
  const where = sql`(${theirs}) OR (cust_no = 0 AND device_id GLOBAL IN (${devicesOf(theirs)}))`
  return bankRows('app_event', runIds, columns, { where, ...seenOf(who) })
}
