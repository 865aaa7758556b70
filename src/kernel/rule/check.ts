import { Mistakes, type Mistake } from '#kernel/error'
import { type RuleDocument, type RuleParams, type ValueDocument } from './node.js'
import { parseRule, parseValue } from './parse.js'
import { resolveBool } from './resolve-bool.js'
import { resolveValue } from './resolve-value.js'
import { type Resolver } from './resolver.js'
import { type RuleSchema, type TypeInfo } from './schema.js'
import { type TypedBool, type TypedPopulation, type TypedResponse, type TypedValue } from './typed.js'

export type CheckedRule =
  | { readonly ok: true; readonly rule: RuleDocument; readonly type: TypeInfo }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

export type CheckedValue =
  | { readonly ok: true; readonly value: ValueDocument; readonly type: TypeInfo }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/**
 * Checks structure, names, types, operators and sizes of a rule. Every mistake is collected, with a path such as
 * `rule.all[2].value`; meaning is checked once the structure is sound.
 */
export function checkRule(input: unknown, schema: RuleSchema): CheckedRule {
  const parsed = parseRule(input)
  if (!parsed.ok) return parsed
  const r = resolver(schema, null)
  resolveBool(r, parsed.document.rule, 'rule')
  if (r.mistakes.length > 0) return { ok: false, mistakes: r.mistakes }
  return { ok: true, rule: parsed.document, type: { type: 'bool' } }
}

/** Checks a value document; `type` is the type of the value. */
export function checkValue(input: unknown, schema: RuleSchema): CheckedValue {
  const parsed = parseValue(input)
  if (!parsed.ok) return parsed
  const r = resolver(schema, null)
  const typed = resolveValue(r, parsed.document.value, 'value')
  if (typed === null) return { ok: false, mistakes: r.mistakes }
  return { ok: true, value: parsed.document, type: typed.info }
}

function resolver(schema: RuleSchema, params: RuleParams | null): Resolver {
  return { schema, params, fact: null, mistakes: [], populations: [], bool: resolveBool, value: resolveValue }
}

/**
 * The typed tree of a rule. `params` null leaves parameters open.
 * @throws Mistakes when the rule does not fit the schema.
 */
export function resolveRule(rule: RuleDocument, schema: RuleSchema, params: RuleParams | null): TypedBool {
  const r = resolver(schema, params)
  const typed = resolveBool(r, rule.rule, 'rule')
  if (typed === null || r.mistakes.length > 0) throw new Mistakes(r.mistakes)
  return typed
}

/** The typed tree of a value document. @throws Mistakes when it does not fit the schema. */
export function resolveDocument(
  value: ValueDocument,
  schema: RuleSchema,
  params: RuleParams | null,
): TypedValue {
  const r = resolver(schema, params)
  const typed = resolveValue(r, value.value, 'value')
  if (typed === null || r.mistakes.length > 0) throw new Mistakes(r.mistakes)
  return typed
}

/**
 * Readings of the population in a document, those a reading is made of before it.
 * @throws Mistakes when it does not fit the schema.
 */
export function resolvePopulations(document: RuleDocument | ValueDocument, schema: RuleSchema, params: RuleParams | null): readonly (TypedPopulation | TypedResponse)[] {
  const r = resolver(schema, params)
  const typed = document.kind === 'rule' ? resolveBool(r, document.rule, 'rule') : resolveValue(r, document.value, 'value')
  if (typed === null || r.mistakes.length > 0) throw new Mistakes(r.mistakes)
  return r.populations
}
