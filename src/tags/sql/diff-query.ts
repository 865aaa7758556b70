import { query, sql, type Query, type Sql } from '#kernel/sql'

/** Where two values of every customer are, and a condition for who may be seen. */
export interface DiffPlace {
  readonly from: Sql
  readonly where: Sql
  readonly before: Sql
  readonly after: Sql
  readonly type: string
}

const NUMBERS = ['int', 'decimal', 'money']

/** Both values as texts `a` and `b`, NULL without one: no is none, a set its items in order, numbers only how they compare. */
function pairs({ from, where, before, after, type }: DiffPlace): Sql {
  if (NUMBERS.includes(type)) {
    const [a, b] = [sql`toFloat64(${before})`, sql`toFloat64(${after})`]
    const moved = sql`multiIf(isNull(${b}), NULL, isNull(${a}), 'new', ${b} < ${a}, 'lower', ${b} > ${a}, 'higher', 'same')`
    return sql`(SELECT base.cust_id AS cust_id, if(isNull(${a}), NULL, 'same') AS a, ${moved} AS b FROM ${from} WHERE ${where})`
  }
  return sql`(SELECT base.cust_id AS cust_id, ${asText(before, type)} AS a, ${asText(after, type)} AS b FROM ${from} WHERE ${where})`
}

function asText(value: Sql, type: string): Sql {
  if (type === 'bool') return sql`if(ifNull(${value}, 0), 'true', NULL)`
  if (type === 'set') return sql`if(empty(${value}), NULL, arrayStringConcat(arraySort(${value}), ', '))`
  return sql`toNullable(toString(${value}))`
}

export interface DiffTotals {
  readonly customers: string
  readonly before: string
  readonly after: string
  readonly entered: string
  readonly gone: string
  readonly changed: string
}

/** How many have a value by each side, and how many came, went and changed. */
export function diffTotalsQuery(place: DiffPlace): Query<DiffTotals> {
  return query(
    sql`SELECT count() AS customers, countIf(a IS NOT NULL) AS before, countIf(b IS NOT NULL) AS after, countIf(a IS NULL AND b IS NOT NULL) AS entered, countIf(a IS NOT NULL AND b IS NULL) AS gone, countIf(ifNull(a != b, 0)) AS changed FROM ${pairs(place)}`,
  )
}

/** Customers by pair of values, most first. */
export function diffMatrixQuery(place: DiffPlace): Query<{ a: string | null; b: string | null; n: string }> {
  return query(sql`SELECT a, b, count() AS n FROM ${pairs(place)} WHERE a IS NOT NULL OR b IS NOT NULL GROUP BY a, b ORDER BY n DESC, a, b LIMIT 200`)
}

/** Some customers whose value is not the same. */
export function diffSamplesQuery(place: DiffPlace, limit: number): Query<{ cust_id: string; a: string | null; b: string | null }> {
  return query(sql`SELECT cust_id, a, b FROM ${pairs(place)} WHERE ifNull(a, '') != ifNull(b, '') ORDER BY cust_id LIMIT ${limit}`)
}
