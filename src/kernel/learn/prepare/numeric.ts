import { fail } from '#kernel/error'
import type { Column, NumberColumn } from '../data/matrix.js'
import { quantileCuts, quantilesOf } from '../metrics/quantile.js'
import type { Preparation, PreparationPlan } from './plan.js'

type PlanOf<Kind extends PreparationPlan['kind']> = Extract<PreparationPlan, { kind: Kind }>
type StepOf<Kind extends Preparation['kind']> = Extract<Preparation, { kind: Kind }>

/** What stands in for missing values. Errors: LEARN_COLUMN_KIND, LEARN_COLUMN_EMPTY, LEARN_PARAM. */
export function fitImpute(plan: PlanOf<'impute'>, column: Column, weights: Float64Array): StepOf<'impute'> {
  const indicator = plan.indicator === true ? `${column.name}_missing` : null
  return { kind: 'impute', column: column.name, value: standIn(plan.by, column, weights), indicator }
}

function standIn(by: PlanOf<'impute'>['by'], column: Column, weights: Float64Array): number | string {
  if (typeof by === 'object') return constantFor(by.constant, column)
  if (column.kind === 'category') {
    if (by !== 'mode') fail('LEARN_COLUMN_KIND', { column: column.name, expected: 'number', got: 'category' })
    return heaviestLevel(column, weights)
  }
  const value =
    by === 'median'
      ? (quantilesOf(column.values, [0.5], weights)[0] as number)
      : byWeight(by, column, weights)
  return Number.isNaN(value) ? fail('LEARN_COLUMN_EMPTY', { column: column.name }) : value
}

function constantFor(constant: number | string, column: Column): number | string {
  const kind = typeof constant === 'number' ? 'number' : 'category'
  if (kind !== column.kind) {
    fail('LEARN_COLUMN_KIND', { column: column.name, expected: kind, got: column.kind })
  }
  if (typeof constant === 'number' && !Number.isFinite(constant)) {
    fail('LEARN_PARAM', { name: 'constant', value: constant, allowed: 'finite' })
  }
  return constant
}

function byWeight(by: 'mean' | 'mode', column: NumberColumn, weights: Float64Array): number {
  if (by === 'mean') return momentsOf(column, weights).mean
  const totals = new Map<number, number>()
  column.values.forEach((value, row) => {
    if (!Number.isNaN(value)) totals.set(value, (totals.get(value) ?? 0) + (weights[row] as number))
  })
  let best = Number.NaN
  for (const [value, total] of totals) {
    const top = totals.get(best) ?? -1
    if (total > top || (total === top && value < best)) best = value
  }
  return best
}

function heaviestLevel(column: Extract<Column, { kind: 'category' }>, weights: Float64Array): string {
  const totals = new Float64Array(column.levels.length)
  column.codes.forEach((code, row) => {
    if (code >= 0) totals[code] = (totals[code] as number) + (weights[row] as number)
  })
  let best = -1
  column.levels.forEach((level, code) => {
    const gap = (totals[code] as number) - (totals[best] ?? 0)
    if (gap > 0 || (gap === 0 && best >= 0 && level < (column.levels[best] as string))) best = code
  })
  return column.levels[best] ?? fail('LEARN_COLUMN_EMPTY', { column: column.name })
}

/** Weighted mean and standard deviation of the values that are there. */
function momentsOf({ values }: NumberColumn, weights: Float64Array): { mean: number; deviation: number } {
  let [total, sum] = [0, 0]
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number
    if (Number.isNaN(value)) continue
    total += weights[row] as number
    sum += (weights[row] as number) * value
  }
  const mean = sum / total
  let squares = 0
  for (let row = 0; row < values.length; row += 1) {
    const gap = (values[row] as number) - mean
    if (!Number.isNaN(gap)) squares += (weights[row] as number) * gap * gap
  }
  return { mean, deviation: Math.sqrt(squares / total) }
}

/** Bounds at two quantiles (Tukey's winsorising). Errors: LEARN_PARAM, LEARN_COLUMN_EMPTY. */
export function fitWinsorise(
  plan: PlanOf<'winsorise'>,
  column: NumberColumn,
  weights: Float64Array,
): StepOf<'winsorise'> {
  const shares = [plan.low ?? 0.01, plan.high ?? 0.99]
  if (!(
    (shares[0] as number) >= 0 &&
    (shares[0] as number) < (shares[1] as number) &&
    (shares[1] as number) <= 1
  )) {
    fail('LEARN_PARAM', { name: 'low, high', value: shares.join(', '), allowed: '0 ≤ low < high ≤ 1' })
  }
  const [low, high] = quantilesOf(column.values, shares, weights) as [number, number]
  if (Number.isNaN(low)) fail('LEARN_COLUMN_EMPTY', { column: column.name })
  return { kind: 'winsorise', column: column.name, low, high }
}

/** Weighted mean and population standard deviation (1 for a constant). Error: LEARN_COLUMN_EMPTY. */
export function fitStandardise(column: NumberColumn, weights: Float64Array): StepOf<'standardise'> {
  const { mean, deviation } = momentsOf(column, weights)
  if (Number.isNaN(mean)) fail('LEARN_COLUMN_EMPTY', { column: column.name })
  const scale = deviation > 1e-12 * (1 + Math.abs(mean)) ? deviation : 1
  return { kind: 'standardise', column: column.name, mean, scale }
}

/** Cuts of about equal weight; bins are [cut, next cut). Errors: LEARN_PARAM, LEARN_COLUMN_EMPTY. */
export function fitBin(plan: PlanOf<'bin'>, column: NumberColumn, weights: Float64Array): StepOf<'bin'> {
  if (!(Number.isInteger(plan.bins) && plan.bins >= 2)) {
    fail('LEARN_PARAM', { name: 'bins', value: plan.bins, allowed: '≥ 2' })
  }
  if (!column.values.some((value) => !Number.isNaN(value))) {
    fail('LEARN_COLUMN_EMPTY', { column: column.name })
  }
  const cuts = quantileCuts(column.values, plan.bins, weights)
  return { kind: 'bin', column: column.name, cuts, labels: binLabels(cuts) }
}

/** Bins in words: `(-∞, 10)`, `[10, 20)`, `[20, ∞)`. */
export function binLabels(cuts: readonly number[]): string[] {
  if (cuts.length === 0) return ['(-∞, ∞)']
  const inner = cuts.slice(1).map((cut, at) => `[${cuts[at] as number}, ${cut})`)
  return [`(-∞, ${cuts[0] as number})`, ...inner, `[${cuts[cuts.length - 1] as number}, ∞)`]
}

/** log1p of the size with the sign kept: 0 stays 0, order is kept. */
export function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value))
}
