import type { Column, Matrix } from '../data/matrix.js'
import { createRandom, shuffled } from '../data/random.js'

/** Rows with the values of one feature dealt out anew among them, for how much a score hangs on it. */
export function exchanged(matrix: Matrix, feature: number, seed: number): Matrix {
  const order = shuffled(matrix.rows, createRandom(seed, feature))
  const deal = (column: Column): Column =>
    column.kind === 'number'
      ? { ...column, values: Float64Array.from(order, (row) => column.values[row] ?? Number.NaN) }
      : { ...column, codes: Int32Array.from(order, (row) => column.codes[row] ?? -1) }
  return {
    rows: matrix.rows,
    columns: matrix.columns.map((column, at) => (at === feature ? deal(column) : column)),
  }
}

/**
 * Share of each feature in what a score does: the mean absolute move of the score when the feature's values are dealt
 * out anew (permutation, Breiman 2001, judged by the score itself and not by a label). `moved[i]` are the scores of
 * `exchanged(matrix, i, …)`; rows without a score in either count for nothing.
 */
export function exchangeShares(
  features: readonly string[],
  scores: ArrayLike<number>,
  moved: readonly ArrayLike<number>[],
): { readonly feature: string; readonly share: number }[] {
  const moves = moved.map((each) => meanMove(scores, each))
  const total = moves.reduce((sum, move) => sum + move, 0)
  const shares = features.map((feature, at) => ({ feature, share: total > 0 ? (moves[at] ?? 0) / total : 0 }))
  return shares.sort((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1))
}

function meanMove(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [sum, rows] = [0, 0]
  for (let at = 0; at < a.length; at += 1) {
    const move = Math.abs((b[at] ?? Number.NaN) - (a[at] ?? Number.NaN))
    if (!Number.isFinite(move)) continue
    sum += move
    rows += 1
  }
  return rows === 0 ? 0 : sum / rows
}
