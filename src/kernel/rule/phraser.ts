import { type TypedBool, type TypedValue } from './typed.js'

export type Language = 'zh' | 'en'

/** What saying a rule carries along. */
export interface Phraser {
  readonly lang: Language
  /** The two mutually recursive functions, handed down so that their files need not import each other. */
  readonly bool: (p: Phraser, node: TypedBool, place: Place) => string
  readonly value: (p: Phraser, value: TypedValue) => string
}

/** Where a condition stands in the sentence. */
export interface Place {
  /** Inside another group: groups take brackets. */
  readonly nested: boolean
  /** Under an odd number of `not`s: a missing value still does not count, and the sentence says so. */
  readonly negated: boolean
}

/** The wording of one language. */
export function say(p: { readonly lang: Language }, zh: string, en: string): string {
  return p.lang === 'zh' ? zh : en
}

/** The first letter made a capital; Chinese is unchanged. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
