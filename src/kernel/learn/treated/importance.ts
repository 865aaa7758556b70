import type { Matrix } from '../data/matrix.js'
import type { TreatedModel } from './contract.js'
import { explainTreated } from './score.js'

const SAMPLE = 200

/** Share of each feature in what moves the effects: mean absolute reason over a sample of the rows and all arms, largest first. */
export function importanceOfTreated(model: TreatedModel, matrix: Matrix): { readonly feature: string; readonly share: number }[] {
  const moves = new Map<string, number>()
  const step = Math.max(1, Math.floor(matrix.rows / SAMPLE))
  for (let row = 0; row < matrix.rows; row += step) {
    for (const place of model.arms.keys()) {
      for (const { feature, effect } of explainTreated(model, place, matrix, row).reasons) moves.set(feature, (moves.get(feature) ?? 0) + Math.abs(effect))
    }
  }
  const total = [...moves.values()].reduce((sum, move) => sum + move, 0)
  return [...moves].map(([feature, move]) => ({ feature, share: total > 0 ? move / total : 0 })).sort((a, b) => b.share - a.share || (a.feature < b.feature ? -1 : 1))
}
