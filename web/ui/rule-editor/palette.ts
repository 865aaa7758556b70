import type { BoolNode, ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { startCompare } from './operand.js'
import { typeOf } from './spoken.js'

export interface PaletteItem {
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
  /** The condition it starts. */
  readonly node: BoolNode
  readonly rows?: number
}

export interface PaletteSection {
  readonly key: 'tags' | 'attributes' | 'facts' | 'sequences' | 'ranks' | 'segments' | 'lists'
  readonly items: readonly PaletteItem[]
}

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']

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

/** The sections of the palette, narrowed by what was typed, in either language or by key. */
export function paletteOf(vocabulary: Vocabulary, typed = '', without?: string): readonly PaletteSection[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = ({ key, name }: Pick<PaletteItem, 'key' | 'name'>): boolean => {
    const text = `${key} ${name.zh} ${name.en}`.toLowerCase()
    return parts.every((part) => text.includes(part))
  }
  const { tags, attributes, facts, segments } = vocabulary
  return [
    {
      key: 'tags',
      items: usable(tags.filter(fits).map(({ key, name }) => ({ key, name, node: comparisonOf({ kind: 'tag', tag: key }, vocabulary) }))),
    },
    {
      key: 'attributes',
      items: usable(
        attributes
          .filter(fits)
          .map(({ key, name, table }) => ({ key: `${table}.${key}`, name, node: comparisonOf({ kind: 'attr', table, field: key }, vocabulary) })),
      ),
    },
    {
      key: 'facts',
      items: usable(
        facts
          .filter(({ table, name }) => fits({ key: table, name }))
          .map(({ table, name, rows }) => ({
            key: table,
            name,
            rows,
            node: comparisonOf({ kind: 'agg', table, fn: 'count', window: { kind: 'last', n: 30, unit: 'd' } }, vocabulary),
          })),
      ),
    },
    {
      key: 'sequences',
      items: facts
        .filter(({ table, name }) => fits({ key: table, name }))
        .map(({ table, name, rows }) => ({ key: `${table}.sequence`, name, rows, node: startSequence(table) })),
    },
    {
      key: 'ranks',
      items: usable(
        tags
          .filter((tag) => NUMBERS.includes(tag.type) && fits(tag))
          .map(({ key, name }) => ({ key, name, node: comparisonOf({ kind: 'population', fn: 'percentile', of: { kind: 'tag', tag: key } }, vocabulary) })),
      ),
    },
    ...(['segments', 'lists'] as const).map((section) => ({
      key: section,
      items: segments
        .filter((segment) => segment.key !== without && (segment.list === true) === (section === 'lists') && fits(segment))
        .map(({ key, name }) => ({ key, name, node: { kind: 'inSegment' as const, segment: key, version: 'latest' as const } })),
    })),
  ]
}
