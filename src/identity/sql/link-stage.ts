import { identifier, param, sql, type Sql } from '#kernel/sql'
import { customerNumberRows } from '#ingest/contract'

/** Where a link run reads: run ids of bank tables as of its date, and its working tables. */
export interface LinkSources {
  readonly customerRuns: readonly number[]
  readonly identityRuns: readonly number[]
  readonly wecomRuns: readonly number[]
  readonly valueRuns: readonly number[]
  readonly asOf: string
}

const runIds = (ids: readonly number[]): Sql => sql`${param([...ids], 'Array(UInt64)')}`

/** 0 for a missing text, else its 64-bit hash: equal texts are equal, and nothing can be read from it. */
const hashed = (text: Sql): Sql => sql`if(ifNull(toString(${text}), '') = '', 0, sipHash64(toString(${text})))`

/** Fills the working table of customers: one row a customer number, identifiers as hashes of their keyed hashes. */
export function stageCustomersStatement(table: string, from: LinkSources): Sql {
  const customers = customerNumberRows('bank_customer', runIds(from.customerRuns), ['birth_date', 'gender', 'city_code', 'main_org_id', 'rm_emp_id'])
  const newest = (column: string): Sql => sql`argMaxIf(${identifier(column)}, run_id, ${identifier(column)} != '') AS ${identifier(column)}`
  const pii = sql`(SELECT cust_id, ${newest('name_hash')}, ${newest('mobile_hash')}, ${newest('id_no_hash')}, ${newest('email_hash')} FROM customer_pii WHERE has(${runIds(from.customerRuns)}, run_id) GROUP BY cust_id)`
  const value = sql`(SELECT cust_id, argMax(end_minor, month) AS value_minor FROM bank_aum_month WHERE has(${runIds(from.valueRuns)}, run_id) AND month <= ${param(from.asOf, 'Date32')} AND end_minor IS NOT NULL GROUP BY cust_id)`
  const rows = sql`SELECT own.cust_no AS own, people.cust_id AS cust_id, ${hashed(sql`pii.id_no_hash`)} AS id, ${hashed(sql`pii.mobile_hash`)} AS mobile, ${hashed(sql`pii.name_hash`)} AS name, ${hashed(sql`pii.email_hash`)} AS email, people.birth_date AS birth, transform(ifNull(toString(people.gender), ''), ['M', 'F'], [1, 2], 0) AS gender, ${hashed(sql`people.city_code`)} AS city, ifNull(toString(people.main_org_id), '') AS org, ifNull(toString(people.rm_emp_id), '') AS rm, ifNull(worth.value_minor, 0) AS value_minor FROM ${customers} AS people INNER JOIN identity_customer AS own ON own.cust_id = people.cust_id LEFT ANY JOIN ${pii} AS pii ON pii.cust_id = people.cust_id LEFT ANY JOIN ${value} AS worth ON worth.cust_id = people.cust_id`
  return sql`INSERT INTO ${identifier(table)} (own, cust_id, id, mobile, name, email, birth, gender, city, org, rm, value_minor, name_rank) SELECT own, cust_id, id, mobile, name, email, birth, gender, city, org, rm, value_minor, ${nameRank()} AS name_rank FROM (${rows})`
}

/** Share of customers from which a name is common, and from which it is fairly rare only. */
const COMMON = 1 / 2000
const FAIRLY_RARE = 1 / 50_000

function nameRank(): Sql {
  const share = sql`count() OVER (PARTITION BY name) / count() OVER ()`
  return sql`multiIf(name = 0, 0, ${share} >= ${COMMON}, 2, ${share} >= ${FAIRLY_RARE}, 3, 4)`
}

const CODES: readonly (readonly [code: string, kind: number])[] = [['ID_HASH', 1], ['MOBILE_HASH', 2], ['EMAIL_HASH', 3], ['DEVICE', 4], ['WECOM_EXT', 5], ['OPENID', 5]]

/** Fills the working table of identifiers: what each customer number has or had, with the time it was seen. */
export function stageKeysStatement(table: string, customers: string, from: LinkSources): Sql {
  const people = identifier(customers)
  const never = sql`NULL AS first_seen, NULL AS last_seen`
  const own = (column: string, kind: number): Sql => sql`SELECT own, ${kind} AS kind, ${identifier(column)} AS value, birth, ${never} FROM ${people} WHERE ${identifier(column)} != 0`
  const born = sql`SELECT own, 6 AS kind, sipHash64(name, assumeNotNull(birth)) AS value, birth, ${never} FROM ${people} WHERE name != 0 AND birth IS NOT NULL`
  const codes = CODES.map(([code]) => code)
  const kinds = CODES.map(([, kind]) => kind)
  const kind = sql`transform(ifNull(toString(id_type), ''), ${codes}, ${kinds}, 0)`
  const loaded = sql`SELECT cust_id, ${kind} AS kind, ${hashed(sql`value`)} AS value, first_seen, last_seen FROM bank_identity WHERE has(${runIds(from.identityRuns)}, run_id) AND ifNull(toString(id_type), '') IN (${codes}) AND ifNull(first_seen <= ${param(from.asOf, 'Date32')}, true)`
  const friends = sql`SELECT cust_id, 5 AS kind, ${hashed(sql`ext_id`)} AS value, toDate32(add_ts) AS first_seen, toDate32(deleted_ts) AS last_seen FROM bank_wecom_contact WHERE has(${runIds(from.wecomRuns)}, run_id)`
  const seen = sql`SELECT people.own AS own, seen.kind AS kind, seen.value AS value, people.birth AS birth, seen.first_seen AS first_seen, seen.last_seen AS last_seen FROM (${loaded} UNION ALL ${friends}) AS seen INNER JOIN ${people} AS people ON people.cust_id = seen.cust_id WHERE seen.value != 0`
  return sql`INSERT INTO ${identifier(table)} (own, kind, value, birth, first_seen, last_seen) ${own('id', 1)} UNION ALL ${own('mobile', 2)} UNION ALL ${own('email', 3)} UNION ALL ${born} UNION ALL ${seen}`
}
