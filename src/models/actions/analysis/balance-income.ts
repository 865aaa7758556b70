import { addDays, daysBetween } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { BalanceForecast, BalanceInput, LifetimeForecast } from '#kernel/learn'
import type { AnalysisOf } from '../../contract-analysis.js'
import { balanceHistories, leftAfter, type KeptBalances } from '../../domain/analysis/balance-history.js'
import { DAYS_A_MONTH } from '../../domain/analysis/purchase-history.js'
import type { AnalysisPlace, Measure } from './analysis-place.js'
import { valuesOf, type Read } from './lifetime-rows.js'

type Lifetime = AnalysisOf<'lifetime'>

interface Reads {
  readonly before: Read
  readonly now: Read
  readonly groups: readonly string[]
}

/** Income of the balances customers hold, with its place among the rows. */
export interface BalanceResult extends BalanceForecast {
  readonly rows: Uint32Array
}

/** How long balances stay and what they will bring. @throws AppError ANALYSIS_BALANCE_START, ANALYSIS_NO_BALANCE */
export async function balanceOf({ context, asOf, signal }: AnalysisPlace, analysis: Lifetime, balance: NonNullable<Lifetime['balance']>, { before, now, groups }: Reads): Promise<BalanceResult> {
  if (analysis.start === undefined) fail('ANALYSIS_BALANCE_START')
  const of = (read: Read, date: string): KeptBalances => {
    const sinceDays = watchedDays(balance, analysis.since === undefined ? null : daysBetween(analysis.since, date))
    return balanceHistories({ start: valuesOf(read.read, 'start'), kept: valuesOf(read.read, 'kept'), balance: valuesOf(read.read, 'balance'), group: groupCodes(read, groups) }, balance.quietDays, sinceDays)
  }
  const [held, past] = [of(now, asOf), of(before, addDays(asOf, -analysis.holdoutDays))]
  if (held.rows.length === 0) fail('ANALYSIS_NO_BALANCE', { date: asOf })
  const input: BalanceInput = {
    history: held.history,
    groups,
    earlier: leftAfter(past, before.read.custNo, held, now.read.custNo, analysis.holdoutDays / DAYS_A_MONTH),
    horizons: analysis.months,
    margin: balance.margin,
    discount: analysis.discount,
    level: 0.8,
  }
  const forecast = await context.compute.run<BalanceForecast>({ module: '#kernel/learn', name: 'balanceIncome', args: [input] }, signal)
  return { ...forecast, rows: held.rows }
}

/**
 * Days before the date from which departures are counted: where leaving becomes more frequent year by year, those of the
 * latest months say more of the next ones than all together (a period life table; Preston, Heuveline and Guillot 2001, chapter 3).
 */
function watchedDays({ quietDays, recentMonths }: NonNullable<Lifetime['balance']>, sinceDays: number | null): number | null {
  if (recentMonths === undefined) return sinceDays
  return Math.min(sinceDays ?? Number.POSITIVE_INFINITY, quietDays + recentMonths * DAYS_A_MONTH)
}

/** Groups are kept for rows with a purchase history: every row's own. */
function groupCodes({ read, kept, group }: Read, groups: readonly string[]): Int32Array {
  const codes = new Int32Array(read.matrix.rows)
  kept.rows.forEach((row, at) => {
    codes[row] = Math.max(0, groups.indexOf(group[at] ?? ''))
  })
  return codes
}

/**
 * Measures of the customers with purchase histories, in their order: income of each horizon, and with the value of the
 * purchases the whole. The bounds of the whole take both parts as independent: half-widths add as squares.
 */
export function incomeMeasures(kept: Uint32Array, forecast: LifetimeForecast, balance: BalanceResult): Measure[] {
  const placeOf = new Map(Array.from(balance.rows, (row, at) => [row, at]))
  const spread = (values: Float64Array) => Float64Array.from(kept, (row) => values[placeOf.get(row) ?? -1] ?? 0)
  return balance.horizons.flatMap(({ months, ...found }, at) => {
    const purchases = forecast.horizons[at] ?? fail('ANALYSIS_SPEND_SHAPE')
    const [income, low, high] = [spread(found.income), spread(found.low), spread(found.high)]
    const bound = (row: number, part: 'valueLow' | 'valueHigh', other: Float64Array) => Math.hypot((purchases.value[row] ?? 0) - (purchases[part][row] ?? 0), (income[row] ?? 0) - (other[row] ?? 0))
    const whole = purchases.value.map((value, row) => value + (income[row] ?? 0))
    return [
      { measure: `income_${months}m`, value: income, low, high },
      { measure: `ltv_${months}m`, value: whole, low: whole.map((value, row) => value - bound(row, 'valueLow', low)), high: whole.map((value, row) => value + bound(row, 'valueHigh', high)) },
    ]
  })
}
