import { daysBetween } from '#kernel/calendar'
import { ownValue, type FactRow, type Known } from './customer.js'
import { periodValues, slopeOfPeriods, type PeriodRow } from './evaluate-periods.js'
import { dayOfRowIn, momentOf, rowsWithinWindow } from './evaluate-rows.js'
import { compareKnown, wholeMinor, type Evaluator } from './evaluator.js'
import { isSpread } from './kind.js'
import { type EachPeriod } from './node.js'
import { periodOf } from './period.js'
import { type TypeInfo } from './schema.js'
import { SLOPE_DAYS, slopeOf } from './slope.js'
import { type TypedAggregate, type TypedValue } from './typed.js'
import { windowRange } from './window.js'


type Aggregate = TypedAggregate & TypedValue

interface Dated {
  readonly row: FactRow
  readonly time: Known
  readonly value: Known
}

/** An aggregate over a customer's rows in memory. */
export function evaluateAggregate(e: Evaluator, agg: Aggregate): Known {
  const rows = rowsOf(e, agg)
  const { each } = agg
  if (each !== null) return rounded(agg, overPeriods(e, agg, each, rows))
  const chosenValue = CHOSEN[agg.fn]
  return chosenValue === undefined ? rounded(agg, overRows(e, agg, rows)) : chosenValue(agg, rows)
}

/** Functions whose value is one of the rows', or a count of them. */
const CHOSEN: Partial<Record<Aggregate['fn'], (agg: Aggregate, rows: readonly Dated[]) => Known>> = {
  count: (_agg, rows) => rows.length,
  distinct: (agg, rows) => distinct(agg.fieldSpec ?? agg.info, valuesOf(rows)),
  min: (agg, rows) => extreme(agg.info, valuesOf(rows), -1),
  max: (agg, rows) => extreme(agg.info, valuesOf(rows), 1),
  first: (agg, rows) => chosen(agg, rows, -1),
  last: (agg, rows) => chosen(agg, rows, 1),
  argmax,
  collect: (_agg, rows) => [...new Set(valuesOf(rows).map(String))].sort((a, b) => compareKnown({ type: 'string' }, a, b)),
}

function valuesOf(rows: readonly Dated[]): Known[] {
  return rows.map(({ value }) => value)
}

/** Functions whose value is a number. */
function overRows(e: Evaluator, agg: Aggregate, rows: readonly Dated[]): number | null {
  const numbers = rows.map((row) => numberOf(agg, row))
  if (agg.fn === 'decay') return total(rows.map((row, at) => (numbers[at] ?? 0) * 2 ** (-ageOf(e, agg, row.row) / agg.halfLife)))
  if (agg.fn === 'slope') return perDays(slopeOf(rows.map(({ row }, at) => ({ x: -ageOf(e, agg, row), y: numbers[at] ?? 0 }))))
  if (agg.fn === 'topShare') return shareOf(Math.max(...sumsBy(agg, rows).values()), total(numbers))
  if (agg.fn === 'kept') return kept(e, agg, rows)
  if (agg.fn !== 'share') return overNumbers(agg, numbers)
  const part = rows.filter(({ row }) => agg.of === null || e.bool({ ...e, row }, agg.of, true))
  return shareOf(total(part.map((row) => numberOf(agg, row))), total(numbers))
}

function overNumbers({ fn, q }: Aggregate, numbers: readonly number[]): number | null {
  if (fn === 'sum') return total(numbers)
  if (fn === 'stddev') return deviation(numbers)
  if (fn === 'avg') return numbers.length === 0 ? null : mean(numbers)
  return quantile(numbers, q)
}

function overPeriods(e: Evaluator, agg: Aggregate, each: EachPeriod, rows: readonly Dated[]): number | null {
  const dated = rows.map((row) => ({ period: periodOf(each.per, dayOfRowIn(e, agg.fact, row.row) ?? e.asOf), value: numberOf(agg, row) }))
  const periods = periodValues(each, dated, windowRange(agg.window, e.asOf, e.timeZone))
  const own = OF_PERIODS[agg.fn]
  return own === undefined ? overNumbers(agg, periods.map(({ value }) => value)) : own(periods)
}

const OF_PERIODS: Partial<Record<Aggregate['fn'], (periods: readonly PeriodRow[]) => number | null>> = {
  count: (periods) => periods.length,
  min: (periods) => (periods.length === 0 ? null : Math.min(...periods.map(({ value }) => value))),
  max: (periods) => (periods.length === 0 ? null : Math.max(...periods.map(({ value }) => value))),
  first: (periods) => periods[0]?.value ?? null,
  last: (periods) => periods.at(-1)?.value ?? null,
  slope: slopeOfPeriods,
}

function rowsOf(e: Evaluator, agg: Aggregate): Dated[] {
  return rowsWithinWindow(e, agg.fact, agg.window)
    .filter((row) => agg.filter === null || e.bool({ ...e, row }, agg.filter, true))
    .map((row) => ({ row, time: ownValue(row, agg.fact.timeField), value: fieldOf(agg, row) }))
    .filter((row) => agg.field === null || row.value !== null)
    .filter(({ row }) => agg.by === null || ownValue(row, agg.by) !== null)
}

/** A row's number; one for a row that is only counted. */
function numberOf(agg: Aggregate, { value }: Dated): number {
  return agg.field === null ? 1 : Number(value)
}

function ageOf(e: Evaluator, agg: Aggregate, row: FactRow): number {
  return daysBetween(dayOfRowIn(e, agg.fact, row) ?? e.asOf, e.asOf)
}

function perDays(slope: number | null): number | null {
  return slope === null ? null : SLOPE_DAYS * slope
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** The value of `by` with the largest sum; of several the first in order. */
function argmax(agg: Aggregate, rows: readonly Dated[]): Known {
  const sums = sumsBy(agg, rows)
  const [best] = [...sums.entries()].sort(([a, x], [b, y]) => y - x || compareKnown({ type: 'string' }, a, b))
  if (best === undefined) return null
  const share = agg.minShare === 0 ? 1 : shareOf(best[1], total([...sums.values()]))
  return share === null || share < agg.minShare ? null : best[0]
}

function sumsBy(agg: Aggregate, rows: readonly Dated[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const each of rows) {
    const key = String(ownValue(each.row, agg.by ?? ''))
    sums.set(key, (sums.get(key) ?? 0) + numberOf(agg, each))
  }
  return sums
}

/** What of the rows is left: of each at most its own amount is taken by the rows that follow within the span. */
function kept(e: Evaluator, agg: Aggregate, rows: readonly Dated[]): number | null {
  const takes = rowsWithinWindow(e, agg.fact, agg.window)
    .filter((row) => agg.of !== null && e.bool({ ...e, row }, agg.of, true))
    .map((row) => ({ at: momentOf(agg.fact, row), amount: Number(fieldOf(agg, row) ?? 0) }))
  const whole = total(rows.map((row) => numberOf(agg, row)))
  const taken = rows.map((row) => {
    const at = momentOf(agg.fact, row.row)
    return Math.min(numberOf(agg, row), total(takes.filter((take) => take.at >= at && take.at <= at + agg.span).map(({ amount }) => amount)))
  })
  return whole === 0 ? null : 1 - total(taken) / whole
}

function fieldOf(agg: Aggregate, row: FactRow): Known {
  return agg.field === null ? null : ownValue(row, agg.field)
}

/** Money is whole: what is fractional is rounded. */
function rounded({ info, fn, each }: Aggregate, value: number | null): number | null {
  const fractional = isSpread(fn) || each?.fn === 'avg'
  return value === null || info.type !== 'money' || !fractional ? value : wholeMinor(value)
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function mean(values: readonly number[]): number {
  return total(values) / values.length
}

function distinct(info: TypeInfo, values: readonly Known[]): number {
  return new Set(values.map((value) => (info.type === 'instant' ? Date.parse(String(value)) : value))).size
}

function extreme(info: TypeInfo, values: readonly Known[], sign: 1 | -1): Known {
  return values.reduce<Known>(
    (best, value) => (best === null || sign * compareKnown(info, value, best) > 0 ? value : best),
    null,
  )
}

/** The value of the earliest or latest row; of several rows at one moment the smallest or largest value. */
function chosen(agg: Aggregate, rows: readonly Dated[], sign: 1 | -1): Known {
  const time: TypeInfo = { type: agg.fact.timeType }
  const order = (a: Dated, b: Dated) =>
    compareKnown(time, a.time, b.time) || compareKnown(agg.info, a.value, b.value)
  const best = rows.reduce<Dated | null>(
    (kept, row) => (kept === null || sign * order(row, kept) > 0 ? row : kept),
    null,
  )
  return best === null ? null : best.value
}

/** Linear interpolation between order statistics: type 7 of Hyndman & Fan, The American Statistician 50 (1996). */
function quantile(values: readonly number[], q: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const place = q * (sorted.length - 1) + 1
  const below = Math.floor(place)
  const low = sorted[below - 1] ?? 0
  return below >= sorted.length ? (sorted.at(-1) ?? 0) : low + (place - below) * ((sorted[below] ?? 0) - low)
}

/** Sample standard deviation; missing for fewer than two values. */
function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const centre = mean(values)
  const squares = values.reduce((total, value) => total + (value - centre) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1))
}
