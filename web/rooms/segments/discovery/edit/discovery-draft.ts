import { discoverySchema, type Discovery } from '#segments/contract'
import type { RuleDocument } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'

const TYPES: readonly string[] = ['int', 'decimal', 'money', 'bool', 'enum']
const MOST = 60
const EVERYBODY: RuleDocument = { v: 1, kind: 'rule', rule: { kind: 'always' } }

/** Tags a subgroup may be told by. */
export const tellingTags = (vocabulary: Vocabulary): Vocabulary['tags'] => vocabulary.tags.filter(({ type }) => TYPES.includes(type))

type Feature = Discovery['features'][number]

/** The tag a feature is; null where it is a formula of its own. */
export const tagOf = ({ value: { value } }: Feature): string | null => (value.kind === 'tag' ? value.tag : null)

/** Features of these tags, those that are there as they are; formulas of their own stay. */
export function featuresOf(tags: readonly string[], before: readonly Feature[], vocabulary: Vocabulary): Feature[] {
  const kept = before.filter((feature) => tagOf(feature) === null)
  return [
    ...kept,
    ...tags.map((tag): Feature => {
      const same = before.find((feature) => tagOf(feature) === tag)
      const name = vocabulary.tags.find(({ key }) => key === tag)?.name ?? { zh: tag, en: tag }
      return same ?? { key: tag.replaceAll('-', '_'), name, value: { v: 1, kind: 'value', value: { kind: 'tag', tag } } }
    }),
  ]
}

/** A discovery to begin with: every tag that tells something, up to sixty. */
export function startDiscovery(vocabulary: Vocabulary): Discovery {
  return { population: EVERYBODY, outcome: EVERYBODY, features: featuresOf(tellingTags(vocabulary).slice(0, MOST).map(({ key }) => key), [], vocabulary), side: 'high', depth: 3, leastShare: 0.02, top: 10, rows: 50_000, seed: 1 }
}

export function readDiscovery(body: unknown): Discovery | null {
  const parsed = discoverySchema.safeParse(body)
  return parsed.success ? parsed.data : null
}

/** Whom the outcome is true of among the population, as one rule. */
export function outcomeAmong({ population, outcome }: Pick<Discovery, 'population' | 'outcome'>): RuleDocument {
  return population.rule.kind === 'always' ? outcome : { v: 1, kind: 'rule', rule: { kind: 'all', all: [population.rule, outcome.rule] } }
}

interface Counted {
  readonly count: number | null
}

/** How frequent an outcome is in a population, and whether it is the same for everybody. */
export function frequencyOf(population: Counted | undefined, outcome: Counted | undefined): { all: number | null; met: number | null; rate: number | null; isOne: boolean } {
  const [all, met] = [population?.count ?? null, outcome?.count ?? null]
  if (all === null || met === null) return { all, met, rate: null, isOne: false }
  return { all, met, rate: all === 0 ? null : met / all, isOne: met === 0 || met === all }
}
