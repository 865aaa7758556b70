import { checkBinary, weightsOf } from '../data/fit.js'
import { fallingGroups, groupScores } from './order.js'

/** Rows by falling score with their labels; found once, then weighed as often as needed. */
export interface Ranking {
  /** Row at each place, highest score first. */
  readonly order: Uint32Array
  /** Place after the last row of every group of equal scores. */
  readonly ends: Uint32Array
  /** Score of every group. */
  readonly scores: Float64Array
  /** Label (0 or 1) at each place. */
  readonly labels: Uint8Array
}

/** What a ranking gathers down to each distinct score: total weight of label 1 and of label 0 at or above it. */
export interface Curve {
  readonly scores: Float64Array
  readonly positives: Float64Array
  readonly negatives: Float64Array
}

/** The one sort behind AUC, KS, average precision, lift and gain. Errors: those of `checkBinary`, LEARN_SCORE. */
export function rankingOf(label: ArrayLike<number>, score: ArrayLike<number>): Ranking {
  checkBinary(score.length, label)
  const found = fallingGroups(score)
  const { order, ends } = found
  const given = new Uint8Array(order.length)
  given.set(label)
  const labels = new Uint8Array(order.length)
  for (let place = 0; place < order.length; place += 1) labels[place] = given[order[place] as number] as number
  let scores: Float64Array | null = null
  return {
    order,
    ends,
    labels,
    // Looked up when somebody asks: an AUC does not.
    get scores() {
      return (scores ??= groupScores(score, found))
    },
  }
}

/** The curve of a ranking under weights by row (all 1 when absent). Errors: LEARN_ROWS_DIFFER, LEARN_WEIGHT. */
export function curveOf(ranking: Ranking, weights?: Float64Array): Curve {
  const { ends, order, labels } = ranking
  const positives = new Float64Array(ends.length)
  const negatives = new Float64Array(ends.length)
  const checked = weights === undefined ? undefined : weightsOf(order.length, weights)
  let up = 0
  let down = 0
  let place = 0
  for (let group = 0; group < ends.length; group += 1) {
    const end = ends[group] as number
    for (; place < end; place += 1) {
      const weight = checked === undefined ? 1 : (checked[order[place] as number] as number)
      if (labels[place] === 1) up += weight
      else down += weight
    }
    positives[group] = up
    negatives[group] = down
  }
  return {
    get scores() {
      return ranking.scores
    },
    positives,
    negatives,
  }
}

/** Total weight of label 1 and label 0. */
export function totalsOf(curve: Curve): { positives: number; negatives: number } {
  const last = curve.positives.length - 1
  return { positives: curve.positives[last] ?? 0, negatives: curve.negatives[last] ?? 0 }
}
