import type { ValueNode } from '#kernel/rule'

type Arithmetic = Extract<ValueNode, { kind: 'arith' }>
export type ArithmeticOperator = Arithmetic['op']

export const numberTypes = ['int', 'decimal', 'money'] as const

/** One term of a chain; the sign of the first means nothing. */
export interface Term {
  readonly op: ArithmeticOperator
  readonly of: ValueNode
}

/**
 * Arithmetic as a chain worked out from its first term on: `((a + b) − c)` is three terms; a term on the right that is
 * arithmetic itself stays one, in brackets.
 */
export function termsOf(node: Arithmetic): readonly Term[] {
  const before: readonly Term[] = node.left.kind === 'arith' ? termsOf(node.left) : [{ op: '+', of: node.left }]
  return [...before, { op: node.op, of: node.right }]
}

/** The arithmetic of a chain; one term alone is itself. `opened(termsOf(node))` is `node`. */
export function opened(terms: readonly Term[]): ValueNode {
  const [first, ...rest] = terms
  if (first === undefined) return { kind: 'literal', type: 'int', value: 0 }
  return rest.reduce<ValueNode>((left, { op, of }) => ({ kind: 'arith', op, left, right: of }), first.of)
}
