import { identifier, join, param, query, sql, type Query } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import { groupOf } from './portrait-members.js'

/** Columns of `aum_month` a portrait tells of, in the order of the figures. */
export const moneyColumns = ['end_minor', 'deposit_minor', 'wealth_minor', 'fund_minor', 'insurance_minor', 'gold_minor', 'debt_total_minor'] as const

export interface MoneyRow {
  readonly g: number
  readonly month_end: string
  /** Sums and sums of squares over persons, by column, in minor units. */
  readonly sums: number[]
  readonly squares: number[]
}

/** Assets and debt of each group at the newest month end of a date or before, person by person. */
export function moneyQuery(runId: number, runs: readonly number[], asOf: string): Query<MoneyRow> {
  const rows = bankRows('aum_month', runs, ['month', ...moneyColumns])
  const newest = sql`(SELECT max(month) FROM ${bankRows('aum_month', runs, ['month'])} WHERE month <= ${param(asOf, 'Date32')})`
  const sums = moneyColumns.map((name) => sql`, ifNull(toFloat64(sum(${identifier(name)})), 0) AS ${identifier(`s_${name}`)}`)
  const each = moneyColumns.map((name) => identifier(`s_${name}`))
  return query(
    sql`SELECT ${groupOf(runId)} AS g, toString(any(at)) AS month_end, [${join(each.map((value) => sql`sum(${value})`))}] AS sums, [${join(each.map((value) => sql`sum(${value} * ${value})`))}] AS squares FROM (SELECT cust_no, max(month) AS at${join(sums, sql``)} FROM ${rows} WHERE month = ${newest} GROUP BY cust_no) GROUP BY g HAVING g > 0 ORDER BY g`,
  )
}
