import { normalQuantile } from '#kernel/stats'
import type { Interval } from '../metrics/interval.js'

/** Customers by cell of a tag: with the outcome and without it. */
export interface OutcomeCounts {
  readonly events: readonly number[]
  readonly others: readonly number[]
}

const LEVEL = 0.95
const Z = normalQuantile(0.5 + LEVEL / 2)

/**
 * Information value Σ (p − q) ln(p / q) of counts by cell (Siddiqi 2006), less what chance alone gives a tag of so many
 * cells, (k − 1)(1/n₁ + 1/n₀); its error by the delta method. A cell empty on one side counts half a row. NaN when one
 * outcome is absent.
 */
export function informationValue({ events, others }: OutcomeCounts): Interval {
  const [n1, n0] = [sum(events), sum(others)]
  const cells = events.flatMap((event, at) => {
    const other = others[at] ?? 0
    return event + other === 0 ? [] : [{ p: Math.max(event, 0.5) / n1, q: Math.max(other, 0.5) / n0 }]
  })
  if (n1 === 0 || n0 === 0) return interval(Number.NaN, Number.NaN)
  const raw = cells.reduce((total, { p, q }) => total + (p - q) * Math.log(p / q), 0)
  const chance = Math.max(0, cells.length - 1) * (1 / n1 + 1 / n0)
  const up = spread(cells.map(({ p, q }) => ({ share: p, slope: Math.log(p / q) + (p - q) / p })))
  const down = spread(cells.map(({ p, q }) => ({ share: q, slope: -Math.log(p / q) - (p - q) / q })))
  return interval(Math.max(0, raw - chance), Math.sqrt(up / n1 + down / n0))
}

/**
 * Kolmogorov-Smirnov distance between the two outcomes over cells in the order given; its error that of a difference of
 * two shares at the cell where it is reached. NaN when one outcome is absent.
 */
export function separation({ events, others }: OutcomeCounts): Interval {
  const [n1, n0] = [sum(events), sum(others)]
  if (n1 === 0 || n0 === 0) return interval(Number.NaN, Number.NaN)
  let [up, down, value, at] = [0, 0, 0, { up: 0, down: 0 }]
  for (const [cell, event] of events.entries()) {
    up += event / n1
    down += (others[cell] ?? 0) / n0
    if (Math.abs(up - down) > value) [value, at] = [Math.abs(up - down), { up, down }]
  }
  return interval(value, Math.sqrt((at.up * (1 - at.up)) / n1 + (at.down * (1 - at.down)) / n0))
}

/** Cells in the order of their share of events: the order in which codes separate best. */
export function byEventRate({ events, others }: OutcomeCounts): OutcomeCounts {
  const order = events.map((_, at) => at).sort((a, b) => rate(events, others, a) - rate(events, others, b) || a - b)
  return { events: order.map((at) => events[at] ?? 0), others: order.map((at) => others[at] ?? 0) }
}

/** Share who agree, with Wilson's interval (Wilson 1927). */
export function agreement(agree: number, rows: number): Interval {
  if (rows === 0) return interval(Number.NaN, Number.NaN)
  const share = agree / rows
  const middle = (share + Z ** 2 / (2 * rows)) / (1 + Z ** 2 / rows)
  const half = (Z / (1 + Z ** 2 / rows)) * Math.sqrt((share * (1 - share)) / rows + Z ** 2 / (4 * rows ** 2))
  return { value: share, error: half / Z, low: Math.max(0, middle - half), high: Math.min(1, middle + half), level: LEVEL, method: 'normal' }
}

function rate(events: readonly number[], others: readonly number[], at: number): number {
  const [event, other] = [events[at] ?? 0, others[at] ?? 0]
  return event + other === 0 ? 0 : event / (event + other)
}

function spread(parts: readonly { readonly share: number; readonly slope: number }[]): number {
  const mean = parts.reduce((total, { share, slope }) => total + share * slope, 0)
  return parts.reduce((total, { share, slope }) => total + share * slope ** 2, 0) - mean ** 2
}

function interval(value: number, error: number): Interval {
  return { value, error, low: Math.max(0, value - Z * error), high: value + Z * error, level: LEVEL, method: 'delta' }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
