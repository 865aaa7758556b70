import type { TierDepth } from '../contract-depth.js'
import { hiddenCells } from './hide-cells.js'
import { depthOf, type HeldCount } from './next-product.js'
import { hidden } from './tier-figures.js'

type DepthRow = TierDepth['rows'][number]

/** Categories in the order the bank model lists them, what it does not list after them; the first thirty. */
export function categoryOrder(found: readonly string[], listed: readonly string[]): string[] {
  const own = new Set(found)
  return [...listed.filter((code) => own.has(code)), ...found.filter((code) => !listed.includes(code)).toSorted()].slice(0, 30)
}

/**
 * Rows of tiers and of all together: how many hold how many categories, and each category. Small counts are hidden with what would
 * tell them: by depth across tiers and all, by category with those who lack it. TGI = share of the tier / share of all × 100.
 */
export function depthRows(codes: readonly string[], rows: readonly HeldCount[], categories: number, minCell: number): DepthRow[] {
  const cells = [...codes.map((_, at) => rows.filter(({ cell }) => cell === at)), rows]
  const most = Math.max(1, ...rows.map(({ mask }) => depthOf(mask)))
  const depths = cells.map((own) => Array.from({ length: most + 1 }, (_, depth) => sum(own.filter(({ mask }) => depthOf(mask) === depth))))
  const isHidden = hiddenCells(depths, minCell)
  const held = Array.from({ length: categories }, (_, at) => heldColumn(cells.map((own) => ({ customers: sum(own), holders: sum(own.filter(({ mask }) => (mask & (1 << at)) !== 0)) })), minCell))
  return cells.map((own, row) => {
    const customers = hidden(sum(own), minCell)
    const told = (depths[row] ?? []).map((count, depth) => (customers === null || isHidden[row]?.[depth] === true ? null : count))
    return {
      cell: codes[row] ?? null,
      customers,
      depths: told,
      single: share(told[1] ?? null, customers),
      mean: customers === null || customers === 0 || told.includes(null) ? null : told.reduce<number>((all, count, depth) => all + (count ?? 0) * depth, 0) / customers,
      held: held.map((column) => column[row] ?? { customers: null, share: null, tgi: null }),
    }
  })
}

interface Holding {
  readonly customers: number
  readonly holders: number
}

/** A category's holders by tier and, last, of all; a count is hidden with its rest. */
function heldColumn(rows: readonly Holding[], minCell: number): DepthRow['held'] {
  const isHidden = hiddenCells(rows.map(({ customers, holders }) => [holders, customers - holders]), minCell)
  const all = rows.at(-1)
  const base = all === undefined || isHidden.at(-1)?.[0] === true ? null : share(all.holders, all.customers)
  return rows.map(({ customers, holders }, row) => {
    if (isHidden[row]?.[0] === true || hidden(customers, minCell) === null) return { customers: null, share: null, tgi: null }
    const own = share(holders, customers)
    return { customers: holders, share: own, tgi: own === null || base === null || base === 0 ? null : (own / base) * 100 }
  })
}

const sum = (rows: readonly HeldCount[]): number => rows.reduce((all, { customers }) => all + customers, 0)
const share = (part: number | null, whole: number | null): number | null => (part === null || whole === null || whole === 0 ? null : part / whole)
