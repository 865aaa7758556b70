import type { HeldChance } from '../contract-depth.js'

/** Customers of a cell who hold the same categories: bit i of `mask` is category i. */
export interface HeldCount {
  readonly cell: number
  readonly mask: number
  readonly customers: number
}

/** Fewest customers a chance is read from. */
export const LEAST_PEERS = 30

export interface NextChance {
  /** Place of the category. */
  readonly category: number
  readonly chance: number
  readonly way: HeldChance['way']
  readonly support: number
}

interface Learned {
  readonly customers: number
  readonly byMask: ReadonlyMap<number, number>
  readonly holders: readonly number[]
  /** Who holds both. */
  readonly both: readonly (readonly number[])[]
}

const has = (mask: number, category: number): boolean => (mask & (1 << category)) !== 0
const places = (categories: number): number[] => Array.from({ length: categories }, (_, at) => at)

/** How many categories of a set. */
export function depthOf(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** Places of the categories of a set. */
export const heldOf = (mask: number, categories: number): number[] => places(categories).filter((at) => has(mask, at))

/**
 * Chances that a customer of a cell with a set of categories holds each one they lack, the highest first.
 *
 * Of those in the cell who hold exactly the same else, n with and without it: (k + 1) / (n + 2), where k hold it (Laplace's rule
 * of succession, 1774). Of fewer than 30, or where k or n − k would tell fewer than the smallest cell, naive Bayes over all
 * categories of the cell, held and not, each probability with the same rule (Domingos and Pazzani, Machine Learning 29, 1997):
 * it orders well, and overstates where categories go together. Nothing where the cell has fewer than 30, or nobody in it holds
 * the category.
 */
export function learnNext(rows: readonly HeldCount[], categories: number, minCell: number): (cell: number, mask: number) => NextChance[] {
  const cells = new Map<number, Learned>()
  for (const cell of new Set(rows.map((row) => row.cell))) cells.set(cell, learned(rows.filter((row) => row.cell === cell), categories))
  return (cell, mask) => {
    const known = cells.get(cell)
    if (known === undefined || known.customers < LEAST_PEERS) return []
    const lacking = places(categories).filter((at) => !has(mask, at) && (known.holders[at] ?? 0) > 0)
    return lacking.map((at) => chanceOf(known, mask, at, minCell)).toSorted((a, b) => b.chance - a.chance || a.category - b.category)
  }
}

function learned(rows: readonly HeldCount[], categories: number): Learned {
  const sum = (is: (mask: number) => boolean) => rows.reduce((all, { mask, customers }) => all + (is(mask) ? customers : 0), 0)
  const each = places(categories)
  return {
    customers: sum(() => true),
    byMask: new Map(rows.map(({ mask, customers }) => [mask, customers])),
    holders: each.map((at) => sum((mask) => has(mask, at))),
    both: each.map((a) => each.map((b) => sum((mask) => has(mask, a) && has(mask, b)))),
  }
}

const succession = (k: number, n: number): number => (k + 1) / (n + 2)

function chanceOf(known: Learned, mask: number, category: number, minCell: number): NextChance {
  const holding = known.byMask.get(mask | (1 << category)) ?? 0
  const lacking = known.byMask.get(mask) ?? 0
  const isTold = (count: number) => count === 0 || count >= minCell
  if (holding + lacking >= LEAST_PEERS && isTold(holding) && isTold(lacking)) return { category, chance: succession(holding, holding + lacking), way: 'same', support: holding + lacking }
  return { category, chance: bayes(known, mask, category), way: 'bayes', support: known.customers }
}

/** Odds before, times for each other category how much more often its state is seen of holders than of the others. */
function bayes({ customers, holders, both }: Learned, mask: number, category: number): number {
  const own = holders[category] ?? 0
  const prior = succession(own, customers)
  let odds = Math.log(prior / (1 - prior))
  for (const [other, held] of holders.entries()) {
    // Who tells nothing: itself, and what everybody or nobody holds.
    if (other === category || held === 0 || held === customers) continue
    const shared = both[category]?.[other] ?? 0
    const [ofOwn, ofRest] = [succession(shared, own), succession(held - shared, customers - own)]
    odds += has(mask, other) ? Math.log(ofOwn / ofRest) : Math.log((1 - ofOwn) / (1 - ofRest))
  }
  return 1 / (1 + Math.exp(-odds))
}
