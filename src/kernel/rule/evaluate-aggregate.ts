import { ownValue, type FactRow, type Known } from './customer.js'
import { compareKnown, dayOfValue, wholeMinor, type Evaluator } from './evaluator.js'
import { isSpread } from './kind.js'
import { type TypeInfo } from './schema.js'
import { type TypedAggregate, type TypedValue } from './typed.js'
import { windowRange } from './window.js'

type Aggregate = TypedAggregate & TypedValue

interface Dated {
  readonly time: Known
  readonly value: Known
}

/** An aggregate over a customer's rows in memory. */
export function evaluateAggregate(e: Evaluator, agg: Aggregate): Known {
  const rows = rowsOf(e, agg)
  const values = rows.map((row) => row.value)
  const { fn } = agg
  if (isSpread(fn)) return rounded(agg.info, spread(fn, values.map(Number), agg.q))
  switch (fn) {
    case 'count':
      return rows.length
    case 'sum':
      return values.reduce<number>((total, value) => total + Number(value), 0)
    case 'distinct':
      return distinct(agg.fieldSpec ?? agg.info, values)
    case 'min':
      return extreme(agg.info, values, -1)
    case 'max':
      return extreme(agg.info, values, 1)
    case 'first':
      return chosen(agg, rows, -1)
    case 'last':
      return chosen(agg, rows, 1)
  }
}

type SpreadFunction = Extract<Aggregate['fn'], 'avg' | 'median' | 'quantile' | 'stddev'>

function spread(fn: SpreadFunction, numbers: readonly number[], q: number): number | null {
  switch (fn) {
    case 'avg':
      return numbers.length === 0 ? null : mean(numbers)
    case 'median':
    case 'quantile':
      return quantile(numbers, q)
    case 'stddev':
      return deviation(numbers)
  }
}

function rowsOf(e: Evaluator, agg: Aggregate): Dated[] {
  const { facts } = e.customer
  const { table, timeField, timeType } = agg.fact
  const range = windowRange(agg.window, e.asOf)
  const all = Object.hasOwn(facts, table) ? (facts[table] ?? []) : []
  return all
    .filter((row) => {
      const day = dayOfValue(e, { type: timeType }, ownValue(row, timeField))
      return day !== null && day <= range.to && (range.from === null || day >= range.from)
    })
    .filter((row) => agg.filter === null || e.bool({ ...e, row }, agg.filter, true))
    .map((row) => ({ time: ownValue(row, timeField), value: fieldOf(agg, row) }))
    .filter((row) => agg.field === null || row.value !== null)
}

function fieldOf(agg: Aggregate, row: FactRow): Known {
  return agg.field === null ? null : ownValue(row, agg.field)
}

function rounded(info: TypeInfo, value: number | null): number | null {
  return value === null || info.type !== 'money' ? value : wholeMinor(value)
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
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
