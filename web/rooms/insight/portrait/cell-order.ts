import type { PortraitCell } from '#insight/contract'

/** What the cells of a portrait are put in order by. */
export const cellOrders = ['given', 'count', 'tgi', 'diff'] as const
export type CellOrder = (typeof cellOrders)[number]

function figureOf(cell: PortraitCell, by: CellOrder): number {
  if (by === 'count') return cell.count ?? Number.NEGATIVE_INFINITY
  if (by === 'tgi') return cell.tgi?.value ?? Number.NEGATIVE_INFINITY
  return cell.diff?.value ?? Number.NEGATIVE_INFINITY
}

/** Cells from the highest figure down; hidden ones and those without it last, equals as given. */
export function orderedCells(cells: readonly PortraitCell[], by: CellOrder): readonly PortraitCell[] {
  if (by === 'given') return cells
  return cells.toSorted((a, b) => {
    if (a.hidden !== b.hidden) return a.hidden ? 1 : -1
    const [one, other] = [figureOf(a, by), figureOf(b, by)]
    return one === other ? 0 : other - one
  })
}
