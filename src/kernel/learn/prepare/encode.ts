import { fail } from '#kernel/error'
import { checkBinary } from '../data/fit.js'
import type { CategoryColumn, NumberColumn } from '../data/matrix.js'
import { createRandom, shuffled } from '../data/random.js'
import type { EncodePreparation, PreparationPlan } from './plan.js'

type EncodePlan = Extract<PreparationPlan, { kind: 'encode' }>

interface Tally {
  /** Weight of rows, and weight × label, by level; the last place is of missing values. */
  readonly rows: Float64Array
  readonly sums: Float64Array
}

/** An encoding fitted on all rows, and the values the training rows themselves get: each from the folds it is not in. */
export interface FittedEncoding {
  readonly step: EncodePreparation
  readonly training: NumberColumn
}

/**
 * Target encoding (Micci-Barreca 2001): (sum of label + m × overall mean) / (weight + m). Weight of evidence: ln of the
 * shares of label 1 and label 0 in the level, each with m rows of the overall mix added; 0 says nothing either way.
 * Training rows get values of folds they are not in, dealt by seed, or the model would be told their labels.
 * Errors: LEARN_TARGET_NEEDED, LEARN_PARAM, those of `checkBinary` (woe), LEARN_LABEL_VALUE.
 */
export function fitEncode(
  plan: EncodePlan,
  column: CategoryColumn,
  target: ArrayLike<number> | undefined,
  weights: Float64Array,
  seed: number,
): FittedEncoding {
  const label = checkedTarget(plan, column, target)
  const smoothing = plan.smoothing ?? 10
  const folds = plan.folds ?? 5
  if (!(smoothing >= 0)) fail('LEARN_PARAM', { name: 'smoothing', value: smoothing, allowed: '≥ 0' })
  if (!(Number.isInteger(folds) && folds >= 2)) {
    fail('LEARN_PARAM', { name: 'folds', value: folds, allowed: '≥ 2' })
  }
  const all = tally(column, label, weights)
  const whole = valuesOf(plan.by, all, smoothing)
  const missing = column.levels.length
  const step: EncodePreparation = {
    kind: 'encode',
    column: column.name,
    by: plan.by,
    levels: column.levels,
    values: Array.from(whole.values.subarray(0, missing)),
    unseen: whole.unseen,
    missing: whole.values[missing] as number,
  }
  return { step, training: outOfFold(plan.by, column, label, weights, { smoothing, folds, seed, all }) }
}

function checkedTarget(
  plan: EncodePlan,
  column: CategoryColumn,
  target: ArrayLike<number> | undefined,
): ArrayLike<number> {
  if (target === undefined) return fail('LEARN_TARGET_NEEDED', { column: column.name })
  const rows = column.codes.length
  if (plan.by === 'woe') checkBinary(rows, target)
  else if (rows === 0) fail('LEARN_EMPTY')
  else if (target.length !== rows) {
    fail('LEARN_ROWS_DIFFER', { column: 'label', rows: target.length, expected: rows })
  }
  for (let row = 0; row < rows; row += 1) {
    if (!Number.isFinite(target[row])) {
      fail('LEARN_LABEL_VALUE', { row: row + 1, value: target[row] as number, allowed: 'finite' })
    }
  }
  return target
}

function tally(
  column: CategoryColumn,
  label: ArrayLike<number>,
  weights: Float64Array,
  folds?: Uint8Array,
  fold = 0,
): Tally {
  const size = column.levels.length + 1
  const rows = new Float64Array(size)
  const sums = new Float64Array(size)
  for (let row = 0; row < column.codes.length; row += 1) {
    if (folds !== undefined && folds[row] !== fold) continue
    const code = column.codes[row] as number
    const place = code < 0 ? size - 1 : code
    rows[place] = (rows[place] as number) + (weights[row] as number)
    sums[place] = (sums[place] as number) + (weights[row] as number) * (label[row] as number)
  }
  return { rows, sums }
}

function valuesOf(
  by: EncodePlan['by'],
  { rows, sums }: Tally,
  smoothing: number,
): { values: Float64Array; unseen: number } {
  const total = rows.reduce((sum, value) => sum + value, 0)
  const hits = sums.reduce((sum, value) => sum + value, 0)
  const mean = hits / total
  if (by === 'target') {
    const values = rows.map((weight, at) =>
      weight + smoothing > 0 ? ((sums[at] as number) + smoothing * mean) / (weight + smoothing) : mean,
    )
    return { values, unseen: mean }
  }
  const values = rows.map((weight, at) => {
    if (weight === 0) return 0
    const up = ((sums[at] as number) + smoothing * mean) / hits
    const down = (weight - (sums[at] as number) + smoothing * (1 - mean)) / (total - hits)
    return Math.log(up / down)
  })
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) fail('LEARN_PARAM', { name: 'smoothing', value: smoothing, allowed: '> 0' })
  return { values, unseen: 0 }
}

interface FoldOptions {
  readonly smoothing: number
  readonly folds: number
  readonly seed: number
  readonly all: Tally
}

function outOfFold(
  by: EncodePlan['by'],
  column: CategoryColumn,
  label: ArrayLike<number>,
  weights: Float64Array,
  { smoothing, folds, seed, all }: FoldOptions,
): NumberColumn {
  const rows = column.codes.length
  const dealt = new Uint8Array(rows)
  shuffled(rows, createRandom(seed)).forEach((row, at) => {
    dealt[row] = at % folds
  })
  const values = new Float64Array(rows)
  for (let fold = 0; fold < folds; fold += 1) {
    const own = tally(column, label, weights, dealt, fold)
    const others = { rows: less(all.rows, own.rows), sums: less(all.sums, own.sums) }
    const found = valuesOf(by, others, smoothing)
    for (let row = 0; row < rows; row += 1) {
      if (dealt[row] !== fold) continue
      const code = column.codes[row] as number
      values[row] = found.values[code < 0 ? column.levels.length : code] as number
    }
  }
  return { kind: 'number', name: column.name, values }
}

function less(whole: Float64Array, part: Float64Array): Float64Array {
  return whole.map((value, at) => {
    const rest = value - (part[at] as number)
    return Math.abs(rest) < 1e-9 ? 0 : rest
  })
}
