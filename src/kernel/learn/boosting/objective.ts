import { fail } from '#kernel/error'
import { checkLabel } from '../data/fit.js'
import type { Objective } from './options.js'

/** Numbers the gradient kernel knows objectives by. */
const CODES = { binary: 0, squares: 1, poisson: 2, tweedie: 3, quantile: 4 } as const

export function codeOf(objective: Exclude<Objective, { kind: 'multiclass' }>): { readonly code: number; readonly param: number } {
  const param = objective.kind === 'tweedie' ? objective.power : objective.kind === 'quantile' ? objective.alpha : 0
  return { code: CODES[objective.kind], param }
}

/** Errors: those of `checkLabel`; LEARN_LABEL_CONSTANT also when a class of multiclass has no row. */
export function checkTarget(objective: Objective, rows: number, label: ArrayLike<number>): void {
  switch (objective.kind) {
    case 'binary':
      checkLabel(rows, label, (value) => value === 0 || value === 1, '0 | 1')
      return
    case 'multiclass': {
      const { classes } = objective
      checkLabel(rows, label, (value) => Number.isInteger(value) && value >= 0 && value < classes, `0 … ${classes - 1}`)
      const seen = new Set(Array.from(label))
      const absent = Array.from({ length: classes }, (_, at) => at).find((at) => !seen.has(at))
      if (absent !== undefined) fail('LEARN_ARM_EMPTY', { arm: absent })
      return
    }
    case 'poisson':
    case 'tweedie':
      checkLabel(rows, label, (value) => value >= 0, '≥ 0')
      return
    case 'squares':
    case 'quantile':
      checkLabel(rows, label, () => true, 'number')
  }
}

/** Scores of the best constant, one a class. */
export function baseOf(objective: Objective, label: Float64Array, weights: Float64Array): number[] {
  if (objective.kind === 'quantile') return [weightedQuantile(label, weights, objective.alpha)]
  const means = new Float64Array(objective.kind === 'multiclass' ? objective.classes : 1)
  let total = 0
  for (let row = 0; row < label.length; row += 1) {
    const [y, w] = [label[row] as number, weights[row] as number]
    total += w
    if (objective.kind === 'multiclass') means[y] = (means[y] as number) + w
    else means[0] = (means[0] as number) + w * y
  }
  return Array.from(means, (sum) => linkOf(objective, sum / total))
}

function linkOf(objective: Objective, mean: number): number {
  // Rows of weight 0 may hold the only other value.
  if (objective.kind === 'binary' && (mean <= 0 || mean >= 1)) fail('LEARN_LABEL_CONSTANT', { value: mean })
  if (objective.kind === 'binary') return Math.log(mean / (1 - mean))
  return objective.kind === 'squares' ? mean : Math.log(Math.max(mean, 1e-300))
}

/** Smallest value that at least a share `alpha` of the weight does not exceed. */
export function weightedQuantile(values: ArrayLike<number>, weights: ArrayLike<number>, alpha: number): number {
  const order = Uint32Array.from({ length: values.length }, (_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b)
  let total = 0
  for (const at of order) total += weights[at] as number
  let sum = 0
  for (const at of order) {
    sum += weights[at] as number
    if (sum >= alpha * total && sum > 0) return values[at] as number
  }
  return values[order[order.length - 1] as number] ?? 0
}

/** Mean weighted loss of scores (class after class, `stride` apart), without constants. */
export function lossOf(objective: Objective, scores: Float64Array, stride: number, label: ArrayLike<number>, weights: ArrayLike<number>): number {
  let [sum, total] = [0, 0]
  for (let row = 0; row < label.length; row += 1) {
    const w = weights[row] as number
    total += w
    if (w > 0) sum += w * (objective.kind === 'multiclass' ? classLoss(scores, stride, row, objective.classes, label[row] as number) : rowLoss(objective, scores[row] as number, label[row] as number))
  }
  return sum / total
}

function rowLoss(objective: Exclude<Objective, { kind: 'multiclass' }>, score: number, y: number): number {
  switch (objective.kind) {
    case 'binary':
      return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - y * score
    case 'squares':
      return 0.5 * (score - y) ** 2
    case 'poisson':
      return Math.exp(score) - y * score
    case 'tweedie':
      return Math.exp((2 - objective.power) * score) / (2 - objective.power) - (y * Math.exp((1 - objective.power) * score)) / (1 - objective.power)
    case 'quantile':
      return y > score ? objective.alpha * (y - score) : (1 - objective.alpha) * (score - y)
  }
}

function classLoss(scores: Float64Array, stride: number, row: number, classes: number, label: number): number {
  let top = Number.NEGATIVE_INFINITY
  for (let at = 0; at < classes; at += 1) top = Math.max(top, scores[at * stride + row] as number)
  let sum = 0
  for (let at = 0; at < classes; at += 1) sum += Math.exp((scores[at * stride + row] as number) - top)
  return Math.log(sum) + top - (scores[label * stride + row] as number)
}

/** What a score is a link of: probability or mean. */
export function meanOf(objective: Objective, score: number): number {
  if (objective.kind === 'binary') return 1 / (1 + Math.exp(-score))
  return objective.kind === 'poisson' || objective.kind === 'tweedie' ? Math.exp(score) : score
}
