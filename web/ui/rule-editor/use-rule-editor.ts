import { useMemo, useReducer, useState } from 'react'
import type { BoolNode, RuleDocument } from '#kernel/rule'
import { type Edit, edited, type EditorState, openRule } from './edit.js'
import { isWhole } from './operand.js'
import { findNode, toRule } from './tree.js'

export interface RuleEditing {
  readonly state: EditorState
  readonly edit: (edit: Edit) => void
  readonly document: RuleDocument
  /** Nothing is left to fill in: the document may be counted and saved. */
  readonly isWhole: boolean
  /** The group the palette adds to. */
  readonly target: string
  readonly setTarget: (id: string) => void
}

/** Holds a rule being edited, with undo and redo. */
export function useRuleEditor(initial: BoolNode): RuleEditing {
  const [state, edit] = useReducer(edited, initial, openRule)
  const [chosen, setTarget] = useState('')
  const { root } = state
  const target = findNode(root, chosen)?.kind === 'group' ? chosen : root.id
  const document = useMemo<RuleDocument>(() => ({ v: 1, kind: 'rule', rule: toRule(root) }), [root])
  return { state, edit, document, isWhole: isWhole(document.rule), target, setTarget }
}
