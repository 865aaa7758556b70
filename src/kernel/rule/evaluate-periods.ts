import { type EachPeriod } from './node.js'
import { periodsWithin } from './period.js'
import { slopeOf } from './slope.js'
import { type DateRange } from './window.js'

/** A row's period and value; rows without a value are counted only. */
export interface PeriodRow {
  readonly period: number
  readonly value: number
}

/** The value of every period, in order of the periods. */
export function periodValues(each: EachPeriod, rows: readonly PeriodRow[], range: DateRange): PeriodRow[] {
  const byPeriod = new Map<number, number[]>()
  for (const { period, value } of rows) byPeriod.set(period, [...(byPeriod.get(period) ?? []), value])
  const found = [...byPeriod.entries()].sort(([a], [b]) => a - b).map(([period, values]) => ({ period, value: within(each.fn, values) }))
  if (each.empty === undefined) return found
  const { first, last } = periodsWithin(each.per, range)
  return Array.from({ length: last - first + 1 }, (_, at) => found.find(({ period }) => period === first + at) ?? { period: first + at, value: 0 })
}

function within(fn: EachPeriod['fn'], values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0)
  switch (fn) {
    case 'sum':
      return sum
    case 'count':
      return values.length
    case 'avg':
      return sum / values.length
    case 'min':
      return Math.min(...values)
    case 'max':
      return Math.max(...values)
  }
}

/** How much a period adds: the slope over the numbers of the periods. */
export function slopeOfPeriods(rows: readonly PeriodRow[]): number | null {
  const first = rows[0]?.period ?? 0
  return slopeOf(rows.map(({ period, value }) => ({ x: period - first, y: value })))
}
