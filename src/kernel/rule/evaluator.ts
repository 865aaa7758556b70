import { businessDateOf } from '#kernel/calendar'
import { type FactRow, type Known, type RuleCustomer } from './customer.js'
import { type PopulationStatistics } from './population.js'
import { type TypeInfo } from './schema.js'
import { type TypedBool, type TypedValue } from './typed.js'

/** What evaluating a rule carries along. */
export interface Evaluator {
  readonly asOf: string
  readonly timeZone: string
  readonly customer: RuleCustomer
  /** The values of everybody, of readings of the population by their path. */
  readonly statistics: PopulationStatistics
  /** The row a filter looks at; null outside filters. */
  readonly row: FactRow | null
  /** The two mutually recursive functions, handed down so that their files need not import each other. */
  readonly bool: (e: Evaluator, node: TypedBool, positive: boolean) => boolean
  readonly value: (e: Evaluator, value: TypedValue) => Known
}

/** The business day of a date or instant. */
export function dayOfValue(e: Pick<Evaluator, 'timeZone'>, info: TypeInfo, value: Known): string | null {
  if (typeof value !== 'string') return null
  return info.type === 'instant' ? businessDateOf(value, e.timeZone) : value
}

/** The business day of a date or instant value node. */
export function evaluatedDay(e: Evaluator, value: TypedValue): string | null {
  return dayOfValue(e, value.info, e.value(e, value))
}

/** Whole minor units, half a unit rounding up; null when they do not fit. */
export function wholeMinor(value: number): number | null {
  return fitting(Math.floor(value + 0.5))
}

/** Null for a number the warehouse's Int64 cannot hold. */
export function fitting(value: number): number | null {
  return Number.isInteger(value) && Math.abs(value) < 9223372036854775807 ? value : null
}

/** Orders values of one type: numbers by size, instants by time, texts by code point (as the engine's bytes do). */
export function compareKnown(info: TypeInfo, a: Known, b: Known): number {
  if (info.type === 'instant') return Date.parse(String(a)) - Date.parse(String(b))
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return Number(a) - Number(b)
}

function compareText(a: string, b: string): number {
  const left = Array.from(a, (letter) => letter.codePointAt(0) ?? 0)
  const right = Array.from(b, (letter) => letter.codePointAt(0) ?? 0)
  const at = left.findIndex((code, index) => code !== right[index])
  if (at < 0) return left.length - right.length
  return (left[at] ?? 0) - (right[at] ?? -1)
}
