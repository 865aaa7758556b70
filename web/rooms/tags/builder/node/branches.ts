import type { ValueNode } from '#kernel/rule'
import { literalOf } from './node-form.js'

type Case = Extract<ValueNode, { kind: 'case' }>

/** The list with one of it a place earlier or later. */
export function moved<Item>(items: readonly Item[], at: number, by: -1 | 1): readonly Item[] {
  const item = items[at]
  const to = at + by
  if (item === undefined || to < 0 || to >= items.length) return items
  return items.toSpliced(at, 1).toSpliced(to, 0, item)
}

/** A branch like the last one: a written value of its type, not filled in. */
export function newBranch({ when }: Case): Case['when'][number] {
  const last = when.at(-1)?.then
  return { if: { kind: 'always' }, then: literalOf(last?.kind === 'literal' ? last.type : 'enum') }
}
