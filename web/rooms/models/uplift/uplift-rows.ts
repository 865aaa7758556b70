import type { UpliftFigures } from '#models/contract'
import type { CurveRow } from '../../../ui/charts/curve.js'
import type { ForestRow } from '../../../ui/charts/forest.js'
import type { EstimateValue } from '../../../ui/figures/Estimate.js'

export type ArmFigures = UpliftFigures['arms'][number]

interface Interval {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}

/** An interval as the kit shows it; null where it could not be computed. */
export const estimateOf = (interval: Interval | null): EstimateValue | null =>
  interval === null || interval.low === null || interval.high === null ? null : { value: interval.value, low: interval.low, high: interval.high }

/** Extra outcomes (customers of the test) when the best share is treated: by the model, and when the same share is drawn by lot. */
export function qiniCurves({ points }: Pick<ArmFigures, 'points'>, names: { readonly model: string; readonly chance: string }): readonly CurveRow[] {
  return [
    { name: names.model, points: points.map(({ share, qini }) => ({ x: share, y: qini })) },
    { name: names.chance, isReference: true, namedAt: Math.floor(points.length * 0.6), points: points.map(({ share, qiniByChance }) => ({ x: share, y: qiniByChance })) },
  ]
}

/** Observed effect of each band with its interval, named by what was predicted. */
export function bandRows({ calibration }: Pick<ArmFigures, 'calibration'>, nameOf: (band: number, predicted: number) => string): readonly ForestRow[] {
  return calibration.bands.flatMap(({ band, predicted, observed, rows }) => {
    const estimate = estimateOf(observed)
    return estimate === null ? [] : [{ name: nameOf(band, predicted), value: estimate.value, low: estimate.low, high: estimate.high, n: rows }]
  })
}

/** What an interval proves of an effect: nothing while it holds zero. */
export function provenOf(interval: Interval): 'gain' | 'loss' | 'unclear' {
  if (interval.low === null || interval.high === null) return 'unclear'
  if (interval.low > 0) return 'gain'
  return interval.high < 0 ? 'loss' : 'unclear'
}
