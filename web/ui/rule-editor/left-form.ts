import { type CompareNode, type ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { withLeft } from './operand.js'
import { typeOf } from './spoken.js'
import { blank, dateTypes, numberTypes } from './value-form.js'

/** What a left value can be turned into, where it stands. */
export const turns = ['age', 'daysSince', 'datePart', 'arith', 'coalesce', 'population', 'inner'] as const
export type Turn = (typeof turns)[number]

/** The value a made one is first made of; null of one that is not made of another. */
function innerOf(value: ValueNode): ValueNode | null {
  if (value.kind === 'arith') return value.left
  if (value.kind === 'coalesce') return value.coalesce[0] ?? null
  if (value.kind === 'entropy') return value.entropy[0] ?? null
  if (value.kind === 'daysBetween') return value.from.kind === 'asOf' ? value.to : value.from
  return value.kind === 'age' || value.kind === 'datePart' || value.kind === 'population' ? value.of : null
}

/** The turns a value offers, by its type. */
export function turnsOf(value: ValueNode, vocabulary: Vocabulary): readonly Turn[] {
  const type = typeOf(value, vocabulary)?.type
  const isDate = type !== undefined && dateTypes.includes(type)
  const isNumber = type !== undefined && numberTypes.includes(type)
  const offered: Readonly<Record<Turn, boolean>> = {
    age: isDate,
    daysSince: isDate,
    datePart: isDate,
    arith: isNumber && value.kind !== 'arith',
    coalesce: type !== undefined && type !== 'set' && value.kind !== 'coalesce',
    population: isNumber && value.kind !== 'population',
    inner: innerOf(value) !== null,
  }
  return turns.filter((turn) => offered[turn])
}

/** The value turned into another. */
export function turned(value: ValueNode, turn: Turn): ValueNode {
  switch (turn) {
    case 'age':
      return { kind: 'age', of: value }
    case 'daysSince':
      return { kind: 'daysBetween', from: value, to: { kind: 'asOf' } }
    case 'datePart':
      return { kind: 'datePart', of: value, part: 'month' }
    case 'arith':
      return { kind: 'arith', op: '/', left: value, right: blank }
    case 'coalesce':
      return { kind: 'coalesce', coalesce: [value, blank] }
    case 'population':
      return { kind: 'population', fn: 'rank', of: value }
    case 'inner':
      return innerOf(value) ?? value
  }
}

/** The condition with another left value: operator and operand begin anew when its type changes. */
export function withNewLeft(node: CompareNode, left: ValueNode, vocabulary: Vocabulary): CompareNode {
  const after = typeOf(left, vocabulary)
  const isRankKind = left.kind === 'population' && node.left.kind === 'population' && left.fn !== node.left.fn
  return after === null ? { ...node, left } : withLeft(node, left, isRankKind ? null : typeOf(node.left, vocabulary), after)
}
