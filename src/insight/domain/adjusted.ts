import { adjustPValues } from '#kernel/stats'
import type { PortraitCell, PortraitTrait } from '../contract-portrait.js'

/** p of every trait adjusted as one family, traits sorted by how far they set the segment apart. */
export function adjustedTraits(traits: readonly PortraitTrait[]): PortraitTrait[] {
  const ps = adjustPValues(traits.map(({ p }) => p))
  return traits.map((trait, at) => ({ ...trait, p: ps[at] ?? null })).sort((a, b) => b.divergence - a.divergence || (a.key < b.key ? -1 : 1))
}

/** p of the cells of several lists adjusted as one family. */
export function adjustedCells(lists: readonly (readonly PortraitCell[])[]): PortraitCell[][] {
  const ps = adjustPValues(lists.flatMap((cells) => cells.map(({ p }) => p)))
  let at = 0
  return lists.map((cells) => cells.map((cell) => ({ ...cell, p: ps[at++] ?? null })))
}
