import { fail } from '#kernel/error'
import type { SpaceAsk } from '../contract-depth.js'
import { depthOf, learnNext, type HeldCount, type NextChance } from './next-product.js'
import { hidden } from './tier-figures.js'

/** Next products a customer is shown with. */
const MOST_SHOWN = 3

export interface SpaceGround {
  readonly all: readonly HeldCount[]
  readonly own: readonly HeldCount[]
  readonly categories: readonly string[]
  /** Place of the cell asked for; null of all. */
  readonly cell: number | null
  readonly minCell: number
}

/** Customers of one cell and set with room for a category. */
export interface Space {
  readonly cell: number
  readonly mask: number
  readonly customers: number
  /** The category asked for, the likeliest where none is. */
  readonly first: NextChance
  /** What they lack, the likeliest first. */
  readonly next: readonly NextChance[]
}

/** Who holds at most so many categories, and lacks one that others of their tier hold, with the chances of each. @throws AppError TIERING_CATEGORY_UNKNOWN */
export function whiteSpace({ all, own, categories, cell, minCell }: SpaceGround, { most, category }: Pick<SpaceAsk, 'most' | 'category'>): Space[] {
  const wanted = category === undefined ? null : categories.indexOf(category)
  if (wanted === -1) fail('TIERING_CATEGORY_UNKNOWN', { category: category ?? '' })
  const chancesOf = learnNext(all, categories.length, minCell)
  return own.flatMap((row) => {
    if ((cell !== null && row.cell !== cell) || depthOf(row.mask) > most) return []
    const chances = chancesOf(row.cell, row.mask)
    const first = wanted === null ? chances[0] : chances.find((chance) => chance.category === wanted)
    if (first === undefined) return []
    const rest = chances.filter((chance) => chance !== first)
    return [{ ...row, first, next: [first, ...rest].slice(0, MOST_SHOWN) }]
  })
}

/** Of those who hold at most so many: how many lack each category, the mean of their chances, and how many would hold it by them. */
export function spacesByCategory(ground: SpaceGround, most: number) {
  const { own, cell, categories, minCell } = ground
  const people = own.filter((row) => (cell === null || row.cell === cell) && depthOf(row.mask) <= most)
  const customers = total(people)
  const items = categories.map((category) => {
    const spaces = whiteSpace(ground, { most, category })
    const lacking = hiddenPart(total(spaces), customers, minCell)
    const expected = spaces.reduce((sum, space) => sum + space.customers * space.first.chance, 0)
    const isTold = lacking !== null && lacking > 0
    return { category, lacking, chance: isTold ? expected / lacking : null, expected: isTold ? expected : null }
  })
  return { customers: hidden(customers, minCell), items: items.toSorted((a, b) => (b.expected ?? 0) - (a.expected ?? 0)) }
}

/** A part of so many, hidden with its rest. */
function hiddenPart(part: number, whole: number, minCell: number): number | null {
  return hidden(whole - part, minCell) === null ? null : hidden(part, minCell)
}

const total = (rows: readonly { readonly customers: number }[]): number => rows.reduce((sum, { customers }) => sum + customers, 0)
