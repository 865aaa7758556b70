import type { DragEvent } from 'react'
import type { BoolNode } from '#kernel/rule'

/** What is dragged: a node of the tree, or a new condition of the palette. */
export type Dragged =
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'rule'; readonly node: BoolNode }

const TYPE = 'application/x-qunce-rule'

export function startDrag(event: DragEvent, dragged: Dragged): void {
  event.stopPropagation()
  event.dataTransfer.setData(TYPE, JSON.stringify(dragged))
  event.dataTransfer.effectAllowed = dragged.kind === 'node' ? 'move' : 'copy'
}

/** What was dropped here; the places around do not get it too. */
export function droppedOn(event: DragEvent): Dragged | null {
  const text = event.dataTransfer.getData(TYPE)
  if (text === '') return null
  event.preventDefault()
  event.stopPropagation()
  return JSON.parse(text) as Dragged
}
