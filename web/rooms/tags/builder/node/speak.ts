import { type BoolNode, type RuleSchema, sentenceOf } from '#kernel/rule'
import { sql } from '#kernel/sql'
import type { Vocabulary } from '#tags/contract'
import type { Language } from '../../../../ui/preferences.js'
import { factOf, type SpokenField } from '../../../../ui/rule-editor/spoken.js'

/** Nothing is computed here: sentences need names and types alone. */
const NOWHERE = sql`0`

type Spec = NonNullable<ReturnType<RuleSchema['tag']>>

const specOf = ({ type, values, ccy, name }: SpokenField): Spec => ({ type: type as Spec['type'], values, ccy, ...name, expression: NOWHERE })

const specs = (fields: readonly SpokenField[]): Readonly<Record<string, Spec>> => Object.fromEntries(fields.map((field) => [field.key, specOf(field)]))

/** The vocabulary as the schema sentences are made with. */
function schemaOf(vocabulary: Vocabulary): RuleSchema {
  const { tags, attributes, segments } = vocabulary
  const [tagSpecs, members] = [specs(tags), new Map(segments.map(({ key, name, list }) => [key, { ...name, isList: list, condition: NOWHERE }]))]
  return {
    customer: NOWHERE,
    tag: (key) => (Object.hasOwn(tagSpecs, key) ? tagSpecs[key] : undefined),
    attr: (table, field) => {
      const found = attributes.find((each) => each.table === table && each.key === field)
      return found && specOf(found)
    },
    fact: (table) => {
      const found = factOf(vocabulary, table)
      return found && { ...found.name, table, timeField: '', timeType: 'instant', fields: specs(found.fields) }
    },
    segment: (key) => members.get(key),
    list: (key) => members.get(key),
  }
}

/** A condition in words; null while it does not fit what the bank has, or is not whole. */
export function sayCondition(rule: BoolNode, vocabulary: Vocabulary, language: Language): string | null {
  if (rule.kind === 'always') return null
  try {
    return sentenceOf({ v: 1, kind: 'rule', rule }, schemaOf(vocabulary), language === 'zh-CN' ? 'zh' : 'en').replace(/[。.]$/, '')
  } catch {
    return null
  }
}
