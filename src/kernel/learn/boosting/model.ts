import type { Fitted } from '../model/fitted.js'
import type { Objective } from './options.js'
import type { Tree } from './tree.js'

/**
 * Boosted trees: score = base + the outputs of all trees (tree t belongs to class t mod classes). Plain data: JSON keeps
 * every number, so a model read back scores the same bits.
 */
export interface BoostedModel extends Fitted {
  readonly kind: 'boosting'
  readonly objective: Objective
  /** Starting scores, one a class. */
  readonly base: readonly number[]
  readonly trees: readonly Tree[]
  readonly rows: number
  /** Mean loss on the validation rows after each round, as long as they were watched. */
  readonly validation: readonly number[]
}

export function classesOf({ base }: BoostedModel): number {
  return base.length
}
