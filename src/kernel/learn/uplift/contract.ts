import type { Estimator } from '../data/fit.js'
import type { Fitted, ModelKind } from '../model/fitted.js'
import type { Interval } from '../metrics/interval.js'
import type { Overlap } from './overlap.js'

/** Who was treated, what came of it, and with what chance they were treated. */
export interface UpliftTarget {
  /** 1 treated, 0 not. */
  readonly treatment: ArrayLike<number>
  /** 0 or 1, or any number such as an amount. */
  readonly outcome: ArrayLike<number>
  /** Known chance of being treated, one for all or by row, strictly between 0 and 1. */
  readonly propensity?: number | ArrayLike<number>
}

/** Any estimator of the library with what its models can do. */
export interface Learner {
  readonly estimator: Estimator<ArrayLike<number>, Fitted>
  readonly kind: ModelKind<Fitted>
}

/** Finds what a part of a model can do from its kind. */
export type KindOf = (model: Fitted) => ModelKind<Fitted>

/** The chance of being treated as a model keeps it: for rows it has never seen. */
export type PropensityModel =
  | { readonly kind: 'constant'; readonly value: number }
  /** Chances are kept within [clip, 1 - clip]. */
  | { readonly kind: 'model'; readonly model: Fitted; readonly clip: number }

/** What the training rows say before any model of the effect. */
export interface UpliftFacts {
  readonly rows: number
  readonly treatedRows: number
  readonly controlRows: number
  /** Average effect over the training rows: doubly robust where the method has models of the outcome by fold, else weighted means. */
  readonly average: Interval
  /** Null where the method needs no propensity. */
  readonly overlap: Overlap | null
}

export type UpliftParts =
  | { readonly method: 's'; readonly treatment: string; readonly outcome: Fitted }
  | { readonly method: 't'; readonly treated: Fitted; readonly control: Fitted }
  | {
      readonly method: 'x'
      readonly treated: Fitted
      readonly control: Fitted
      readonly propensity: PropensityModel
    }
  | { readonly method: 'class'; readonly transformed: Fitted }
  | { readonly method: 'r' | 'dr'; readonly effect: Fitted }

/** A model of the effect of a treatment on an outcome: plain data made of plain models. */
export interface UpliftModel extends Fitted {
  readonly kind: 'uplift'
  readonly parts: UpliftParts
  readonly facts: UpliftFacts
}
