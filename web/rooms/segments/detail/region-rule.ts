import type { BoolNode } from '#kernel/rule'
import type { Overlap } from '#segments/contract'

type Regions = NonNullable<Overlap['regions']>

/** The largest first; hidden ones last. */
export function regionsInOrder(regions: Regions): Regions {
  return [...regions].sort((a, b) => (b.count ?? -1) - (a.count ?? -1))
}

/** In these segments and in none of the others. */
export function regionRule(of: readonly string[], all: readonly string[]): BoolNode {
  const member = (segment: string): BoolNode => ({ kind: 'inSegment', segment, version: 'latest' })
  const others = all.filter((key) => !of.includes(key))
  return { kind: 'all', all: [...of.map(member), ...others.map((key): BoolNode => ({ kind: 'not', not: member(key) }))] }
}
