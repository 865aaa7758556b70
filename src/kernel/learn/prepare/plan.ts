/** What a person asks for, before any data is seen. `columns` defaults to every column of the kind the step works on. */
export type PreparationPlan =
  | {
      readonly kind: 'impute'
      readonly columns?: readonly string[]
      /** Median and mean are for numbers; a constant fits columns of its own kind. */
      readonly by: 'median' | 'mean' | 'mode' | { readonly constant: number | string }
      /** Adds a column `<name>_missing` of 0 and 1. */
      readonly indicator?: boolean
    }
  | {
      readonly kind: 'winsorise'
      readonly columns?: readonly string[]
      /** Shares cut off below and above; default .01 and .99. */
      readonly low?: number
      readonly high?: number
    }
  | { readonly kind: 'log'; readonly columns?: readonly string[] }
  | { readonly kind: 'standardise'; readonly columns?: readonly string[] }
  | { readonly kind: 'one-hot'; readonly columns?: readonly string[] }
  | { readonly kind: 'bin'; readonly columns?: readonly string[]; readonly bins: number }
  | {
      readonly kind: 'encode'
      readonly columns?: readonly string[]
      /** Mean of the label, or weight of evidence ln(share of label 1 / share of label 0). */
      readonly by: 'target' | 'woe'
      /** Rows' worth of the overall rate added to each level; default 10. */
      readonly smoothing?: number
      /** Folds of the training values; default 5. */
      readonly folds?: number
    }

/** A fitted step on one column: plain data. */
export type Preparation =
  | {
      readonly kind: 'impute'
      readonly column: string
      readonly value: number | string
      readonly indicator: string | null
    }
  | { readonly kind: 'winsorise'; readonly column: string; readonly low: number; readonly high: number }
  | { readonly kind: 'log'; readonly column: string }
  | { readonly kind: 'standardise'; readonly column: string; readonly mean: number; readonly scale: number }
  | {
      readonly kind: 'one-hot'
      readonly column: string
      readonly levels: readonly string[]
      readonly names: readonly string[]
    }
  | {
      readonly kind: 'bin'
      readonly column: string
      readonly cuts: readonly number[]
      readonly labels: readonly string[]
    }
  | EncodePreparation

export interface EncodePreparation {
  readonly kind: 'encode'
  readonly column: string
  readonly by: 'target' | 'woe'
  readonly levels: readonly string[]
  readonly values: readonly number[]
  /** Value of a level not seen in training, and of a missing one. */
  readonly unseen: number
  readonly missing: number
}
