import { studentQuantile } from '#kernel/stats'
import type { Matrix } from '../data/matrix.js'
import type { TreatedModel } from './contract.js'
import { effectKind } from './planned.js'

/** Where the effect on a customer lies with the level said. */
export interface EffectRange {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly level: number
}

export const RANGE_LEVEL = 0.9

/** How many standard errors a range reaches, and what the squares around the mean are taken by: a jackknife by groups left out. */
export function rangeFactors(groups: number): { readonly reach: number; readonly scale: number } {
  return { reach: studentQuantile(0.5 + RANGE_LEVEL / 2, groups - 1), scale: (groups - 1) / groups }
}

/**
 * Ranges of the effects of every arm, customer by customer: how far the effect moves when the whole learning is done again
 * without one fold (delete-a-group jackknife, Kott 2001, with Student's t for the few groups). It is the error of learning
 * from these customers, and says nothing of what the learner cannot show. Null where no replicates are kept.
 */
export function effectRanges(model: TreatedModel, matrix: Matrix, effects: readonly Float64Array[]): (EffectRange | null)[] {
  return model.arms.map(({ replicates = [] }, at) => {
    const effect = effects[at]
    if (replicates.length < 2 || effect === undefined) return null
    const again = replicates.map((each) => effectKind(each).score(each, matrix))
    const { reach, scale } = rangeFactors(replicates.length)
    const error = effect.map((_, row) => {
      const mean = again.reduce((sum, values) => sum + (values[row] as number), 0) / again.length
      return reach * Math.sqrt(scale * again.reduce((sum, values) => sum + ((values[row] as number) - mean) ** 2, 0))
    })
    return { low: effect.map((value, row) => value - (error[row] as number)), high: effect.map((value, row) => value + (error[row] as number)), level: RANGE_LEVEL }
  })
}
