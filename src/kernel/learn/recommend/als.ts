import { fail } from '#kernel/error'
import type { Tick } from '../data/fit.js'
import { createRandom } from '../data/random.js'
import { cholesky, dot, inverseOf, solveFactor } from '../linear/dense.js'
import { basketOf, transposed, type Interactions } from './interactions.js'
import type { Recommended } from './recommended.js'

export interface AlsOptions {
  /** Default 16. */
  readonly factors?: number
  /** Confidence of a pair is 1 + alpha × weight. Default 40. */
  readonly alpha?: number
  /** Default 0.1. */
  readonly lambda?: number
  /** Default 15. */
  readonly rounds?: number
}

export type AlsPlan = Readonly<Required<Pick<AlsOptions, 'factors' | 'alpha' | 'lambda'>>>

/** Item factors of an implicit-feedback factorisation: a user's are solved from their basket. Plain data. */
export interface AlsModel extends AlsPlan {
  readonly kind: 'als'
  readonly items: number
  /** Row-major items × factors. */
  readonly itemFactors: readonly number[]
}

/**
 * Collaborative filtering for implicit feedback by alternating least squares (Hu, Koren and Volinsky 2008). The same rows and
 * seed give the same model. Errors: LEARN_PARAM, LEARN_EMPTY.
 */
export function fitAls(
  rows: Interactions,
  options: AlsOptions = {},
  fit: { readonly seed: number; readonly tick?: Tick } = { seed: 1 },
): AlsModel {
  const { rounds, ...plan } = checked(options)
  const { factors } = plan
  if (rows.columns.length === 0) fail('LEARN_EMPTY')
  const random = createRandom(fit.seed)
  const byItem = transposed(rows)
  let itemFactors = Float64Array.from(
    { length: rows.items * factors },
    () => random.normal() / Math.sqrt(factors),
  )
  for (let round = 0; round < rounds; round += 1) {
    const userFactors = solveSide(rows, itemFactors, plan)
    itemFactors = solveSide(byItem, userFactors, plan)
    fit.tick?.((round + 1) / rounds)
  }
  return { kind: 'als', ...plan, items: rows.items, itemFactors: [...itemFactors] }
}

function checked({ factors = 16, alpha = 40, lambda = 0.1, rounds = 15 }: AlsOptions): Required<AlsOptions> {
  for (const [name, value] of Object.entries({ factors, rounds }))
    {if (!(Number.isInteger(value) && value >= 1 && value <= 500))
      {fail('LEARN_PARAM', { name, value, allowed: '1 … 500' })}}
  for (const [name, value] of Object.entries({ alpha, lambda }))
    {if (!(value > 0 && Number.isFinite(value))) fail('LEARN_PARAM', { name, value, allowed: '> 0' })}
  return { factors, alpha, lambda, rounds }
}

/** One half of a round: the factors of every row, the other side held. */
function solveSide(rows: Interactions, other: Float64Array, plan: AlsPlan): Float64Array<ArrayBuffer> {
  const gram = gramOf(other, plan.factors)
  const found = new Float64Array(rows.users * plan.factors)
  for (let row = 0; row < rows.users; row += 1) {
    const { items, weights } = basketOf(rows, row)
    if (items.length > 0)
      {found.set(
        solveFactor(
          factorOf(normalOf(gram, other, items, weights, plan), plan.factors),
          rightOf(other, items, weights, plan),
        ),
        row * plan.factors,
      )}
  }
  return found
}

/** Yᵀ·Y, the part of the normal equations all rows share. */
function gramOf(other: Float64Array, factors: number): Float64Array {
  const gram = new Float64Array(factors * factors)
  for (let row = 0; row < other.length; row += factors) addOuter(gram, other.subarray(row, row + factors), 1)
  return gram
}

function addOuter(matrix: Float64Array, vector: Float64Array, times: number): void {
  const size = vector.length
  for (let a = 0; a < size; a += 1) {
    const scaled = (vector[a] ?? 0) * times
    for (let b = 0; b < size; b += 1)
      {matrix[a * size + b] = (matrix[a * size + b] ?? 0) + scaled * (vector[b] ?? 0)}
  }
}

/** Yᵀ·C·Y + λ·I of one row: YᵀY and what the row's own pairs add (their confidence less 1). */
function normalOf(
  gram: Float64Array,
  other: Float64Array,
  items: ArrayLike<number>,
  weights: ArrayLike<number>,
  { factors, alpha, lambda }: AlsPlan,
): Float64Array {
  const normal = Float64Array.from(gram)
  for (let at = 0; at < factors; at += 1)
    {normal[at * factors + at] = (normal[at * factors + at] ?? 0) + lambda}
  for (let at = 0; at < items.length; at += 1)
    {addOuter(normal, vectorOf(other, items[at] ?? 0, factors), alpha * (weights[at] ?? 0))}
  return normal
}

/** Yᵀ·C·p: preferences are 1 where there is a pair. */
function rightOf(
  other: Float64Array,
  items: ArrayLike<number>,
  weights: ArrayLike<number>,
  { factors, alpha }: AlsPlan,
): Float64Array {
  const right = new Float64Array(factors)
  for (let at = 0; at < items.length; at += 1) {
    const vector = vectorOf(other, items[at] ?? 0, factors)
    for (let factor = 0; factor < factors; factor += 1)
      {right[factor] = (right[factor] ?? 0) + (1 + alpha * (weights[at] ?? 0)) * (vector[factor] ?? 0)}
  }
  return right
}

function vectorOf(side: Float64Array, row: number, factors: number): Float64Array {
  return side.subarray(row * factors, (row + 1) * factors)
}

function factorOf(normal: Float64Array, size: number) {
  const factor = cholesky(normal, size)
  return factor.kind === 'factor' ? factor : fail('LEARN_PARAM', { name: 'lambda', value: 0, allowed: '> 0' })
}

/** What scores users by a model, ready for many. */
export interface AlsScorer {
  /** Preference of every item for a basket: near 1 likely, near 0 not; of an empty one all 0. */
  scores(items: ArrayLike<number>, weights: ArrayLike<number>): Float64Array
  /** Which held items speak for one (section 5 of the paper), largest first; the effects add up to its score. */
  reasons(items: ArrayLike<number>, weights: ArrayLike<number>, item: number): Recommended['because']
}

export function alsScorer(model: AlsModel): AlsScorer {
  const side = Float64Array.from(model.itemFactors)
  const gram = gramOf(side, model.factors)
  const { factors, alpha } = model
  return {
    scores(items, weights) {
      if (items.length === 0) return new Float64Array(model.items)
      const user = solveFactor(
        factorOf(normalOf(gram, side, items, weights, model), factors),
        rightOf(side, items, weights, model),
      )
      return Float64Array.from({ length: model.items }, (_, item) => dot(user, vectorOf(side, item, factors)))
    },
    reasons(items, weights, item) {
      if (items.length === 0) return []
      const inverse = inverseOf(factorOf(normalOf(gram, side, items, weights, model), factors))
      const own = vectorOf(side, item, factors)
      const spread = Float64Array.from({ length: factors }, (_, row) =>
        dot(inverse.subarray(row * factors, (row + 1) * factors), own),
      )
      return Array.from(items, (held, at) => ({
        item: held,
        effect: dot(spread, vectorOf(side, held, factors)) * (1 + alpha * (weights[at] ?? 0)),
      })).sort((a, b) => b.effect - a.effect || a.item - b.item)
    },
  }
}
