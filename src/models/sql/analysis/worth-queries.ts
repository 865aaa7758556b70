import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'

/** A line of the account: its column and whether it adds (1) or takes away (-1). */
export interface WorthLine {
  readonly key: string
  readonly column: string
  readonly sign: 1 | -1
}

/** Profit of a row: lines added and taken away, missing ones as 0. */
export function profitOf(lines: readonly WorthLine[]): Sql {
  return join(lines.map(({ column, sign }) => sql`${sign} * ifNull(${identifier(column)}, 0)`), sql` + `)
}

/** Sums of a month: one row a month and line, the total under ''. */
export function worthMonthsQuery(table: string, lines: readonly WorthLine[]): Query<{ month: string; line: string; amount: number; customers: string }> {
  const pairs = join([sql`('', ${profitOf(lines)})`, ...lines.map(({ key, column, sign }) => sql`(${key}, ${sign} * ifNull(${identifier(column)}, 0))`)])
  return query(sql`SELECT toString(as_of) AS month, pair.1 AS line, sum(pair.2) AS amount, count() AS customers FROM (SELECT as_of, arrayJoin([${pairs}]) AS pair FROM ${identifier(table)}) GROUP BY month, line ORDER BY month, line`)
}

/** One row a customer with the sums of all months, ids of the newest one: what measures are written from. */
export function insertWorth(into: string, table: string, lines: readonly WorthLine[]): Sql {
  const newest = (name: string) => sql`argMax(rows.${identifier(name)}, rows.as_of) AS ${identifier(name)}`
  const sums = lines.map(({ column }) => sql`sum(ifNull(${identifier(column)}, 0)) AS ${identifier(`s_${column}`)}`)
  const names = join(['cust_no', 'cust_id', 'shard_key', 'org_path', 'rm', 'profit', 'last_profit', ...lines.map(({ column }) => `s_${column}`)].map((name) => identifier(name)))
  const kept = join(['cust_id', 'shard_key', 'org_path', 'rm'].map(newest))
  return sql`INSERT INTO ${identifier(into)} (${names}) SELECT cust_no, ${kept}, sum(${profitOf(lines)}) AS profit, argMax(${profitOf(lines)}, rows.as_of) AS last_profit, ${join(sums)} FROM ${identifier(table)} AS rows GROUP BY cust_no`
}

/** Classes by profit: A the best customers up to 80 % of all profit of those who bring any, B up to 95 %, C the rest. */
export function worthClassesQuery(table: string): Query<{ class: 'A' | 'B' | 'C'; customers: string; total: number; losing: string }> {
  const ranked = sql`SELECT profit, sum(greatest(profit, 0)) OVER (ORDER BY profit DESC, cust_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS above, sum(greatest(profit, 0)) OVER () AS whole FROM ${identifier(table)}`
  return query(sql`SELECT multiIf(profit > 0 AND above < 0.8 * whole, 'A', profit > 0 AND above < 0.95 * whole, 'B', 'C') AS class, count() AS customers, sum(profit) AS total, countIf(profit < 0) AS losing FROM (${ranked}) GROUP BY class ORDER BY class`)
}

/** Customers from the most profitable down, in hundredths: how many are in each and what they bring together. */
export function worthCurveQuery(table: string): Query<{ hundredth: number; customers: string; total: number }> {
  const ranked = sql`SELECT profit, row_number() OVER (ORDER BY profit DESC, cust_no) AS place, count() OVER () AS whole FROM ${identifier(table)}`
  return query(sql`SELECT toUInt8(ceil(100 * place / whole)) AS hundredth, count() AS customers, sum(profit) AS total FROM (${ranked}) GROUP BY hundredth ORDER BY hundredth`)
}
