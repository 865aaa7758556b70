/** A tree of sentences, as a words file exports it. */
export interface WordTree {
  readonly [key: string]: string | WordTree
}

type Plural<K> = K extends `${infer Base}_other` ? `${Base}_one` : never

/**
 * The shape the English words must have, given the Chinese: every key, and for every `x_other` (the one plural form
 * Chinese has) also `x_one`.
 */
export type Translated<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]>
} & { readonly [K in keyof T as Plural<K>]: string }

/** A text the server or a registry gives in both languages; `en` may be missing in what people defined. */
export interface TwoLanguages {
  readonly zh: string
  readonly en?: string | undefined
}
