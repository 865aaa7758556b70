import type { BoolNode } from '#kernel/rule'
import type { Distribution, TagListItem } from '#tags/contract'

/** A part of a distribution: a value, who has none, or a range of numbers. */
export interface Part {
  readonly key: string
  readonly count: number
  /** Who is in it. */
  readonly rule: BoolNode
  /** The value, where customers are searched by it; null of a range and of no value. */
  readonly value: string | null
}

type Type = TagListItem['type']

function categoryRule(tag: string, code: string, type: Type): BoolNode {
  const left = { kind: 'tag', tag } as const
  if (code === '') return { kind: 'compare', left, op: 'isMissing' }
  if (type?.type === 'bool') return { kind: 'compare', left, op: 'is', value: code === 'true' }
  if (type?.type === 'set') return { kind: 'compare', left, op: 'hasAny', value: [code] }
  const isNumber = ['int', 'decimal', 'money'].includes(type?.type ?? '')
  return { kind: 'compare', left, op: '=', value: isNumber ? Number(code) : code }
}

/** The parts of a distribution in the order they are drawn, each with the condition of who is in it. */
export function partsOf(tag: string, { kind, categories, bins }: Pick<Distribution, 'kind' | 'categories' | 'bins'>, type: Type): readonly Part[] {
  if (kind === 'categories') {
    return categories.toSorted((a, b) => b.count - a.count).map(({ code, count }) => ({ key: code, count, rule: categoryRule(tag, code, type), value: code !== '' && ['enum', 'string', 'bool'].includes(type?.type ?? '') ? code : null }))
  }
  const left = { kind: 'tag', tag } as const
  return bins.map(({ from, to, count }, at) => ({
    key: String(at),
    count,
    // The last range holds its end too.
    rule: { kind: 'all', all: [{ kind: 'compare', left, op: '>=', value: edge(from, type) }, { kind: 'compare', left, op: at === bins.length - 1 ? '<=' : '<', value: edge(to, type) }] },
    value: null,
  }))
}

/** Whole numbers are compared with whole ones. */
const edge = (value: number, type: Type): number => (type?.type === 'int' || type?.type === 'money' ? Math.ceil(value) : value)
