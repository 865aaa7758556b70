import type { BoolNode } from '#kernel/rule'

export type GroupMode = 'all' | 'any' | 'none' | 'atLeast'

/** Conditions that belong together. */
export interface GroupNode {
  readonly kind: 'group'
  readonly id: string
  readonly mode: GroupMode
  /** How many must hold, for `atLeast`. */
  readonly k: number
  readonly children: readonly EditorNode[]
  /** Written without brackets of its own while it has one child: `x` for all, `not x` for none. */
  readonly isBare: boolean
}

/** One condition as the document has it; kinds the editor does not know are kept as they are. */
export interface LeafNode {
  readonly kind: 'leaf'
  readonly id: string
  readonly node: BoolNode
}

export type EditorNode = GroupNode | LeafNode

/** A tree and the number of its next node. */
export interface Grown<Node extends EditorNode = EditorNode> {
  readonly node: Node
  readonly next: number
}

const idOf = (number: number): string => `n${number}`

function growAll(nodes: readonly BoolNode[], next: number): { children: EditorNode[]; next: number } {
  const children: EditorNode[] = []
  let at = next
  for (const node of nodes) {
    const grown = grow(node, at)
    children.push(grown.node)
    at = grown.next
  }
  return { children, next: at }
}

interface GroupParts {
  readonly mode: GroupMode
  readonly nodes: readonly BoolNode[]
  readonly isBare?: boolean
  readonly k?: number
}

function growGroup({ mode, nodes, isBare = false, k = 1 }: GroupParts, next: number): Grown<GroupNode> {
  const inner = growAll(nodes, next + 1)
  return {
    node: { kind: 'group', id: idOf(next), mode, k, isBare, children: inner.children },
    next: inner.next,
  }
}

function partsOf(node: BoolNode): GroupParts | null {
  switch (node.kind) {
    case 'all':
      return { mode: 'all', nodes: node.all }
    case 'any':
      return { mode: 'any', nodes: node.any }
    case 'atLeast':
      return { mode: 'atLeast', nodes: node.atLeast, k: node.k }
    case 'not':
      return node.not.kind === 'any'
        ? { mode: 'none', nodes: node.not.any }
        : { mode: 'none', nodes: [node.not], isBare: true }
    case 'always':
    case 'compare':
    case 'inSegment':
    case 'inList':
    case 'sample':
    case 'sequence':
      return null
    default:
      return null
  }
}

/** A part of a document as a tree whose ids start at `next`. */
export function grow(node: BoolNode, next: number): Grown {
  const parts = partsOf(node)
  if (parts !== null) return growGroup(parts, next)
  return { node: { kind: 'leaf', id: idOf(next), node }, next: next + 1 }
}

/** The tree of a whole rule: its root is always a group, bare when the document has none there. */
export function toTree(rule: BoolNode): Grown<GroupNode> {
  if (rule.kind === 'always') return growGroup({ mode: 'all', nodes: [], isBare: true }, 1)
  const parts = partsOf(rule)
  return growGroup(parts ?? { mode: 'all', nodes: [rule], isBare: true }, 1)
}

const isSingle = (group: GroupNode): boolean => group.isBare && group.children.length === 1

/** The document of a tree; `toRule(toTree(rule).node)` is `rule`. */
export function toRule(node: EditorNode): BoolNode {
  if (node.kind === 'leaf') return node.node
  const rules = node.children.map(toRule)
  const [only] = rules
  switch (node.mode) {
    case 'all':
      if (only === undefined && node.isBare) return { kind: 'always' }
      return only !== undefined && isSingle(node) ? only : { kind: 'all', all: rules }
    case 'any':
      return { kind: 'any', any: rules }
    case 'atLeast':
      return { kind: 'atLeast', k: node.k, atLeast: rules }
    case 'none':
      return only !== undefined && isSingle(node)
        ? { kind: 'not', not: only }
        : { kind: 'not', not: { kind: 'any', any: rules } }
  }
}

function placeOf(group: GroupNode, path: string, at: number): string {
  switch (group.mode) {
    case 'all':
      return isSingle(group) ? path : `${path}.all[${at}]`
    case 'any':
      return `${path}.any[${at}]`
    case 'atLeast':
      return `${path}.atLeast[${at}]`
    case 'none':
      return isSingle(group) ? `${path}.not` : `${path}.not.any[${at}]`
  }
}

/** The document path of every node, such as `rule.all[2]`; the root's is `rule`. */
export function pathsOf(root: EditorNode): ReadonlyMap<string, string> {
  const paths = new Map<string, string>()
  const visit = (node: EditorNode, path: string): void => {
    paths.set(node.id, path)
    if (node.kind === 'leaf') return
    node.children.forEach((child, at) => visit(child, placeOf(node, path, at)))
  }
  visit(root, 'rule')
  return paths
}

export function leavesOf(node: EditorNode): readonly LeafNode[] {
  return node.kind === 'leaf' ? [node] : node.children.flatMap(leavesOf)
}

/** The node of an id, or undefined. */
export function findNode(root: EditorNode, id: string): EditorNode | undefined {
  if (root.id === id) return root
  if (root.kind === 'leaf') return undefined
  for (const child of root.children) {
    const found = findNode(child, id)
    if (found !== undefined) return found
  }
  return undefined
}

/** The group a node stands in and its place there. */
export function parentOf(root: GroupNode, id: string): { group: GroupNode; at: number } | undefined {
  const at = root.children.findIndex((child) => child.id === id)
  if (at >= 0) return { group: root, at }
  for (const child of root.children) {
    const found = child.kind === 'group' ? parentOf(child, id) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
