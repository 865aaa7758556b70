import type { PortraitCell } from '../contract-portrait.js'
import { shareEstimate, segmentOf, baseOf, type GroupCounts } from './group-counts.js'
import { hiddenCells } from './small-cells.js'

interface Words {
  readonly zh: string
  readonly en: string
}

/** A cell before it is judged: its counts, and what it is called. */
export interface RawCell {
  readonly code: string | null
  readonly label: Words
  readonly from?: number | null
  readonly to?: number | null
  readonly found: GroupCounts
}

export const notKnown: Words = { zh: '未知', en: 'Not known' }
export const otherValues: Words = { zh: '其他', en: 'Other' }

export interface CellGround {
  readonly size: GroupCounts
  readonly minCell: number
}

/** Cells as people see them, with estimates; p is not adjusted yet. `whole`: every customer is in exactly one. */
export function presentCells(cells: readonly RawCell[], { size, minCell }: CellGround, whole: boolean): PortraitCell[] {
  const hidden = hiddenCells(cells.map(({ found }) => found), minCell, whole)
  return cells.map((cell, at) => {
    const base = { code: cell.code, label: { ...cell.label }, from: cell.from ?? null, to: cell.to ?? null }
    const estimate = hidden[at] === true ? null : shareEstimate(cell.found, size)
    if (estimate === null) return { ...base, hidden: hidden[at] === true, count: null, baseCount: null, share: null, baseShare: null, tgi: null, diff: null, p: null }
    return { ...base, hidden: false, count: segmentOf(cell.found), baseCount: baseOf(cell.found), ...estimate }
  })
}

/** Bounds that cut a column into bins: its deciles, each once. */
export function boundsOf(deciles: readonly (number | null)[]): number[] {
  const known = deciles.filter((value): value is number => value !== null && Number.isFinite(value))
  return [...new Set(known)].sort((a, b) => a - b)
}
