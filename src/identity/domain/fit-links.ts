import { levelCounts, levelShares, matchProbability, matchWeight, patternLevels, settleModel, trainMatches, type LinkModel, type PatternCount } from '#kernel/link'
import { decidePair, type Verdict } from './decide-pair.js'
import type { IdentityRules } from './identity-rules.js'
import { CHOSEN_BY, LINK_FIELDS, fieldAt, type LinkFieldName } from './link-fields.js'

export interface CountedPattern {
  readonly bits: number
  readonly pattern: number
  readonly pairs: number
}

/** What the fit needs to know of the customers: how many there are and have a field, and pairs with a name in common by rank. */
export interface Population {
  readonly customers: number
  readonly having: Readonly<Record<'idNumber' | 'mobile' | 'name' | 'email', number>>
  readonly nameMates: Readonly<Record<2 | 3 | 4, number>>
}

export interface FittedPattern extends Verdict {
  readonly pattern: number
  readonly pairs: number
  readonly weight: number
  readonly probability: number
}

export interface FittedLinks {
  readonly model: LinkModel
  readonly patterns: readonly FittedPattern[]
  /** Of the pairs that are linked, the share expected to be one person; of the pairs expected to be one person, the share linked. */
  readonly expectedPrecision: number
  readonly expectedRecall: number
}

/** Pairs added to each level seen in the random sample. */
const SAMPLE_SMOOTHING = 0.5

/**
 * Fits the model over counted patterns and decides every pattern. Agreements on identifiers and names are counted over
 * all pairs, the others come from a random sample; m comes from EM over the pairs each identifier brings together.
 */
export function fitLinks(counted: readonly CountedPattern[], sample: readonly PatternCount[], population: Population, rules: IdentityRules): FittedLinks {
  const compared = counted.map((row) => ({ ...row, levels: patternLevels(LINK_FIELDS, row.pattern) }))
  const u = levelCounts(LINK_FIELDS, sample, () => 1).map((counts) => levelShares(counts, SAMPLE_SMOOTHING))
  const allPairs = Math.max(1, (population.customers * (population.customers - 1)) / 2)
  const counts = countedLevels(compared, population)
  const present = LINK_FIELDS.map((field) => shareHaving(field.name, population) ** 2)
  const rough = u.map((row, at) => roughShares(counts.get(at), row, allPairs * (present[at] ?? 1)))
  const sessions = CHOSEN_BY.map(({ bit, fields }) => ({ patterns: compared.filter((row) => (row.bits & bit) !== 0), chosenBy: fields.map(fieldAt) }))
  const m = trainMatches({ fields: LINK_FIELDS, u: rough, sessions })
  const model = settleModel({ fields: LINK_FIELDS, m, u: rough, patterns: compared, allPairs, counted: counts, present })
  return judge(compared, model, rules)
}

interface Compared extends PatternCount {
  readonly bits: number
  readonly pattern: number
}

const IDENTIFIERS: readonly LinkFieldName[] = ['idNumber', 'mobile', 'email', 'device', 'social']

function countedLevels(compared: readonly Compared[], population: Population): Map<number, readonly number[]> {
  const seen = levelCounts(LINK_FIELDS, compared, () => 1)
  const counts = new Map<number, readonly number[]>(IDENTIFIERS.map((name) => [fieldAt(name), seen[fieldAt(name)] ?? []]))
  return counts.set(fieldAt('name'), [0, 0, population.nameMates[2], population.nameMates[3], population.nameMates[4]])
}

/** A first u of a counted field, before those of one person are taken out: at most half of what was counted. */
function roughShares(counts: readonly number[] | undefined, sampled: readonly number[], possible: number): readonly number[] {
  if (counts === undefined) return sampled
  const shares = counts.map((count, level) => (level < 2 ? 0 : (count / 2 + SAMPLE_SMOOTHING) / Math.max(1, possible)))
  const agreeing = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share, level) => (level === 1 ? Math.max(1e-9, 1 - agreeing) : share))
}

function shareHaving(name: LinkFieldName, { customers, having }: Population): number {
  const known: Partial<Record<LinkFieldName, number>> = having
  const count = known[name]
  return count === undefined || customers === 0 ? 1 : count / customers
}

function judge(compared: readonly Compared[], model: LinkModel, rules: IdentityRules): FittedLinks {
  const byPattern = new Map<number, FittedPattern>()
  for (const row of compared) {
    const known = byPattern.get(row.pattern)
    byPattern.set(row.pattern, known === undefined ? fitted(row, model, rules) : { ...known, pairs: known.pairs + row.pairs })
  }
  const patterns = [...byPattern.values()]
  const sum = (of: readonly FittedPattern[], value: (pattern: FittedPattern) => number): number => of.reduce((total, pattern) => total + pattern.pairs * value(pattern), 0)
  const linked = patterns.filter((pattern) => pattern.decision === 'accept')
  const hits = sum(linked, (pattern) => pattern.probability)
  const all = sum(patterns, (pattern) => pattern.probability)
  return { model, patterns, expectedPrecision: ratio(hits, sum(linked, () => 1)), expectedRecall: ratio(hits, all) }
}

function fitted(row: Compared, model: LinkModel, rules: IdentityRules): FittedPattern {
  const weight = matchWeight(model, row.levels)
  const probability = matchProbability(model.prior, weight)
  return { pattern: row.pattern, pairs: row.pairs, weight, probability, ...decidePair(row.levels, probability, rules) }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
