import { fallingOrder } from '../metrics/order.js'
import { checkSurvival, type Survival } from './history.js'

/**
 * Harrell's C: among pairs in which one is known to have had the event first, the share where that one had the higher
 * risk, ties of risk counting half. Pairs with events at the same time say nothing; one cut off at the time of the
 * other's event outlived it. A Fenwick tree over ranks makes it n log n. NaN when no pair says anything.
 */
export function concordance(survival: Survival, risk: ArrayLike<number>): number {
  const weights = checkSurvival(survival)
  const { time, event } = survival
  const rank = ranksOf(risk)
  const tree = new Float64Array(rank.length + 1)
  const order = fallingOrder(time)
  let [inside, right, pairs] = [0, 0, 0]
  const insert = (row: number) => {
    inside += weights[row] as number
    for (let at = rank[row] as number; at < tree.length; at += at & -at) {
      tree[at] = (tree[at] as number) + (weights[row] as number)
    }
  }
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && time[order[end] as number] === time[order[start] as number]) end += 1
    const rows = order.subarray(start, end)
    for (const row of rows) if (event[row] === 0) insert(row)
    for (const row of rows) {
      if (event[row] === 0) continue
      const at = rank[row] as number
      const below = sumTo(tree, at - 1)
      const same = sumTo(tree, at) - below
      right += (weights[row] as number) * (below + same / 2)
      pairs += (weights[row] as number) * inside
    }
    for (const row of rows) if (event[row] === 1) insert(row)
  }
  return right / pairs
}

function sumTo(tree: Float64Array, to: number): number {
  let sum = 0
  for (let at = to; at > 0; at -= at & -at) sum += tree[at] as number
  return sum
}

/** Ranks from 1, equal values sharing one. */
function ranksOf(values: ArrayLike<number>): Uint32Array {
  const order = fallingOrder(values).reverse()
  const ranks = new Uint32Array(values.length)
  let rank = 0
  order.forEach((row, at) => {
    if (at === 0 || values[row] !== values[order[at - 1] as number]) rank += 1
    ranks[row] = rank
  })
  return ranks
}
