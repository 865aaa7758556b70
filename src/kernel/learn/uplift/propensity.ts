import { fail } from '#kernel/error'
import { param, sql, type Sql } from '#kernel/sql'
import type { Tick } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import type { Feature } from '../model/fitted.js'
import type { KindOf, Learner, PropensityModel } from './contract.js'
import { crossFit, fitOn, type Ground } from './ground.js'
import { overlapOf, type Overlap } from './overlap.js'

export interface PropensityOptions {
  /** Learns who gets treated, for data where that was not left to chance. Without one the share of the treated holds for all. */
  readonly propensity?: Learner
  /** Estimated chances are kept within [clip, 1 - clip]; default .01. */
  readonly clip?: number
}

export interface Propensity {
  /** Of the training rows; estimated by models that did not see the row. */
  readonly chances: Float64Array
  readonly model: PropensityModel
  readonly overlap: Overlap
}

/** Checked clip. Error: LEARN_PARAM. */
export function clipOf(options: PropensityOptions): number {
  const clip = options.clip ?? 0.01
  if (!(clip > 0 && clip < 0.5)) fail('LEARN_PARAM', { name: 'clip', value: clip, allowed: '0 < clip < 0.5' })
  return clip
}

/** The chance of treatment of the training rows: known, estimated by a learner with cross-fitting, or the treated share. */
export function propensityOf(
  ground: Ground,
  options: PropensityOptions,
  dealt: Uint8Array,
  tick?: Tick,
): Propensity {
  const { matrix, treatment, weights, known } = ground
  if (known !== null) {
    const overlap = overlapOf({ matrix, treatment, propensity: known, weights })
    return { chances: known, model: { kind: 'constant', value: meanOf(known, weights) }, overlap }
  }
  if (options.propensity === undefined) {
    const value = meanOf(treatment, weights)
    const chances = new Float64Array(matrix.rows).fill(value)
    return {
      chances,
      model: { kind: 'constant', value },
      overlap: overlapOf({ matrix, treatment, propensity: chances, weights }),
    }
  }
  return estimated(ground, options.propensity, clipOf(options), dealt, tick)
}

function estimated(
  ground: Ground,
  learner: Learner,
  clip: number,
  dealt: Uint8Array,
  tick?: Tick,
): Propensity {
  const { matrix, treatment, weights } = ground
  const chances = crossFit(learner, ground, dealt, treatment, null, tick)
  let clippedRows = 0
  chances.forEach((chance, row) => {
    const kept = clipped(chance, clip)
    if (kept !== chance) clippedRows += 1
    chances[row] = kept
  })
  const model = fitOn(learner, ground, null, Float64Array.from(treatment))
  return {
    chances,
    model: { kind: 'model', model, clip },
    overlap: overlapOf({ matrix, treatment, propensity: chances, weights, clippedRows }),
  }
}

/** Chances of rows, seen in training or not. */
export function propensityScores(kindOf: KindOf, propensity: PropensityModel, matrix: Matrix): Float64Array {
  if (propensity.kind === 'constant') return new Float64Array(matrix.rows).fill(propensity.value)
  const { model, clip } = propensity
  return kindOf(model)
    .score(model, matrix)
    .map((chance) => clipped(chance, clip))
}

export function propensitySql(
  kindOf: KindOf,
  propensity: PropensityModel,
  column: (feature: Feature) => Sql,
): Sql {
  if (propensity.kind === 'constant') return sql`${param(propensity.value, 'Float64')}`
  const { model, clip } = propensity
  const chance = kindOf(model).sql(model, column)
  return sql`least(${param(1 - clip, 'Float64')}, greatest(${param(clip, 'Float64')}, ${chance}))`
}

function clipped(chance: number, clip: number): number {
  return Math.min(1 - clip, Math.max(clip, chance))
}

export function meanOf(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  let [sum, total] = [0, 0]
  for (let row = 0; row < values.length; row += 1) {
    sum += (weights[row] as number) * (values[row] as number)
    total += weights[row] as number
  }
  return sum / total
}
