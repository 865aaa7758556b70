import type { ValueDocument, ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { startInterval } from '../../../ui/rule-editor/sequence-form.js'
import { everyType, startOf } from '../../../ui/rule-editor/value-choice.js'
import { startResponse } from './node/cells.js'
import { named } from './node/cut.js'
import { isNodeWhole } from './node/node-form.js'

/** Kinds of computation whose form is the value itself, part by part. */
export const nodeValueKinds = ['bucket', 'case', 'arith', 'coalesce', 'entropy', 'moment', 'interval', 'response'] as const
export type NodeValueKind = (typeof nodeValueKinds)[number]
export type NodeForms = Readonly<Partial<Record<NodeValueKind, ValueNode>>>

export const isNodeValueKind = (kind: string): kind is NodeValueKind => nodeValueKinds.some((one) => one === kind)

/** Which of these kinds a value is; null of another. */
export function nodeValueKindOf({ kind }: ValueNode): NodeValueKind | null {
  if (kind === 'age' || kind === 'daysBetween' || kind === 'datePart') return 'moment'
  return isNodeValueKind(kind) ? kind : null
}

/** A value of the kind to begin with. */
export function startNodeValue(kind: NodeValueKind, vocabulary: Vocabulary): ValueNode {
  if (kind === 'interval') return startInterval(tableOf('txn', vocabulary))
  if (kind !== 'response') return startOf(`kind:${kind === 'moment' ? 'age' : kind}`, { vocabulary, types: everyType, isDefinition: true })
  return startResponse(tableOf('touch', vocabulary))
}

/** The table most will ask of where the bank has it, else its first. */
function tableOf(usual: string, { facts }: Vocabulary): string {
  const found = facts.find(({ table }) => table === usual) ?? facts[0]
  return found?.table ?? ''
}

/** Names that follow the Chinese ones are written out. */
function finished(node: ValueNode): ValueNode {
  if (node.kind === 'bucket') return named(node)
  return node.kind === 'response' ? { ...node, cells: node.cells.map((cell) => (cell.en === '' ? { ...cell, en: cell.zh } : cell)) } : node
}

/** The document a value means; null until it is filled in. */
export function nodeCompute(node: ValueNode | undefined): ValueDocument | null {
  if (node === undefined) return null
  const value = finished(node)
  return isNodeWhole(value) ? { v: 1, kind: 'value', value } : null
}
