import { attractions, type Attraction } from '../contract-attractiveness.js'

export type ByAttraction = Readonly<Record<Attraction, number | null>>

export interface Rated {
  readonly ranks: ByAttraction
  readonly parts: ByAttraction
  readonly score: number | null
}

/**
 * Percentile of a value among values, itself with them, ties by the middle of their ranks: (below + equal / 2) / n × 100
 * (mid-rank; Hyndman and Fan, The American Statistician 50, 1996, on the choice). One alone is 50.
 */
export function midRank(value: number, values: readonly number[]): number {
  const below = values.filter((other) => other < value).length
  const equal = values.filter((other) => other === value).length
  return ((below + equal / 2) / values.length) * 100
}

/**
 * Scores of segments among each other: the weighted mean of their percentiles (simple additive weighting; Fishburn, Operations
 * Research 15, 1967), by size, growth, value, reach and effect as a segment is to be substantial, accessible and responsive
 * (Kotler and Keller, Marketing Management, ch. 9). What is not known of a segment is left out, and the others' weights scaled up.
 */
export function rated(figures: readonly ByAttraction[], weights: Readonly<Record<Attraction, number>>): Rated[] {
  const known = byAttraction((one) => figures.flatMap((each) => each[one] ?? []))
  return figures.map((own) => {
    const ranks = byAttraction((one) => (own[one] === null ? null : midRank(own[one], known[one])))
    const whole = attractions.reduce((sum, one) => sum + (ranks[one] === null ? 0 : weights[one]), 0)
    const parts = byAttraction((one) => (ranks[one] === null || whole === 0 ? null : (weights[one] / whole) * ranks[one]))
    return { ranks, parts, score: whole === 0 ? null : attractions.reduce((sum, one) => sum + (parts[one] ?? 0), 0) }
  })
}

function byAttraction<Value>(of: (one: Attraction) => Value): Record<Attraction, Value> {
  return { size: of('size'), growth: of('growth'), value: of('value'), reach: of('reach'), uplift: of('uplift') }
}
