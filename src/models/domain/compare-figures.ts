import type { Figures, VersionItem } from '../contract.js'

/** The one figure a version is known by. */
export function headlineOf(figures: Figures): VersionItem['headline'] {
  const { probability, amount } = figures
  if (probability !== null) return { metric: 'auc', value: probability.auc.value, low: probability.auc.low, high: probability.auc.high }
  const arm = figures.uplift?.arms[0]
  if (arm !== undefined) return { metric: 'qini', value: arm.qini.value, low: arm.qini.low, high: arm.qini.high }
  return amount === null ? null : { metric: 'r2', value: amount.r2.value, low: amount.r2.low, high: amount.r2.high }
}

function metricsOf({ probability, amount, uplift }: Figures): Map<string, number | null> {
  if (uplift !== null && uplift !== undefined) return new Map(uplift.arms.flatMap(upliftMetrics))
  if (probability !== null) {
    return new Map([
      ['auc', probability.auc.value],
      ['averagePrecision', probability.averagePrecision.value],
      ['ks', probability.ks.value],
      ['brier', probability.brier],
      ['logLoss', probability.logLoss],
      ['calibrationSlope', probability.calibrationSlope],
      ['calibrationError', probability.calibration.expectedError],
      ...probability.lift.map(({ share, value }) => [`lift@${share * 100}%`, value] as const),
    ])
  }
  return amount === null ? new Map<string, number>() : new Map([['r2', amount.r2.value], ['rmse', amount.rmse.value], ['mae', amount.mae.value]])
}

function upliftMetrics({ arm, qini, auuc, moneyQini, calibration, upliftAt }: NonNullable<Figures['uplift']>['arms'][number]): (readonly [string, number | null])[] {
  return [
    [`${arm}: qini`, qini.value],
    [`${arm}: auuc`, auuc?.value ?? null],
    [`${arm}: moneyQini`, moneyQini?.value ?? null],
    [`${arm}: calibrationSlope`, calibration.slope],
    ...upliftAt.map(({ share, uplift }) => [`${arm}: uplift@${share * 100}%`, uplift.value] as const),
  ]
}

/** Every metric either has, with b less a. */
export function differencesOf(a: Figures, b: Figures): { metric: string; a: number | null; b: number | null; difference: number | null }[] {
  const [left, right] = [metricsOf(a), metricsOf(b)]
  return [...new Set([...left.keys(), ...right.keys()])].map((metric) => {
    const [x, y] = [left.get(metric) ?? null, right.get(metric) ?? null]
    return { metric, a: x, b: y, difference: x === null || y === null ? null : y - x }
  })
}
