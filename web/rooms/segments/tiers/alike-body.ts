import type { Vocabulary } from '#tags/contract'

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']
const MOST = 60

/** What a person chose, by keys of tags and segments. */
export interface AlikeChoice {
  /** Tags it does not compare by. */
  readonly without: readonly string[]
  /** Tags it compares by although they read what decides who is a seed. */
  readonly evenSo: readonly string[]
  /** Segments whose members are not ranked. */
  readonly exclude: readonly string[]
  /** Nor are those who refused marketing or contact. */
  readonly suppressed: boolean
}

type NamedTag = Vocabulary['tags'][number]

const numbersOf = ({ tags }: Vocabulary): Vocabulary['tags'] => tags.filter(({ type }) => NUMBERS.includes(type))

/** Tags a look-alike compares by: numbers, at most sixty, whole tags before shares of tags. */
export function comparedTags(vocabulary: Vocabulary): Vocabulary['tags'] {
  return numbersOf(vocabulary).toSorted((one, two) => Number(isShare(one)) - Number(isShare(two))).slice(0, MOST)
}

/** How many numbers it does not compare by, since they are too many. */
export function leftUncompared(vocabulary: Vocabulary): number {
  return Math.max(0, numbersOf(vocabulary).length - MOST)
}

const isShare = ({ key }: Pick<NamedTag, 'key'>): boolean => key.includes('.')

/** A tag as a feature. */
export function featureOf({ key, name }: Pick<NamedTag, 'key' | 'name'>) {
  return { key: key.replaceAll('-', '_'), name, value: { v: 1, kind: 'value', value: { kind: 'tag', tag: key } } } as const
}

/** Members of a segment as seeds. */
export function seedsOf(segment: string) {
  return { v: 1, kind: 'rule', rule: { kind: 'inSegment', segment, version: 'latest' } } as const
}

/** A tiering of who is like the members of a segment. */
export function alikeBody(segment: string, tags: readonly NamedTag[], { without, evenSo, exclude, suppressed }: AlikeChoice) {
  const features = tags.filter(({ key }) => !without.includes(key)).map((tag) => ({ ...featureOf(tag), ...(evenSo.includes(tag.key) ? { evenSo: true } : {}) }))
  return { plan: { kind: 'alike', seeds: seedsOf(segment), features, ...(exclude.length > 0 || suppressed ? { exclude: { segments: [...exclude], suppressed } } : {}) } }
}

interface Point {
  readonly from: number
  readonly customers: number
  readonly seeds: number
  readonly lift: number | null
}

/** What the curve tells of a size, between its points in a straight line; null without a curve. */
export function atSize(curve: readonly Point[], size: number): { from: number; seeds: number; lift: number | null } | null {
  const above = curve.find(({ customers }) => customers >= size) ?? curve.at(-1)
  if (above === undefined) return null
  const below = curve.findLast(({ customers }) => customers < size) ?? { from: above.from, customers: 0, seeds: 0, lift: above.lift }
  const part = above.customers === below.customers ? 1 : Math.min(1, (size - below.customers) / (above.customers - below.customers))
  const between = (one: number, other: number) => one + (other - one) * part
  return { from: between(below.from, above.from), seeds: between(below.seeds, above.seeds), lift: below.lift === null || above.lift === null ? above.lift : between(below.lift, above.lift) }
}
