import {
  stepsOf,
  type BoolNode,
  type AggregateNode,
  type CaseNode,
  type IntervalNode,
  type PopulationNode,
  type RuleDocument,
  type SequenceNode,
  type ValueDocument,
  type ValueNode,
  type Window,
} from './node.js'
import { isOfRows } from './kind.js'

export interface Located<Node> {
  readonly node: Node
  readonly path: string
}

type Any = BoolNode | ValueNode

/** Every node of a document with its path, parents before children, also those of fact filters. */
export function nodesOf(document: RuleDocument | ValueDocument): Located<Any>[] {
  return document.kind === 'rule' ? below(document.rule, 'rule') : below(document.value, 'value')
}

function below(node: Any, path: string): Located<Any>[] {
  return [{ node, path }, ...children(node, path).flatMap((child) => below(child.node, child.path))]
}

function children(node: Any, path: string): Located<Any>[] {
  const at = (key: string, child: Any): Located<Any> => ({ node: child, path: `${path}.${key}` })
  const each = (key: string, nodes: readonly Any[]) =>
    nodes.map((child, index) => at(`${key}[${index}]`, child))
  if (node.kind === 'all') return each('all', node.all)
  if (node.kind === 'any') return each('any', node.any)
  if (node.kind === 'atLeast') return each('atLeast', node.atLeast)
  if (node.kind === 'not') return [at('not', node.not)]
  if (node.kind === 'compare') {
    return [at('left', node.left), ...(isValueNode(node.value) ? [at('value', node.value)] : [])]
  }
  if (node.kind === 'coalesce') return each('coalesce', node.coalesce)
  if (node.kind === 'entropy') return each('entropy', node.entropy)
  return parts(node).map(([key, child]) => at(key, child))
}

/** The named parts of a value, and of a sequence. */
function parts(node: Any): [string, Any][] {
  if (node.kind === 'arith') {
    return [
      ['left', node.left],
      ['right', node.right],
    ]
  }
  if (node.kind === 'daysBetween') {
    return [
      ['from', node.from],
      ['to', node.to],
    ]
  }
  if (node.kind === 'bucket' || node.kind === 'age' || node.kind === 'datePart') return [['of', node.of]]
  if (isOfRows(node)) return rowParts(node)
  if (node.kind === 'sequence') return [...stepParts(node), ...sinceOf(node.window)]
  if (node.kind === 'population') return populationParts(node)
  if (node.kind === 'response') return [...optional('filter', node.filter), ['of', node.of], ...node.cells.map((each, index): [string, Any] => [`cells[${index}].if`, each.if]), ...sinceOf(node.window)]
  if (node.kind === 'set') return node.items.map((each, index) => [`items[${index}].if`, each.if])
  return node.kind === 'case' ? caseParts(node) : []
}

function rowParts(node: AggregateNode | IntervalNode): [string, Any][] {
  const own: [string, Any][] = node.kind === 'agg' ? [...optional('filter', node.filter), ...optional('of', node.of)] : [['from', node.from], ['to', node.to]]
  return [...own, ...sinceOf(node.window)]
}

/** The condition of each step; of one with a table of its own it is the part `if`. */
function stepParts(node: SequenceNode): [string, Any][] {
  return stepsOf(node).map((step, index) => [`steps[${index}]${node.steps[index] === step.if ? '' : '.if'}`, step.if])
}

function populationParts(node: PopulationNode): [string, Any][] {
  const by = (node.by ?? []).map((each, index): [string, Any] => [`by[${index}]`, each])
  const ties = (node.ties ?? []).map((each, index): [string, Any] => [`ties[${index}].of`, each.of])
  return [['of', node.of], ...by, ...optional('among', node.among), ...ties]
}

function optional(key: string, node: Any | undefined): [string, Any][] {
  return node === undefined ? [] : [[key, node]]
}

/** The day of the customer a window begins on. */
function sinceOf(window: Window | undefined): [string, Any][] {
  return window?.kind === 'since' ? [['window.since', window.since]] : []
}

function caseParts(node: CaseNode): [string, Any][] {
  const when = node.when.flatMap((branch, index): [string, Any][] => [
    [`when[${index}].if`, branch.if],
    [`when[${index}].then`, branch.then],
  ])
  return node.else === undefined ? when : [...when, ['else', node.else]]
}

function isValueNode(value: unknown): value is ValueNode {
  return typeof value === 'object' && value !== null && 'kind' in value
}
