import { fail } from '#kernel/error'
import { fallingOrder } from './order.js'

/** Ranks from 1, ties with their mean. */
function meanRanks(values: ArrayLike<number>): Float64Array {
  const order = fallingOrder(values)
  const ranks = new Float64Array(values.length)
  let from = 0
  while (from < order.length) {
    let to = from
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to += 1
    for (let at = from; at < to; at += 1) ranks[order[at] as number] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

/** Spearman's rank correlation with ties by their mean rank; 0 where one side is constant. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_SCORE. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length === 0) fail('LEARN_EMPTY')
  if (a.length !== b.length) fail('LEARN_ROWS_DIFFER', { column: 'b', rows: b.length, expected: a.length })
  const [x, y] = [meanRanks(a), meanRanks(b)]
  const middle = (a.length + 1) / 2
  let [xx, yy, xy] = [0, 0, 0]
  for (let at = 0; at < x.length; at += 1) {
    const [dx, dy] = [(x[at] as number) - middle, (y[at] as number) - middle]
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy)
}
