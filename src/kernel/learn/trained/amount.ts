import { fail } from '#kernel/error'
import { param, sql, type Sql } from '#kernel/sql'
import { quantilesOf } from '../metrics/quantile.js'
import type { Explanation } from '../model/fitted.js'
import type { AmountScale, AmountSpread, TrainedModel } from './contract.js'

/** Share of customers whose amount lies in the range said. */
const LEVEL = 0.8
/** Validation rows below which no range is said. */
const LEAST_ROWS = 50
/** Misses are not taken as above this power of e: one absurd answer is no reason for infinity. */
const HIGHEST = 60

/** Amounts on the scale they are learned on. Error: LEARN_LABEL_VALUE where a log is asked of an amount below 0. */
export function onScale(label: Float64Array, scale: AmountScale['kind']): Float64Array {
  if (scale === 'plain') return label
  return label.map((value, row) => (value >= 0 ? Math.log1p(value) : fail('LEARN_LABEL_VALUE', { row: row + 1, value, allowed: '≥ 0' })))
}

/** The scale of a fitted model: of a log with the factor that makes the mean of the rows right. `raw` are scores on the scale. */
export function scaleOf(kind: AmountScale['kind'], label: Float64Array, raw: Float64Array): AmountScale {
  if (kind === 'plain') return { kind }
  const [said, was] = [mean(raw, (value) => Math.exp(Math.min(HIGHEST, value))), mean(label, (value) => value + 1)]
  return { kind, smear: said > 0 && Number.isFinite(was / said) ? was / said : 1 }
}

/** Where amounts lie around their scores: quantiles of the misses. Null with too few rows. */
export function spreadOf(label: Float64Array, raw: Float64Array): AmountSpread | null {
  if (label.length < LEAST_ROWS) return null
  const misses = label.map((value, row) => value - (raw[row] as number))
  // One more row than there are: the next customer is one of them (Vovk, Gammerman and Shafer 2005).
  const edge = Math.max(0, (1 - LEVEL) / 2 - 1 / (misses.length + 1))
  const [low = 0, high = 0] = quantilesOf(misses, [edge, 1 - edge])
  return { low, high, level: LEVEL }
}

/** Scores on the model's scale as amounts, in place. */
export function asAmounts(scores: Float64Array, scale: AmountScale | undefined): Float64Array {
  if (scale?.kind !== 'log') return scores
  return scores.map((raw) => Math.max(0, scale.smear * Math.exp(Math.min(HIGHEST, raw)) - 1))
}

/** The same of an expression. */
export function amountSql(score: Sql, scale: AmountScale | undefined): Sql {
  if (scale?.kind !== 'log') return score
  return sql`greatest(0, ${param(scale.smear, 'Float64')} * exp(least(${param(HIGHEST, 'Float64')}, ${score})) - 1)`
}

/**
 * Reasons of an amount learned as a log, in the unit of the amount: the largest moves first, each from where the ones
 * before it have come to, so that signs stay and all add up.
 */
export function inAmounts({ base, reasons }: Explanation, scale: AmountScale | undefined): Explanation {
  if (scale?.kind !== 'log') return { base, reasons }
  const amount = (raw: number): number => scale.smear * Math.exp(Math.min(HIGHEST, raw)) - 1
  let raw = base
  const told = reasons.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect)).map((reason) => {
    const before = amount(raw)
    raw += reason.effect
    return { ...reason, effect: amount(raw) - before }
  })
  return { base: amount(base), reasons: told }
}

/** The range an amount lies in with the level said, from its score; null of a model that says none. */
export function amountRange({ scale, spread }: Pick<TrainedModel, 'scale' | 'spread'>, score: number): { readonly low: number; readonly high: number; readonly level: number } | null {
  if (spread === undefined || spread === null) return null
  if (scale?.kind !== 'log') return { low: score + spread.low, high: score + spread.high, level: spread.level }
  const raw = Math.log((score + 1) / scale.smear)
  return { low: Math.max(0, Math.exp(raw + spread.low) - 1), high: Math.max(0, Math.exp(raw + spread.high) - 1), level: spread.level }
}

function mean(values: Float64Array, of: (value: number) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0) / Math.max(1, values.length)
}
