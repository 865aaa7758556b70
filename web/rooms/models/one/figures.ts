import type { Figures } from '#models/contract'
import type { CurveRow } from '../../../ui/charts/curve.js'

type Probability = NonNullable<Figures['probability']>
type Gain = Probability['gains'][number]
type Band = Probability['calibration']['bands'][number]

/** Lift among the first `share` by score; null where it was not measured. */
export function liftAt(lift: Probability['lift'], share: number): number | null {
  return lift.find((point) => Math.abs(point.share - share) < 1e-9)?.value ?? null
}

/** Share of what happens that the highest customers by score hold, from none to all. */
export function gainsCurve(name: string, gains: readonly Gain[]): CurveRow {
  return { name, points: [{ x: 0, y: 0 }, ...gains.map(({ shareOfRows, gain }) => ({ x: shareOfRows, y: gain }))] }
}

/** What a random order would hold. */
export const randomCurve = (name: string): CurveRow => ({ name, isReference: true, namedAt: 1, points: [{ x: 0, y: 0 }, { x: 0.7, y: 0.7 }, { x: 1, y: 1 }] })

/** What a perfect order would hold: all of it within the share that happens. */
export function perfectCurve(name: string, { positives, rows }: Pick<Probability, 'positives' | 'rows'>): CurveRow {
  const share = rows === 0 ? 1 : positives / rows
  return { name, isReference: true, namedAt: 2, points: [{ x: 0, y: 0 }, { x: share, y: 1 }, { x: Math.max(share, 0.3), y: 1 }, { x: 1, y: 1 }] }
}

/** Bands of predicted probability against what happened, with the interval of each. */
export function calibrationCurve(name: string, bands: readonly Band[]): CurveRow {
  return { name, points: bands.map(({ meanProbability, rate, low, high }) => ({ x: meanProbability, y: rate, low, high })) }
}

/** Where predicted is what happens. */
export function idealCurve(name: string, bands: readonly Band[]): CurveRow {
  const most = Math.max(0, ...bands.map(({ meanProbability }) => meanProbability))
  return { name, isReference: true, points: [{ x: 0, y: 0 }, { x: most, y: most }] }
}

/** How a population stability index is read; bounds of Siddiqi (2006). */
export function readPsi(psi: number): 'stable' | 'watch' | 'moved' {
  if (psi < 0.1) return 'stable'
  return psi < 0.25 ? 'watch' : 'moved'
}

/** Below it a group is chosen markedly less often than the most chosen one (four-fifths rule). */
export const LEAST_RATIO = 0.8

type Group = Figures['fairness'][number]['groups'][number]

/** 95 % of the standard normal distribution, both sides. */
const Z = 1.959964

/** Whether two shares differ by more than chance (two-proportion z test, pooled). */
export function differs(a: { readonly share: number; readonly rows: number }, b: { readonly share: number; readonly rows: number }): boolean {
  const pooled = (a.share * a.rows + b.share * b.rows) / Math.max(1, a.rows + b.rows)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / Math.max(1, a.rows) + 1 / Math.max(1, b.rows)))
  return error > 0 && Math.abs(a.share - b.share) / error > Z
}

/** How a group fares: fine, below four fifths of the group chosen most by more than chance, or below it with too few rows to say. */
export function readGroup(group: Group, groups: readonly Group[]): 'fine' | 'low' | 'unsure' {
  if (group.selectedRatio >= LEAST_RATIO) return 'fine'
  const most = groups.reduce((best, one) => (one.selectedRate > best.selectedRate ? one : best), group)
  return differs({ share: group.selectedRate, rows: group.rows }, { share: most.selectedRate, rows: most.rows }) ? 'low' : 'unsure'
}

/** What two versions' intervals say of one being better: nothing where they overlap. */
export function betterOf(a: Interval, b: Interval, good: 'up' | 'down'): 'a' | 'b' | 'unclear' {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return 'unclear'
  if (a.high >= b.low && b.high >= a.low) return 'unclear'
  return b.value > a.value === (good === 'up') ? 'b' : 'a'
}

interface Interval {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}
