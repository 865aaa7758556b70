import type { BoostedModel } from '../boosting/model.js'
import type { Tick } from '../data/fit.js'
import type { Matrix } from '../data/matrix.js'
import type { LinearModel } from '../linear/model.js'
import type { Machine } from '../machine/machine.js'
import type { Calibrator } from '../metrics/recalibrate.js'
import type { Feature, Fitted } from '../model/fitted.js'
import type { Pipeline } from '../prepare/pipeline.js'

/** How to learn, before any data: plain data, kept with a model's definition. */
export type AlgorithmPlan =
  | { readonly kind: 'linear'; readonly l1?: number | undefined; readonly l2?: number | undefined }
  | {
      readonly kind: 'boosting'
      readonly trees?: number | undefined
      readonly rate?: number | undefined
      readonly leaves?: number | undefined
      readonly leafRows?: number | undefined
      readonly l2?: number | undefined
      /** Shares of rows and of features each tree sees. */
      readonly rows?: number | undefined
      readonly columns?: number | undefined
      /** Rounds without a better loss on the validation rows before it stops. */
      readonly patience?: number | undefined
      readonly monotone?: Readonly<Record<string, -1 | 1>> | undefined
    }

export interface TrainInput {
  /** `probability`: a label 0 or 1; `amount`: any finite number. */
  readonly target: 'probability' | 'amount'
  readonly algorithm: AlgorithmPlan
  readonly calibration: 'platt' | 'isotonic' | 'none'
  /** Of an amount: learned as it is, or as the log of one more (amounts from 0 with a long tail). Default plain. */
  readonly scale?: AmountScale['kind']
  readonly matrix: Matrix
  readonly label: Float64Array
  /** One weight a row; all 1 when absent. */
  readonly weights?: Float64Array
  /** Rows to stop and to calibrate on; null goes without both. */
  readonly validation: { readonly matrix: Matrix; readonly label: Float64Array } | null
  readonly seed: number
}

/** What an amount was learned as; `log` is turned back by exp and corrected by `smear`, so that the mean is right (Duan 1983). */
export type AmountScale = { readonly kind: 'plain' } | { readonly kind: 'log'; readonly smear: number }

/** Where an amount lies around its score, on the scale it was learned on: quantiles of the misses on validation rows (split conformal). */
export interface AmountSpread {
  readonly low: number
  readonly high: number
  readonly level: number
}

export interface TrainGround {
  readonly machine: Machine
  readonly tick?: Tick
}

/** A model with what stands before it (preparation) and behind it (calibration): plain data, one score. */
export interface TrainedModel extends Fitted {
  readonly kind: 'trained'
  /** Features as the caller gives them. */
  readonly features: readonly Feature[]
  /** Features of no value or one value in training: not used. */
  readonly unused: readonly string[]
  readonly pipeline: Pipeline | null
  readonly model: LinearModel | BoostedModel
  readonly calibrator: Calibrator | null
  /** Of an amount; plain when absent. */
  readonly scale?: AmountScale
  /** Of an amount with validation rows enough. */
  readonly spread?: AmountSpread | null
}
