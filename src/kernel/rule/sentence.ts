import { resolveDocument, resolveRule } from './check.js'
import { type RuleDocument, type RuleParams, type ValueDocument } from './node.js'
import { atLeastHead, phraseBool } from './phrase-bool.js'
import { phraseTyped } from './phrase-value.js'
import { capitalised, say, type Language, type Phraser, type Place } from './phraser.js'
import { type EnumValue, type RuleSchema } from './schema.js'
import { type TypedBool, type TypedCompare, type TypedValue } from './typed.js'

/** One bullet of a rule; `depth` 0 is the outermost. */
export interface RuleLine {
  readonly depth: number
  readonly path: string
  readonly text: string
}

const OUTERMOST: Place = { nested: false, negated: false }

function phraser(lang: Language): Phraser {
  return { lang, bool: phraseBool, value: phraseTyped }
}

/**
 * A rule as one sentence, with names, units and enum labels, and the missing policy wherever it is not the plain one.
 * Parameters without a value are shown as {name}.
 * @throws Mistakes when the rule does not fit the schema.
 */
export function sentenceOf(
  rule: RuleDocument,
  schema: RuleSchema,
  lang: Language,
  params: RuleParams | null = null,
): string {
  return `${sentenceOfTyped(resolveRule(rule, schema, params), lang)}${lang === 'zh' ? '。' : '.'}`
}

/** A value document in words, the codes it gives called by `names`. @throws Mistakes when it does not fit the schema. */
export function phraseOfValue(value: ValueDocument, schema: RuleSchema, lang: Language, names: readonly EnumValue[] = []): string {
  const p = phraser(lang)
  return capitalised(p.value(p, called(resolveDocument(value, schema, null), names)))
}

/** A value whose codes are named; what its conditions compare with is called as before. */
function called(value: TypedValue, names: readonly EnumValue[]): TypedValue {
  if (names.length === 0) return value
  if (value.kind === 'coalesce') return { ...value, of: value.of.map((each) => called(each, names)) }
  if (value.kind === 'case') return { ...value, when: value.when.map((branch) => ({ ...branch, then: called(branch.then, names) })), else: value.else && called(value.else, names) }
  return value.kind === 'literal' ? { ...value, info: { ...value.info, values: [...names, ...(value.info.values ?? [])] } } : value
}

/** A resolved condition as a sentence without its full stop. */
export function sentenceOfTyped(node: TypedBool, lang: Language): string {
  const p = phraser(lang)
  return capitalised(p.bool(p, node, OUTERMOST))
}

/** What the step of a comparison with `missing: 'exclude'` says. */
export function exclusionSentence(node: TypedCompare, lang: Language): string {
  const p = phraser(lang)
  const left = p.value(p, node.left)
  return say(p, `排除${left}无数据的客户`, `Customers without ${left} removed`)
}

/** A rule as nested bullets. @throws Mistakes when the rule does not fit the schema. */
export function linesOf(
  rule: RuleDocument,
  schema: RuleSchema,
  lang: Language,
  params: RuleParams | null = null,
): readonly RuleLine[] {
  return lines(phraser(lang), resolveRule(rule, schema, params), 0, false)
}

function lines(p: Phraser, node: TypedBool, depth: number, negated: boolean): RuleLine[] {
  const line = (text: string): RuleLine => ({ depth, path: node.path, text: capitalised(text.trim()) })
  if (node.kind === 'all' || node.kind === 'any' || node.kind === 'atLeast') {
    return [line(headOf(p, node)), ...node.of.flatMap((each) => lines(p, each, depth + 1, negated))]
  }
  if (node.kind === 'not' && ['all', 'any', 'atLeast', 'not'].includes(node.of.kind)) {
    return [line(say(p, '不满足：', 'not:')), ...lines(p, node.of, depth + 1, !negated)]
  }
  return [line(p.bool(p, node, { nested: false, negated }))]
}

function headOf(p: Phraser, node: Extract<TypedBool, { kind: 'all' | 'any' | 'atLeast' }>): string {
  if (node.kind === 'atLeast') return atLeastHead(p, node)
  return node.kind === 'all' ? say(p, '满足全部：', 'all of:') : say(p, '满足任一：', 'any of:')
}
