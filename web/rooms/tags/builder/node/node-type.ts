import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { type SpokenType, typeOf } from '../../../../ui/rule-editor/spoken.js'

const isMoney = (type: SpokenType): boolean => type.type === 'money'

/** Of two numbers: money stays money but for a ratio of two amounts; the rest is a decimal unless both are whole. */
function arithType(node: Extract<ValueNode, { kind: 'arith' }>, vocabulary: Vocabulary): SpokenType | null {
  const [left, right] = [typeOfNode(node.left, vocabulary), typeOfNode(node.right, vocabulary)]
  if (left === null || right === null) return left ?? right
  if (node.op === '/') return isMoney(left) && !isMoney(right) ? left : { type: 'decimal' }
  if (isMoney(left)) return left
  if (isMoney(right)) return right
  return left.type === 'int' && right.type === 'int' ? left : { type: 'decimal' }
}

function firstType(nodes: readonly ValueNode[], vocabulary: Vocabulary): SpokenType | null {
  for (const node of nodes) {
    const type = typeOfNode(node, vocabulary)
    if (type !== null) return type
  }
  return null
}

/** The type of any value, so that literals beside it get the right control; null where it cannot be told. */
export function typeOfNode(node: ValueNode, vocabulary: Vocabulary): SpokenType | null {
  if (node.kind === 'arith') return arithType(node, vocabulary)
  if (node.kind === 'coalesce') return firstType(node.coalesce, vocabulary)
  if (node.kind === 'case') return firstType([...node.when.map(({ then }) => then), ...(node.else === undefined ? [] : [node.else])], vocabulary)
  if (node.kind === 'bucket') return { type: 'enum', values: node.labels.map((label) => (typeof label === 'string' ? { code: label, zh: label, en: label } : label)) }
  if (node.kind === 'response') return node.cell === undefined ? { type: 'enum', values: node.cells.map(({ code, zh, en }) => ({ code, zh, en })) } : { type: 'decimal' }
  return typeOf(node, vocabulary)
}
