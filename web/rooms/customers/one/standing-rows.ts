import type { CustomerStanding } from '#customers/contract'

type Name = CustomerStanding['items'][number]['name']
const [MEASURES, WORDS] = [8, 40]

export interface Rank {
  readonly name: Name
  /** 0 to 1; the middle is one half. */
  readonly rank: number
}

/** The numbers of a customer that are furthest from the middle. */
export function ranksOf({ items }: Pick<CustomerStanding, 'items'>): readonly Rank[] {
  const ranked = items.flatMap(({ name, rank }) => (rank === null ? [] : [{ name, rank }]))
  return ranked.toSorted((a, b) => Math.abs(b.rank - 0.5) - Math.abs(a.rank - 0.5)).slice(0, MEASURES)
}

export interface Rare {
  readonly name: Name
  readonly value: { readonly zh: string; readonly en: string }
  /** The value is yes: the tag's name says it. */
  readonly isYes: boolean
  /** One over the share of customers who have the same. */
  readonly rarity: number
}

/** What a customer shares with few, rarest first. */
export function rareOf({ items }: Pick<CustomerStanding, 'items'>): readonly Rare[] {
  const rare = items.flatMap(({ name, value, share }): Rare[] => (value === null || share === null || share === 0 ? [] : [{ name, value, isYes: value.en === 'Yes', rarity: 1 / share }]))
  return rare.toSorted((a, b) => b.rarity - a.rarity).slice(0, WORDS)
}
