import { param, query, sql, type Query } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import { groupOf } from './portrait-members.js'

export interface MonthFlowRow {
  readonly month_start: string
  /** Persons and minor units by group: segment only, base only, both. */
  readonly n: string[]
  readonly sums: string[]
}

/** Transactions of some types by month and group, in the bank's zone, between two instants. */
export function monthFlowQuery(runId: number, runs: readonly number[], ask: { readonly types: readonly string[]; readonly from: string; readonly end: string; readonly zone: string }): Query<MonthFlowRow> {
  const when = (text: string) => param(text, "DateTime64(3, 'UTC')")
  const rows = bankRows('txn', runs, ['ts', 'type', 'amount_minor'], { where: sql`ts >= ${when(ask.from)} AND ts < ${when(ask.end)} AND has(${param([...ask.types], 'Array(String)')}, ifNull(toString(type), ''))` })
  const persons = [1, 2, 3].map((group) => sql`groupBitmapIf(cust_no, g = ${group})`)
  const sums = [1, 2, 3].map((group) => sql`toString(ifNull(sumIf(amount_minor, g = ${group}), 0))`)
  return query(
    sql`SELECT toString(toStartOfMonth(toDate32(ts, ${ask.zone}))) AS month_start, [${persons[0] ?? sql``}, ${persons[1] ?? sql``}, ${persons[2] ?? sql``}] AS n, [${sums[0] ?? sql``}, ${sums[1] ?? sql``}, ${sums[2] ?? sql``}] AS sums FROM (SELECT cust_no, ts, amount_minor, ${groupOf(runId)} AS g FROM ${rows}) WHERE g > 0 GROUP BY month_start ORDER BY month_start`,
  )
}
