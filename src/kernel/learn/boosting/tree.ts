/**
 * A tree as plain data, node after node; node 0 is the root and children come after their parent. A number goes left
 * when value ≤ threshold, a category when its code is among `levels`; a missing value goes where `missingLeft` says.
 */
export interface Tree {
  /** Place of the feature in the model's list, -1 for a leaf. */
  readonly feature: readonly number[]
  /** Each can be held by 32 bits; 0 for leaves and categories. */
  readonly threshold: readonly number[]
  readonly levels: readonly (readonly number[] | null)[]
  readonly missingLeft: readonly boolean[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** Output of leaves, 0 elsewhere. */
  readonly value: readonly number[]
  /** What the split took off the objective, 0 for leaves. */
  readonly gain: readonly number[]
  /** Training rows that came through. */
  readonly cover: readonly number[]
}

/** How one feature is cut into at most 255 bins; bin 255 is the missing. */
export type Binner =
  | {
      readonly kind: 'number'
      /** A bin's last value; the last bin has none. */
      readonly cuts: readonly number[]
    }
  | {
      readonly kind: 'category'
      /** Bin of each level's code. */
      readonly bins: Uint8Array
      readonly count: number
    }

export const MISSING_BIN = 255
