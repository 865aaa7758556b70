import { type ErrorCode, type Mistake, type Params } from '#kernel/error'
import { type BoolNode, type RuleParams, type ValueNode } from './node.js'
import { type FactSpec, type RuleSchema } from './schema.js'
import { type TypedBool, type TypedPopulation, type TypedResponse, type TypedValue } from './typed.js'

/** What resolving a rule carries along: where names come from, and the mistakes found so far. */
export interface Resolver {
  readonly schema: RuleSchema
  /** Values of parameters; absent while a rule is only defined. */
  readonly params: RuleParams | null
  /** The fact whose rows a filter looks at; null outside filters. */
  readonly fact: FactSpec | null
  readonly mistakes: Mistake[]
  /** Readings of the population found so far, those a reading is made of before it. */
  readonly populations: (TypedPopulation | TypedResponse)[]
  /** The two mutually recursive functions, handed down so that their files need not import each other. */
  readonly bool: (r: Resolver, node: BoolNode, path: string) => TypedBool | null
  readonly value: (r: Resolver, node: ValueNode, path: string) => TypedValue | null
}

/** Notes a mistake; gives null so that it can end a resolving function. */
export function mistaken(r: Resolver, code: ErrorCode, path: string, params: Params = {}): null {
  r.mistakes.push({ code, path, params })
  return null
}

/** The results, or null when one of them failed; every one has been resolved, so every mistake is noted. */
export function allOrNull<T>(results: readonly (T | null)[]): T[] | null {
  const good = results.filter((result) => result !== null)
  return good.length === results.length ? good : null
}
