import type { TierCell, TieringPlan, TierRow } from '../contract-tiering.js'
import type { CellRow } from '../sql/tier-reading.js'
import { nearFrom } from './tier-cell.js'

/** Shares of the richest that are told. */
const TOP = [0.01, 0.05, 0.1, 0.2] as const

interface Point {
  readonly customers: number
  readonly measure: number
}

/** Gini coefficient and top shares of a Lorenz curve (shares from the poorest, rising to 1, 1), by trapezoids between its points. */
export function concentrationOf(points: readonly Point[], gini: number | null) {
  const curve = [{ customers: 0, measure: 0 }, ...points]
  return { gini: gini ?? 0, curve, top: TOP.map((share) => ({ share, holds: 1 - heldBy(curve, 1 - share) })) }
}

/** What the poorest share hold: straight between the points of the curve. */
function heldBy(curve: readonly Point[], share: number): number {
  const after = curve.findIndex(({ customers }) => customers >= share)
  const [to, from] = [curve[after], curve[after - 1]]
  if (to === undefined) return 1
  if (from === undefined) return to.measure
  const part = (share - from.customers) / (to.customers - from.customers)
  return from.measure + part * (to.measure - from.measure)
}

/** Upper tiers of a pyramid: from what a customer of the tier below is near, and the floor. */
export function nearFloors(plan: TieringPlan, cells: readonly TierCell[]) {
  if (plan.kind !== 'pyramid') return []
  return cells.slice(1).flatMap(({ from }, at) => (from === null ? [] : [{ cell: at, from: nearFrom(plan.near, from), floor: from }]))
}

export interface CellExtras {
  readonly met: readonly number[]
  /** By the cell below the floor. */
  readonly near: ReadonlyMap<number, { readonly near: number; readonly lacking: number }>
  readonly isLifecycle: boolean
}

/** Rows of a result, one a cell, with shares; what is below the smallest cell is hidden, and shares with it. */
export function tierRows(cells: readonly TierCell[], found: readonly CellRow[], extras: CellExtras, minCell: number): TierRow[] {
  const totals = { customers: found.reduce((sum, row) => sum + Number(row.n), 0), money: found.reduce((sum, row) => sum + (row.money ?? 0), 0) }
  return cells.map(({ code }, at) => ({
    code,
    ...sizeOf(found.find(({ cell }) => cell === at), totals, minCell, extras.isLifecycle),
    met: hidden(extras.met[at - 1] ?? null, minCell),
    ...nearOf(extras.near.get(at - 1), minCell),
  }))
}

const NOTHING = { share: null, money: null, moneyShare: null, mean: null, dwell: null } as const

function sizeOf(row: CellRow | undefined, totals: { readonly customers: number; readonly money: number }, minCell: number, isLifecycle: boolean) {
  if (row === undefined) return { ...NOTHING, customers: 0, share: 0 }
  const customers = hidden(Number(row.n), minCell)
  if (customers === null) return { ...NOTHING, customers }
  const { money, mean, dwell } = row
  return { customers, share: shareOf(customers, totals.customers), money, moneyShare: money === null ? null : shareOf(money, totals.money), mean, dwell: isLifecycle ? dwell : null }
}

function nearOf(found: { readonly near: number; readonly lacking: number } | undefined, minCell: number) {
  const near = hidden(found?.near ?? null, minCell)
  return { near, lacking: near === null ? null : (found?.lacking ?? null) }
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** A count below the smallest cell is not told. */
export function hidden(count: number | null, minCell: number): number | null {
  return count !== null && count > 0 && count < minCell ? null : count
}
