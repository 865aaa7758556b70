import type { ValueNode, ValueType } from '#kernel/rule'
import { numberTypes } from '../../../../ui/rule-editor/value-form.js'

export type Case = Extract<ValueNode, { kind: 'case' }>
export type Branch = Case['when'][number]

/** The list with one of it a place earlier or later. */
export function moved<Item>(items: readonly Item[], at: number, by: -1 | 1): readonly Item[] {
  const item = items[at]
  const to = at + by
  if (item === undefined || to < 0 || to >= items.length) return items
  return items.toSpliced(at, 1).toSpliced(to, 0, item)
}

/** The values a table of conditions may give. */
export const valuesOf = ({ when, else: otherwise }: Case): readonly ValueNode[] => [...when.map(({ then }) => then), ...(otherwise === undefined ? [] : [otherwise])]

/** A written value of a type, not filled in yet where that can be seen. */
function literalOf(type: ValueType): ValueNode {
  if (type === 'bool') return { kind: 'literal', type, value: true }
  return { kind: 'literal', type, value: numberTypes.includes(type) ? 0 : '' }
}

/** A branch like the last one: a written value of its type, not filled in. */
export function newBranch({ when }: Case): Branch {
  const last = when.at(-1)?.then
  return { if: { kind: 'always' }, then: literalOf(last?.kind === 'literal' ? last.type : 'enum') }
}
