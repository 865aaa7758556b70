import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { currentNumbers, customerNumberRows } from '#ingest/contract'
import { scopeCondition, type Scope } from '#platform/access/contract'
import { orgPath, type OrgPlaces } from './edge-queries.js'

const ids = (list: readonly number[]): Sql => sql`${param([...list], 'Array(UInt64)')}`

export interface SideRow {
  readonly cust_id: string
  readonly gender: string | null
  readonly birth: string | null
  readonly city: string | null
  readonly org: string | null
  readonly rm: string | null
  readonly opened: string | null
  readonly status: string | null
  readonly value_minor: string
}

/** What the desk shows of customer numbers, each for itself. */
export function sidesQuery(customerRuns: readonly number[], valueRuns: readonly number[], custIds: readonly string[], asOf: string): Query<SideRow> {
  const list = param([...custIds], 'Array(String)')
  const rows = customerNumberRows('bank_customer', ids(customerRuns), ['gender', 'birth_date', 'city_code', 'main_org_id', 'rm_emp_id', 'open_date', 'status'], sql`has(${list}, cust_id)`)
  const value = sql`(SELECT cust_id, argMax(end_minor, month) AS value_minor FROM bank_aum_month WHERE has(${ids(valueRuns)}, run_id) AND has(${list}, cust_id) AND month <= ${param(asOf, 'Date32')} AND end_minor IS NOT NULL GROUP BY cust_id)`
  return query(
    sql`SELECT people.cust_id AS cust_id, toString(people.gender) AS gender, toString(people.birth_date) AS birth, toString(people.city_code) AS city, toString(people.main_org_id) AS org, toString(people.rm_emp_id) AS rm, toString(people.open_date) AS opened, toString(people.status) AS status, ifNull(worth.value_minor, 0) AS value_minor FROM ${rows} AS people LEFT ANY JOIN ${value} AS worth ON worth.cust_id = people.cust_id ORDER BY cust_id`,
  )
}

/** Of some customers those the asker may see. */
export function visibleQuery(customerRuns: readonly number[], custIds: readonly string[], scope: Scope, places: OrgPlaces): Query<{ cust_id: string }> {
  const rows = customerNumberRows('bank_customer', ids(customerRuns), ['main_org_id', 'rm_emp_id'], sql`has(${param([...custIds], 'Array(String)')}, cust_id)`)
  const inside = scopeCondition(scope, { orgPath: orgPath(sql`ifNull(toString(main_org_id), '')`, places), rm: sql`ifNull(toString(rm_emp_id), '')` })
  return query(sql`SELECT cust_id FROM ${rows} WHERE ${inside} ORDER BY cust_id`)
}

/** Customer numbers with an identifier, by its keyed hash; `current` when it is the newest one given. */
export function identifierQuery(customerRuns: readonly number[], kind: 'mobile' | 'id_no' | 'email' | 'name', hash: string, limit: number): Query<{ cust_id: string; current: number }> {
  const column = identifier(`${kind}_hash`)
  return query(
    sql`SELECT cust_id, toUInt8(argMaxIf(${column}, run_id, ${column} != '') = ${hash}) AS current FROM customer_pii WHERE has(${ids(customerRuns)}, run_id) AND cust_id IN (SELECT cust_id FROM customer_pii WHERE has(${ids(customerRuns)}, run_id) AND ${column} = ${hash}) GROUP BY cust_id ORDER BY cust_id LIMIT ${limit}`,
  )
}

/** The same for many hashes: who ever had each, and whether it is their newest. */
export function identifiersQuery(customerRuns: readonly number[], kind: 'mobile' | 'id_no', hashes: readonly string[]): Query<{ hash: string; cust_id: string; current: number }> {
  const column = identifier(`${kind}_hash`)
  const asked = param([...hashes], 'Array(String)')
  const rows = sql`SELECT cust_id, groupUniqArray(${column}) AS given, argMaxIf(${column}, run_id, ${column} != '') AS newest FROM customer_pii WHERE has(${ids(customerRuns)}, run_id) AND cust_id IN (SELECT cust_id FROM customer_pii WHERE has(${ids(customerRuns)}, run_id) AND ${column} IN ${asked}) GROUP BY cust_id`
  return query(sql`SELECT hash, cust_id, toUInt8(hash = newest) AS current FROM (${rows}) ARRAY JOIN given AS hash WHERE hash IN ${asked} ORDER BY hash, cust_id`)
}

export interface OwnerSources {
  readonly customerRuns: readonly number[]
  readonly employeeRuns: readonly number[]
  readonly valueRuns: readonly number[]
  readonly asOf: string
  readonly places: OrgPlaces
  readonly scope: Scope
}

export interface OrphanRow {
  readonly cust_id: string
  readonly org: string
  readonly rm: string
  readonly reasons: string[]
  readonly value_minor: string
}

function owned(from: OwnerSources): Sql {
  const rows = customerNumberRows('bank_customer', ids(from.customerRuns), ['main_org_id', 'rm_emp_id', 'status', 'open_date'])
  const staff = sql`(SELECT emp_id, argMaxIf(leave_date, (valid_from, run_id), leave_date IS NOT NULL) AS left_on FROM bank_employee WHERE has(${ids(from.employeeRuns)}, run_id) AND emp_id IS NOT NULL GROUP BY emp_id)`
  const value = sql`(SELECT cust_id, argMax(end_minor, month) AS value_minor FROM bank_aum_month WHERE has(${ids(from.valueRuns)}, run_id) AND month <= ${param(from.asOf, 'Date32')} AND end_minor IS NOT NULL GROUP BY cust_id)`
  const org = sql`ifNull(toString(people.main_org_id), '')`
  const rm = sql`ifNull(toString(people.rm_emp_id), '')`
  const known = from.employeeRuns.length > 0
  const reasons = sql`arrayFilter(reason -> reason != '', [if(${org} = '', 'NO_ORG', ''), if(${org} != '' AND NOT has(${param([...from.places.ids], 'Array(String)')}, ${org}), 'UNKNOWN_ORG', ''), if(${rm} = '', 'NO_RM', ''), if(${rm} != '' AND ${known} AND staff.emp_id IS NULL, 'UNKNOWN_RM', ''), if(${rm} != '' AND ifNull(staff.left_on <= ${param(from.asOf, 'Date32')}, false), 'RM_LEFT', '')])`
  const inside = scopeCondition(from.scope, { orgPath: orgPath(org, from.places), rm })
  return sql`SELECT people.cust_id AS cust_id, people.person_no AS person_no, ${org} AS org, ${rm} AS rm, ifNull(toString(people.status), '') AS status, people.open_date AS opened, ifNull(worth.value_minor, 0) AS value_minor, ${reasons} AS reasons FROM ${rows} AS people LEFT ANY JOIN ${staff} AS staff ON staff.emp_id = toString(people.rm_emp_id) LEFT ANY JOIN ${value} AS worth ON worth.cust_id = people.cust_id WHERE ${inside}`
}

/** Open customer numbers nobody looks after, with why; the most at stake first. */
export function orphansQuery(from: OwnerSources, page: { reason?: string | undefined; after: { valueMinor: string; custId: string } | null; limit: number }): Query<OrphanRow> {
  const reason = page.reason === undefined ? sql`notEmpty(reasons)` : sql`has(reasons, ${page.reason})`
  const after = page.after === null ? sql`` : sql` AND (-value_minor, cust_id) > (${param(-Number(page.after.valueMinor), 'Int64')}, ${page.after.custId})`
  return query(sql`SELECT cust_id, org, rm, reasons, value_minor FROM (${owned(from)}) WHERE status != 'CLOSED' AND ${reason}${after} ORDER BY value_minor DESC, cust_id LIMIT ${page.limit}`)
}

/** How many of them there are, by reason. */
export function orphanCountsQuery(from: OwnerSources): Query<{ reason: string; n: string }> {
  return query(sql`SELECT reason, count() AS n FROM (${owned(from)}) ARRAY JOIN reasons AS reason WHERE status != 'CLOSED' GROUP BY reason ORDER BY reason`)
}

export interface OwnerRow {
  readonly person: number
  readonly members: readonly (readonly [custId: string, org: string, rm: string, status: string, opened: string, valueMinor: string])[]
}

/** Persons whose customer numbers name different main orgs or managers. */
export function ownerConflictsQuery(from: OwnerSources, after: number, limit: number): Query<OwnerRow> {
  const numbers = sql`SELECT owned.*, now.cust_no AS person FROM (${owned(from)}) AS owned INNER JOIN ${currentNumbers()} AS now ON now.cust_id = owned.cust_id`
  return query(
    sql`SELECT person, arraySort(groupArray((cust_id, org, rm, status, ifNull(toString(opened), ''), toString(value_minor)))) AS members FROM (${numbers}) WHERE person > ${after} GROUP BY person HAVING count() > 1 AND (uniqExact(org) > 1 OR uniqExact(rm) > 1) ORDER BY person LIMIT ${limit}`,
  )
}

/** How many such persons there are. */
export function ownerConflictCountQuery(from: OwnerSources): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM (${ownerConflictsQuery(from, 0, 1_000_000_000).sql})`)
}
