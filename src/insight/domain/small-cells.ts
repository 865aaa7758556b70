import { baseOf, segmentOf, type GroupCounts } from './group-counts.js'

/**
 * Which cells of a trait are hidden from somebody with a smallest cell: those with fewer in the segment, in the base, or
 * in the difference of the two, unless there is nobody. Where every customer is in one cell (`whole`), a single hidden one
 * would follow from the others: the next smallest is hidden with it.
 */
export function hiddenCells(cells: readonly GroupCounts[], minCell: number, whole: boolean): readonly boolean[] {
  const small = (count: number) => count > 0 && count < minCell
  const hidden = cells.map((cell) => small(segmentOf(cell)) || small(baseOf(cell)) || small(cell.rest) || small(cell.only))
  if (!whole || hidden.filter(Boolean).length !== 1) return hidden
  const [next] = cells
    .map((cell, at) => ({ at, size: Math.max(segmentOf(cell), baseOf(cell)) }))
    .filter(({ at, size }) => !hidden[at] && size > 0)
    .sort((a, b) => a.size - b.size)
  return next === undefined ? hidden : hidden.map((one, at) => one || at === next.at)
}

/** Whether the two sets themselves are too small to be told apart. */
export function tooSmall(size: GroupCounts, minCell: number): boolean {
  const small = (count: number) => count > 0 && count < minCell
  return small(segmentOf(size)) || small(baseOf(size)) || small(size.rest) || small(size.only)
}
