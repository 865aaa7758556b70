import { matchProbability, matchWeight, type FieldModel, type LinkField, type LinkModel, type PatternCount } from './model.js'

/** Pairs that were chosen because some fields agree: those fields say nothing about them. */
export interface TrainingSession {
  readonly patterns: readonly PatternCount[]
  /** Indexes of the fields the pairs were chosen by. */
  readonly chosenBy: readonly number[]
}

export interface TrainingOptions {
  readonly fields: readonly LinkField[]
  /** u by field and level, from pairs taken at random; kept as they are while m is sought. */
  readonly u: readonly (readonly number[])[]
  readonly sessions: readonly TrainingSession[]
}

const ROUNDS = 500
const SETTLED = 1e-6
/** Pairs added to every level of m, so that one never seen is unlikely, not impossible. */
const SMOOTHING = 0.5

interface Estimate {
  share: number
  m: readonly (readonly number[])[]
}

/** Shares of levels 1 and up among counted ones, smoothed; level 0 is not counted. Sums to 1. */
export function levelShares(counts: readonly number[], smoothing: number): number[] {
  const total = counts.slice(1).reduce((sum, count) => sum + count + smoothing, 0)
  return counts.map((count, level) => (level === 0 || total === 0 ? 0 : (count + smoothing) / total))
}

/** Counts of each field's levels over patterns, each weighed by `weigh`. */
export function levelCounts(fields: readonly LinkField[], patterns: readonly PatternCount[], weigh: (pattern: PatternCount) => number): number[][] {
  const counts = fields.map((field) => new Array<number>(field.levels).fill(0))
  for (const pattern of patterns) {
    const weight = pattern.pairs * weigh(pattern)
    fields.forEach((_, at) => {
      const level = pattern.levels[at] ?? 0
      const row = counts[at]
      if (row !== undefined) row[level] = (row[level] ?? 0) + weight
    })
  }
  return counts
}

/**
 * m by expectation and maximisation over each session's patterns with u fixed (Winkler 2000, Using the EM Algorithm for
 * Weight Computation in the Fellegi-Sunter Model), fields a session was chosen by left out of it; the mean over the
 * sessions, weighed by the pairs of one person each is expected to hold.
 */
export function trainMatches(options: TrainingOptions): number[][] {
  const sums = options.fields.map((field) => new Array<number>(field.levels).fill(0))
  for (const session of options.sessions) {
    const estimate = trainSession(options, session)
    const counts = levelCounts(options.fields, session.patterns, (pattern) => posterior(estimate, options.u, pattern, session.chosenBy))
    counts.forEach((row, at) => {
      if (session.chosenBy.includes(at)) return
      row.forEach((count, level) => {
        const sum = sums[at]
        if (sum !== undefined) sum[level] = (sum[level] ?? 0) + count
      })
    })
  }
  return sums.map((counts, at) => withDefault(counts, options.fields[at]))
}

/** A field no session saw: agreement is taken to be nine times in ten. */
function withDefault(counts: readonly number[], field: LinkField | undefined): number[] {
  const seen = counts.slice(1).reduce((sum, count) => sum + count, 0)
  return seen >= 1 ? levelShares(counts, SMOOTHING) : startingShares(field?.levels ?? counts.length)
}

function startingShares(levels: number): number[] {
  return Array.from({ length: levels }, (_, level) => (level === 0 ? 0 : level === 1 ? 0.1 : 0.9 / (levels - 2)))
}

function trainSession(options: TrainingOptions, session: TrainingSession): Estimate {
  const estimate: Estimate = { share: 0.5, m: options.fields.map((field) => startingShares(field.levels)) }
  const total = session.patterns.reduce((sum, pattern) => sum + pattern.pairs, 0)
  if (total === 0) return estimate
  for (let round = 0; round < ROUNDS; round += 1) {
    const chances = new Map(session.patterns.map((pattern) => [pattern, posterior(estimate, options.u, pattern, session.chosenBy)]))
    const matches = session.patterns.reduce((sum, pattern) => sum + pattern.pairs * (chances.get(pattern) ?? 0), 0)
    const counts = levelCounts(options.fields, session.patterns, (pattern) => chances.get(pattern) ?? 0)
    const next = { share: (matches + SMOOTHING) / (total + 2 * SMOOTHING), m: counts.map((row) => levelShares(row, SMOOTHING)) }
    const moved = Math.max(Math.abs(next.share - estimate.share), ...next.m.flatMap((row, at) => row.map((share, level) => Math.abs(share - (estimate.m[at]?.[level] ?? 0)))))
    Object.assign(estimate, next)
    if (moved < SETTLED) break
  }
  return estimate
}

function posterior(estimate: Estimate, u: readonly (readonly number[])[], pattern: PatternCount, without: readonly number[]): number {
  let bits = 0
  pattern.levels.forEach((level, at) => {
    if (level === 0 || without.includes(at)) return
    bits += Math.log2((estimate.m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1))
  })
  return matchProbability(estimate.share, bits)
}

export interface SettleOptions {
  readonly fields: readonly LinkField[]
  readonly m: readonly (readonly number[])[]
  readonly u: readonly (readonly number[])[]
  /** Every pair that agrees on some identifier, with its comparison. */
  readonly patterns: readonly PatternCount[]
  /** Pairs there are at all: n (n - 1) / 2. */
  readonly allPairs: number
  /** Fields whose agreeing pairs were counted, not sampled: of all pairs, how many are at each level from 2 up. */
  readonly counted: ReadonlyMap<number, readonly number[]>
  /** Of all pairs, the share that has the field on both sides, by field. */
  readonly present: readonly number[]
}

const SETTLE_ROUNDS = 25

/**
 * The prior and the u of counted fields, by turns: the pairs expected to be one person over all pairs; and for a level
 * of a counted field, the pairs at it less those expected to be one person, over all pairs that could be. A random
 * sample never sees agreements this rare.
 */
export function settleModel(options: SettleOptions): LinkModel {
  let prior = Math.min(0.5, 1 / Math.max(2, Math.sqrt(options.allPairs)))
  let u = options.u.map((row) => [...row])
  for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
    const model = assemble(options.fields, options.m, u, prior)
    const chance = (pattern: PatternCount) => matchProbability(prior, matchWeight(model, pattern.levels))
    const matches = options.patterns.reduce((sum, pattern) => sum + pattern.pairs * chance(pattern), 0)
    const next = Math.min(0.5, Math.max(SMOOTHING, matches) / Math.max(1, options.allPairs))
    const same = levelCounts(options.fields, options.patterns, chance)
    u = u.map((row, at) => {
      const counts = options.counted.get(at)
      return counts === undefined ? row : countedShares(counts, same[at] ?? [], options.allPairs * (options.present[at] ?? 0))
    })
    const moved = Math.abs(next - prior) / prior
    prior = next
    if (moved < SETTLED) break
  }
  return assemble(options.fields, options.m, u, prior)
}

function countedShares(counts: readonly number[], same: readonly number[], possible: number): number[] {
  const shares = counts.map((count, level) => (level < 2 ? 0 : (Math.max(0, count - (same[level] ?? 0)) + SMOOTHING) / Math.max(1, possible)))
  const agreeing = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share, level) => (level === 1 ? Math.max(1e-9, 1 - agreeing) : share))
}

function assemble(fields: readonly LinkField[], m: readonly (readonly number[])[], u: readonly (readonly number[])[], prior: number): LinkModel {
  const models: FieldModel[] = fields.map((field, at) => ({ name: field.name, m: m[at] ?? [], u: u[at] ?? [] }))
  return { prior, fields: models }
}
