import type { Fitted } from '../model/fitted.js'
import type { CoefficientTest } from '../linear/model.js'
import type { StabilityBase } from '../metrics/stability.js'

/** How the share of label 1 may run over the bins of a number. `auto` is the better of rising and falling. */
export type Trend = 'auto' | 'ascending' | 'descending' | 'peak' | 'valley' | 'none'

export interface BinningOptions {
  readonly maxBins?: number
  /** Least share of all rows in a bin of regular values; default .05. */
  readonly minShare?: number
  /** Fine bins the search starts from; default 50. */
  readonly preBins?: number
  readonly trend?: Trend
  /** Numbers that mean something else than their size, such as -999: each gets a bin of its own. */
  readonly specials?: readonly number[]
}

/** One bin with its evidence. Label 1 is the bad outcome; WOE = ln(share of good / share of bad), IV its part of the sum. */
export interface Bin {
  readonly kind: 'values' | 'special' | 'missing'
  readonly label: string
  readonly rows: number
  readonly bad: number
  readonly share: number
  readonly badRate: number
  readonly woe: number
  readonly iv: number
  /** One outcome is absent: half a row of it was added so that the WOE is finite. */
  readonly softened: boolean
}

/**
 * Bins of a number: `values` bins [cut, next cut) in order, then one for each special, then missing. Of a category: groups
 * of levels in order of rising bad rate, then missing. A level not seen in training belongs to no bin: WOE 0.
 */
export type Binning =
  | {
      readonly kind: 'number'
      readonly feature: string
      readonly cuts: readonly number[]
      readonly specials: readonly number[]
      readonly trend: Exclude<Trend, 'auto'>
      readonly bins: readonly Bin[]
      readonly iv: number
    }
  | {
      readonly kind: 'category'
      readonly feature: string
      readonly groups: readonly (readonly string[])[]
      readonly bins: readonly Bin[]
      readonly iv: number
    }

/** One feature of a scorecard: its bins, the coefficient of its WOE, and the points of each bin and of an unseen level. */
export interface Characteristic {
  readonly binning: Binning
  readonly coefficient: number
  readonly points: readonly number[]
  readonly unseenPoints: number
  /** Mean points of the training rows. */
  readonly meanPoints: number
}

/** Points double the odds good : bad every `pdo`; `baseScore` points stand for `baseOdds` : 1. */
export interface Scaling {
  readonly pdo: number
  readonly baseScore: number
  readonly baseOdds: number
  /** Decimals each bin's points are rounded to (half away from zero), null for none. The score is the sum of rounded points. */
  readonly decimals: number | null
}

/**
 * A fitted scorecard: plain data. `population` 'accepted' says it was trained on accepted applicants only: their outcome
 * says little about those refused, whose bad rate is usually higher. No reject inference is done here; before the card
 * decides on all who apply, study it on a sample accepted at random or with outcomes bought from a bureau.
 */
export interface Scorecard extends Fitted {
  readonly kind: 'scorecard'
  readonly characteristics: readonly Characteristic[]
  readonly intercept: number
  readonly scaling: Scaling
  readonly tests: readonly CoefficientTest[] | null
  /** Features left out, for an information value under the least asked for. */
  readonly dropped: readonly { readonly feature: string; readonly iv: number }[]
  /** Features whose coefficient has the sign opposite to their WOE's meaning: look for overlap between features. */
  readonly reversed: readonly string[]
  readonly population: 'accepted' | 'all'
  /** Distribution of the score in training, for PSI. */
  readonly base: StabilityBase
  readonly rows: number
}
