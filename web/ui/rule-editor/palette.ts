import type { BoolNode, ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { startCompare } from './operand.js'
import { startInterval } from './sequence-form.js'
import { typeOf } from './spoken.js'
import { isBirth } from './value-choice.js'
import { blank, dateTypes, numberTypes } from './value-form.js'

/** What is said around a name: the age by a date, the active days of a table. */
export type PaletteWord = 'age' | 'daysSince' | 'datePart' | 'activeDays' | 'interval' | 'arith' | 'coalesce' | 'entropy' | 'sample'

export interface PaletteName {
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly as?: PaletteWord
}

export interface PaletteItem extends PaletteName {
  /** The condition it starts. */
  readonly node: BoolNode
  readonly rows?: number
  /** Of a share: the tag it is told of. */
  readonly under?: Pick<PaletteName, 'key' | 'name'> | undefined
}

export type SectionKey = 'tags' | 'attributes' | 'dates' | 'facts' | 'days' | 'sequences' | 'intervals' | 'ranks' | 'computed' | 'segments' | 'lists'

export interface PaletteSection {
  readonly key: SectionKey
  readonly items: readonly PaletteItem[]
}

/** How an item is read, for the search; in both languages by its name alone. */
export type PaletteLabel = (item: PaletteName) => string

const isNumber = ({ type }: { readonly type: string }): boolean => numberTypes.some((each) => each === type)
const isDate = ({ type }: { readonly type: string }): boolean => dateTypes.some((each) => each === type)

function comparisonOf(left: ValueNode, vocabulary: Vocabulary): BoolNode | null {
  const type = typeOf(left, vocabulary)
  return type && startCompare(left, type)
}

const usable = (items: readonly (Omit<PaletteItem, 'node'> & { readonly node: BoolNode | null })[]): PaletteItem[] =>
  items.flatMap((item) => (item.node === null ? [] : [{ ...item, node: item.node }]))

/** Any two rows within a week, of the last 90 days. */
function startSequence(table: string): BoolNode {
  return { kind: 'sequence', table, steps: [{ kind: 'always' }, { kind: 'always' }], within: { n: 7, unit: 'd' }, window: { kind: 'last', n: 90, unit: 'd' } }
}

/** The tag a share is told of: `best-channel` of `best-channel.SMS`. */
function sharedBy(key: string, tags: Vocabulary['tags']): PaletteItem['under'] {
  const tag = key.includes('.') ? tags.find((each) => each.key === key.slice(0, key.indexOf('.'))) : undefined
  return tag && { key: tag.key, name: tag.name }
}

const month = { kind: 'last', n: 30, unit: 'd' } as const

/** Values a date gives: years by a date of birth, days since, a part of it. */
function dateItems(vocabulary: Vocabulary): PaletteItem[] {
  const { attributes, tags } = vocabulary
  const dates = [
    ...attributes.filter(isDate).map(({ key, table, name }) => ({ key, name, of: { kind: 'attr' as const, table, field: key } })),
    ...tags.filter(isDate).map(({ key, name }) => ({ key, name, of: { kind: 'tag' as const, tag: key } })),
  ]
  const inFront = [...dates.filter(isBirth), ...dates.filter((date) => !isBirth(date))]
  return inFront.flatMap((date) => {
    const { key, name, of } = date
    const started = (as: PaletteWord, left: ValueNode) => ({ key: `${key}.${as}`, name, as, node: comparisonOf(left, vocabulary) })
    const age = started('age', { kind: 'age', of })
    const since = started('daysSince', { kind: 'daysBetween', from: of, to: { kind: 'asOf' } })
    const part = started('datePart', { kind: 'datePart', of, part: 'month' })
    return usable(isBirth(date) ? [age, part] : [since, part])
  })
}

/** Where a customer stands by a tag, an attribute, or a number of rows. */
function rankItems(vocabulary: Vocabulary): PaletteItem[] {
  const { tags, attributes, facts } = vocabulary
  const ranked = (of: ValueNode) => comparisonOf({ kind: 'population', fn: 'rank', of }, vocabulary)
  return usable([
    ...tags.filter(isNumber).map(({ key, name }) => ({ key, name, under: sharedBy(key, tags), node: ranked({ kind: 'tag', tag: key }) })),
    ...attributes.filter(isNumber).map(({ key, table, name }) => ({ key: `${table}.${key}`, name, node: ranked({ kind: 'attr', table, field: key }) })),
    ...facts.map(({ table, name, rows }) => ({ key: `${table}.rank`, name, rows, node: ranked({ kind: 'agg', table, fn: 'count', window: month }) })),
  ])
}

const nameless = { zh: '', en: '' }

/** Values put together, the first that is known, a random part. */
const computed: readonly PaletteItem[] = [
  { key: 'arith', name: nameless, as: 'arith', node: startCompare({ kind: 'arith', op: '/', left: blank, right: blank }, { type: 'decimal' }) },
  { key: 'coalesce', name: nameless, as: 'coalesce', node: startCompare({ kind: 'coalesce', coalesce: [blank, blank] }, { type: 'decimal' }) },
  { key: 'entropy', name: nameless, as: 'entropy', node: startCompare({ kind: 'entropy', entropy: [blank, blank] }, { type: 'decimal' }) },
  { key: 'sample', name: nameless, as: 'sample', node: { kind: 'sample', share: 0.1, salt: 'sample' } },
]

function sectionsOf(vocabulary: Vocabulary, without: string | undefined): readonly PaletteSection[] {
  const { tags, attributes, facts, segments } = vocabulary
  const counted = (table: string, each: object) => comparisonOf({ kind: 'agg', table, fn: 'count', window: month, ...each }, vocabulary)
  return [
    { key: 'tags', items: usable(tags.map(({ key, name }) => ({ key, name, under: sharedBy(key, tags), node: comparisonOf({ kind: 'tag', tag: key }, vocabulary) }))) },
    { key: 'attributes', items: usable(attributes.map(({ key, name, table }) => ({ key: `${table}.${key}`, name, node: comparisonOf({ kind: 'attr', table, field: key }, vocabulary) }))) },
    { key: 'dates', items: dateItems(vocabulary) },
    { key: 'facts', items: usable(facts.map(({ table, name, rows }) => ({ key: table, name, rows, node: counted(table, {}) }))) },
    { key: 'days', items: usable(facts.map(({ table, name, rows }) => ({ key: `${table}.days`, name, as: 'activeDays', rows, node: counted(table, { each: { per: 'day', fn: 'count' } }) }))) },
    { key: 'sequences', items: facts.map(({ table, name, rows }) => ({ key: `${table}.sequence`, name, rows, node: startSequence(table) })) },
    { key: 'intervals', items: usable(facts.map(({ table, name, rows }) => ({ key: `${table}.interval`, name, as: 'interval', rows, node: comparisonOf(startInterval(table), vocabulary) }))) },
    { key: 'ranks', items: rankItems(vocabulary) },
    { key: 'computed', items: computed },
    ...(['segments', 'lists'] as const).map((section) => ({
      key: section,
      items: segments
        .filter((segment) => segment.key !== without && (segment.list === true) === (section === 'lists'))
        .map(({ key, name }) => ({ key, name, node: { kind: 'inSegment' as const, segment: key, version: 'latest' as const } })),
    })),
  ]
}

/** What is searched for, part by part. */
export const partsOf = (typed: string): readonly string[] => typed.toLowerCase().split(/\s+/).filter(Boolean)

/** The sections of the palette, narrowed by what was typed: as an item is read, in either language, or by key. */
export function paletteOf(vocabulary: Vocabulary, typed = '', without?: string, labelOf: PaletteLabel = () => ''): readonly PaletteSection[] {
  const parts = partsOf(typed)
  const fits = (item: PaletteItem): boolean => {
    const text = `${item.key} ${item.name.zh} ${item.name.en} ${labelOf(item)}`.toLowerCase()
    return parts.every((part) => text.includes(part))
  }
  return sectionsOf(vocabulary, without).map(({ key, items }) => ({ key, items: items.filter(fits) }))
}
