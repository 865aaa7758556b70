import type { BoolNode } from '#kernel/rule'
import { type EditorNode, findNode, grow, type GroupMode, type GroupNode, parentOf, toRule, toTree } from './tree.js'

/** What a person does to a rule. */
export type Edit =
  | { readonly do: 'add'; readonly parent: string; readonly node: BoolNode; readonly at?: number }
  | { readonly do: 'addGroup'; readonly parent: string; readonly mode: GroupMode }
  | { readonly do: 'replace'; readonly id: string; readonly node: BoolNode }
  | { readonly do: 'mode'; readonly id: string; readonly mode: GroupMode; readonly k?: number }
  | { readonly do: 'remove'; readonly id: string }
  | { readonly do: 'duplicate'; readonly id: string }
  | { readonly do: 'step'; readonly id: string; readonly by: -1 | 1 }
  | { readonly do: 'move'; readonly id: string; readonly parent: string; readonly at: number }
  | { readonly do: 'load'; readonly rule: BoolNode }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }

export interface EditorState {
  readonly root: GroupNode
  readonly next: number
  readonly past: readonly GroupNode[]
  readonly future: readonly GroupNode[]
  /** The node whose typing is one step of undo. */
  readonly typing: string | null
}

const MOST_STEPS = 200

export function openRule(rule: BoolNode): EditorState {
  const { node, next } = toTree(rule)
  return { root: node, next, past: [], future: [], typing: null }
}

function mapGroup(root: GroupNode, id: string, change: (group: GroupNode) => GroupNode): GroupNode {
  if (root.id === id) return change(root)
  return {
    ...root,
    children: root.children.map((child) => (child.kind === 'group' ? mapGroup(child, id, change) : child)),
  }
}

const withChildren = (root: GroupNode, id: string, change: (children: readonly EditorNode[]) => readonly EditorNode[]) =>
  mapGroup(root, id, (group) => ({ ...group, children: change(group.children) }))

const insert = (root: GroupNode, parent: string, at: number, node: EditorNode): GroupNode =>
  withChildren(root, parent, (children) => children.toSpliced(at, 0, node))

function without(root: GroupNode, id: string): GroupNode {
  const place = parentOf(root, id)
  return place ? withChildren(root, place.group.id, (children) => children.toSpliced(place.at, 1)) : root
}

function replaced(root: GroupNode, id: string, node: BoolNode): GroupNode {
  const place = parentOf(root, id)
  if (place === undefined) return root
  return withChildren(root, place.group.id, (children) => children.with(place.at, { kind: 'leaf', id, node }))
}

/** Moves a node; a group never into itself. */
function moved(root: GroupNode, id: string, parent: string, at: number): GroupNode {
  const node = findNode(root, id)
  const from = parentOf(root, id)
  if (node === undefined || from === undefined || findNode(node, parent) !== undefined) return root
  const shift = from.group.id === parent && from.at < at ? 1 : 0
  if (from.group.id === parent && from.at === at - shift) return root
  return insert(without(root, id), parent, at - shift, node)
}

/** One place up or down: into a group that stands there, out of its own group at the edge. */
function stepped(root: GroupNode, id: string, by: -1 | 1): GroupNode {
  const from = parentOf(root, id)
  if (from === undefined) return root
  const neighbour = from.group.children[from.at + by]
  if (neighbour?.kind === 'group') return moved(root, id, neighbour.id, by === 1 ? 0 : neighbour.children.length)
  if (neighbour !== undefined) return moved(root, id, from.group.id, from.at + (by === 1 ? 2 : -1))
  const outer = parentOf(root, from.group.id)
  return outer ? moved(root, id, outer.group.id, outer.at + (by === 1 ? 1 : 0)) : root
}

function modeOf(root: GroupNode, { id, mode, k }: Extract<Edit, { do: 'mode' }>): GroupNode {
  return mapGroup(root, id, (group) => ({
    ...group,
    mode,
    k: k ?? (mode === 'atLeast' && group.mode !== 'atLeast' ? Math.max(1, group.children.length - 1) : group.k),
    isBare: mode === 'all' ? group.isBare && group.mode === 'all' : mode === 'none',
  }))
}

type Changed = Pick<EditorState, 'root' | 'next'>

function grown({ root, next }: EditorState, parent: string, at: number, rule: BoolNode): Changed {
  const made = grow(rule, next)
  return { root: insert(root, parent, at, made.node), next: made.next }
}

const sizeOf = (root: GroupNode, id: string): number => {
  const group = findNode(root, id)
  return group?.kind === 'group' ? group.children.length : 0
}

function duplicated(state: EditorState, id: string): Changed {
  const node = findNode(state.root, id)
  const place = parentOf(state.root, id)
  return node && place ? grown(state, place.group.id, place.at + 1, toRule(node)) : state
}

function newGroup({ root, next }: EditorState, parent: string, mode: GroupMode): Changed {
  const node: GroupNode = { kind: 'group', id: `n${next}`, mode, k: 1, children: [], isBare: mode === 'none' }
  return { root: insert(root, parent, sizeOf(root, parent), node), next: next + 1 }
}

function changed(state: EditorState, edit: Exclude<Edit, { do: 'undo' | 'redo' | 'load' }>): Changed {
  const { root, next } = state
  switch (edit.do) {
    case 'add':
      return grown(state, edit.parent, edit.at ?? sizeOf(root, edit.parent), edit.node)
    case 'addGroup':
      return newGroup(state, edit.parent, edit.mode)
    case 'replace':
      return { root: replaced(root, edit.id, edit.node), next }
    case 'mode':
      return { root: modeOf(root, edit), next }
    case 'remove':
      return { root: without(root, edit.id), next }
    case 'duplicate':
      return duplicated(state, edit.id)
    case 'step':
      return { root: stepped(root, edit.id, edit.by), next }
    case 'move':
      return { root: moved(root, edit.id, edit.parent, edit.at), next }
  }
}

function back(state: EditorState): EditorState {
  const root = state.past.at(-1)
  if (root === undefined) return state
  return { ...state, root, past: state.past.slice(0, -1), future: [state.root, ...state.future], typing: null }
}

function forth(state: EditorState): EditorState {
  const [root, ...future] = state.future
  if (root === undefined) return state
  return { ...state, root, past: [...state.past, state.root], future, typing: null }
}

/** The next state. Changes of one condition in a row are one step of undo. */
export function edited(state: EditorState, edit: Edit): EditorState {
  if (edit.do === 'undo') return back(state)
  if (edit.do === 'redo') return forth(state)
  if (edit.do === 'load') return openRule(edit.rule)
  const { root, next } = changed(state, edit)
  if (root === state.root) return state
  const typing = edit.do === 'replace' ? edit.id : null
  const isSameStep = typing !== null && typing === state.typing
  const past = isSameStep ? state.past : [...state.past, state.root].slice(-MOST_STEPS)
  return { root, next, past, future: [], typing }
}
