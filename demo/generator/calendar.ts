import { addDays, dateOfDayNumber, dayNumber, daysBetween, monthEnd, weekdayOf } from '#kernel/calendar'

/** The bank's first and last business day with data. */
export const FIRST_DAY = '2024-01-01'
export const TODAY = '2025-12-31'
/** Months are numbered 1 (January 2024) to 24; 0 is the opening month-end 2023-12-31. */
export const MONTHS = 24
/** Days of daily assets that are kept. */
export const DAYS_KEPT = 95

/** First day of each month 0 to 25, as day numbers; `MONTH_START[m + 1] - 1` is the last day of month m. */
export const MONTH_START: readonly number[] = Array.from({ length: MONTHS + 2 }, (_, month) => dayNumber(firstOf(month)))

/** Month-end date of month m. */
export function monthEndOf(month: number): string {
  return monthEnd(firstOf(month))
}

function firstOf(month: number): string {
  const at = 2023 * 12 + 11 + month
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`
}

/** Public holidays of China, first and last day, as announced by the State Council. */
const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['2024-01-01', '2024-01-01'], ['2024-02-10', '2024-02-17'], ['2024-04-04', '2024-04-06'], ['2024-05-01', '2024-05-05'],
  ['2024-06-08', '2024-06-10'], ['2024-09-15', '2024-09-17'], ['2024-10-01', '2024-10-07'], ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'], ['2025-04-04', '2025-04-06'], ['2025-05-01', '2025-05-05'], ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'], ['2026-01-01', '2026-01-03'],
]
/** Weekend days worked in exchange. */
const WORKED = new Set([
  '2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12',
  '2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11',
])
/** Fourteen days around Spring Festival with more cash and spending. */
export const FESTIVALS: readonly (readonly [string, string])[] = [['2024-02-03', '2024-02-16'], ['2025-01-22', '2025-02-04']]
/** Days of the big online sales. */
export const SALES: readonly (readonly [string, string])[] = [['2024-06-16', '2024-06-18'], ['2024-11-09', '2024-11-11'], ['2025-06-16', '2025-06-18'], ['2025-11-09', '2025-11-11']]
/** The extra salary, ten days before Spring Festival, by month. */
export const EXTRA_SALARY: Readonly<Record<number, string>> = { 1: '2024-01-31', 13: '2025-01-17' }

/** The seasonality every day's number of transactions is made with (domain specification 2.3; the truth of TR19). */
export const SEASON = { festivalCash: 1.8, festivalSpending: 1.35, saleQuickPay: 1.6, weekendApp: 0.82, weekendCard: 1.25, quarterEndDeposit: 0.04, quarterStartOutflow: 0.035, rallySecurities: 2.2, bondDipRedemption: 1.7 } as const

/** How a kind of transaction lies over the days of a month. */
export const DAY_KINDS = ['quickpay', 'card', 'cash', 'app'] as const
export type DayKind = (typeof DAY_KINDS)[number]

export function isBusinessDay(date: string): boolean {
  if (WORKED.has(date)) return true
  return weekdayOf(date) < 6 && !HOLIDAYS.some((span) => within(date, span))
}

/** The day itself when it is a business day, else the next one. */
export function businessDayFrom(date: string): string {
  let day = date
  while (!isBusinessDay(day)) day = addDays(day, 1)
  return day
}

/** How many transactions of a kind a day has, as a multiple of an ordinary working day. */
export function dayWeight(kind: DayKind, date: string): number {
  const weekend = weekdayOf(date) > 5
  const festival = FESTIVALS.some((span) => within(date, span))
  const sale = SALES.some((span) => within(date, span))
  switch (kind) {
    case 'quickpay':
      return (festival ? SEASON.festivalSpending : 1) * (sale ? SEASON.saleQuickPay : 1)
    case 'card':
      return (festival ? SEASON.festivalSpending : 1) * (weekend ? SEASON.weekendCard : 1)
    case 'cash':
      return festival ? SEASON.festivalCash : 1
    case 'app':
      return weekend ? SEASON.weekendApp : 1
  }
}

/** Weights of the days of a month. */
export function monthWeights(kind: DayKind, month: number): number[] {
  const from = MONTH_START[month] ?? 0
  const days = (MONTH_START[month + 1] ?? 0) - from
  return Array.from({ length: days }, (_, day) => dayWeight(kind, dateOfDayNumber(from + day)))
}

/** Mean weight of a month's days. */
export function monthFactor(kind: DayKind, month: number): number {
  const weights = monthWeights(kind, month)
  return weights.reduce((sum, weight) => sum + weight, 0) / weights.length
}

function within(date: string, [from, to]: readonly [string, string]): boolean {
  return daysBetween(from, date) >= 0 && daysBetween(date, to) >= 0
}
