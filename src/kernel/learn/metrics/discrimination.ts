import { normalQuantile } from '#kernel/stats'
import type { Interval } from './interval.js'
import { totalsOf, type Curve } from './ranking.js'

/**
 * Area under the ROC curve: chance that a row of label 1 scores above a row of label 0, ties counting half.
 * Mann-Whitney form, Hanley and McNeil 1982. NaN when one label has no weight.
 */
export function auc(curve: Curve): number {
  const { positives, negatives } = curve
  const total = totalsOf(curve)
  let area = 0
  let up = 0
  let down = 0
  for (let group = 0; group < positives.length; group += 1) {
    const nextUp = positives[group] as number
    const nextDown = negatives[group] as number
    area += (nextDown - down) * (up + nextUp)
    up = nextUp
    down = nextDown
  }
  return area / 2 / (total.positives * total.negatives)
}

/** Gini of a ranking: twice the AUC less 1 (Somers' D of a binary label). */
export function gini(curve: Curve): number {
  return 2 * auc(curve) - 1
}

/** Kolmogorov-Smirnov distance between the score distributions of the two labels, and the score where it is reached. */
export function ks(curve: Curve): { readonly value: number; readonly score: number } {
  const { positives, negatives, scores } = curve
  const total = totalsOf(curve)
  let value = 0
  let score = scores[0] ?? Number.NaN
  for (let group = 0; group < scores.length; group += 1) {
    const up = (positives[group] as number) / total.positives
    const gap = Math.abs(up - (negatives[group] as number) / total.negatives)
    if (gap > value) {
      value = gap
      score = scores[group] as number
    }
  }
  return { value: total.positives > 0 && total.negatives > 0 ? value : Number.NaN, score }
}

/**
 * Average precision: precision at every distinct score weighted by the recall it adds, no interpolation (the area under
 * the precision-recall curve as Davis and Goadrich 2006 advise).
 */
export function averagePrecision(curve: Curve): number {
  const { positives, negatives } = curve
  const total = totalsOf(curve)
  let area = 0
  let before = 0
  for (let group = 0; group < positives.length; group += 1) {
    const up = positives[group] as number
    if (up > before) area += ((up - before) * up) / (up + (negatives[group] as number))
    before = up
  }
  return area / total.positives
}

/**
 * AUC with the interval of DeLong, DeLong and Clarke-Pearson 1988, by the ranks of Sun and Xu 2014: one pass, ties right.
 * Weights count rows: weight 2 is the row twice. The interval is cut to 0 … 1.
 */
export function aucInterval(curve: Curve, level = 0.95): Interval {
  const { positives, negatives } = curve
  const total = totalsOf(curve)
  const value = auc(curve)
  let spreadUp = 0
  let spreadDown = 0
  let up = 0
  let down = 0
  for (let group = 0; group < positives.length; group += 1) {
    const nextUp = positives[group] as number
    const nextDown = negatives[group] as number
    const below = 1 - (down + nextDown) / 2 / total.negatives - value
    const above = (up + nextUp) / 2 / total.positives - value
    spreadUp += (nextUp - up) * below * below
    spreadDown += (nextDown - down) * above * above
    up = nextUp
    down = nextDown
  }
  const variance =
    spreadUp / (total.positives - 1) / total.positives + spreadDown / (total.negatives - 1) / total.negatives
  const error = Math.sqrt(variance)
  const reach = normalQuantile(0.5 + level / 2) * error
  const [low, high] = [Math.max(0, value - reach), Math.min(1, value + reach)]
  return { value, error, low, high, level, method: 'DeLong' }
}
