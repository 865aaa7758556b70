import { join, param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface FoundRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly org_id: string | null
  readonly rm: string
  readonly gender: string | null
  readonly birth: string | null
  readonly status: string | null
  readonly kyc_status: string | null
  readonly kyc_expire: string | null
  readonly opened: string | null
  readonly sort_key: string
}

/** Columns of the customer table `searchQuery` reads. */
export const SEARCH_COLUMNS = ['gender', 'birth_date', 'status', 'kyc_status', 'kyc_expire_date', 'open_date'] as const

/** Sorts below every value, so that who has none comes last when sorted downwards. */
const NOTHING = -9_007_199_254_740_991

export interface SearchPlace {
  /** `placedCustomers` with `SEARCH_COLUMNS`. */
  readonly customers: Sql
  /** Conditions over its rows. */
  readonly where: readonly Sql[]
}

export type SortBy = { readonly kind: 'custId' } | { readonly kind: 'opened' } | { readonly kind: 'joined'; readonly rows: Sql }

export interface SearchPage {
  readonly sort: SortBy
  readonly descending: boolean
  readonly after: { readonly key: number; readonly custId: string } | null
  readonly limit: number
}

function sortKey(sort: SortBy): Sql {
  if (sort.kind === 'custId') return sql`toInt64(0)`
  if (sort.kind === 'opened') return sql`ifNull(toInt64(toInt32(base.open_date)), ${NOTHING})`
  return sql`if(sorted.cust_id = '', ${NOTHING}, ifNull(sorted.sort_key, ${NOTHING}))`
}

/** One page of customers. Ties are broken by the customer number, so pages neither repeat nor miss anybody. */
export function searchQuery(place: SearchPlace, page: SearchPage): Query<FoundRow> {
  const key = sortKey(page.sort)
  const joined = page.sort.kind === 'joined' ? sql` LEFT JOIN ${page.sort.rows} AS sorted ON sorted.cust_no = base.cust_no AND sorted.cust_id = base.cust_id` : sql``
  const after = page.after === null ? [] : [afterCondition(page.after, page.descending)]
  const where = after.length === 0 ? sql`` : sql` WHERE ${join(after)}`
  const order = page.descending ? sql`sort_key DESC, cust_id DESC` : sql`sort_key ASC, cust_id ASC`
  return query(
    sql`SELECT * FROM (SELECT base.cust_no AS cust_no, base.cust_id AS cust_id, base.org_path AS org_path, toString(base.main_org_id) AS org_id, base.rm AS rm, toString(base.gender) AS gender, toString(base.birth_date) AS birth, toString(base.status) AS status, toString(base.kyc_status) AS kyc_status, toString(base.kyc_expire_date) AS kyc_expire, toString(base.open_date) AS opened, ${key} AS sort_key FROM (SELECT * FROM ${place.customers} WHERE ${join(place.where, sql` AND `, sql`1`)}) AS base${joined})${where} ORDER BY ${order} LIMIT ${page.limit}`,
  )
}

function afterCondition(after: { key: number; custId: string }, descending: boolean): Sql {
  const place = sql`(toInt64(${after.key}), ${after.custId})`
  return descending ? sql`(sort_key, cust_id) < ${place}` : sql`(sort_key, cust_id) > ${place}`
}

export function searchCountQuery(place: SearchPlace): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${place.customers} WHERE ${join(place.where, sql` AND `, sql`1`)}`)
}

/** Condition: the customer is one of these. */
export function isOneOf(custIds: readonly string[]): Sql {
  return sql`has(${param([...custIds], 'Array(String)')}, cust_id)`
}
