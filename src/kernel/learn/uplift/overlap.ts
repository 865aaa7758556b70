import type { Column, Matrix } from '../data/matrix.js'

/** How far apart the two arms are in one feature, in pooled standard deviations; a category is told level by level. */
export interface FeatureBalance {
  readonly feature: string
  /** Null for a number; the part of missing values has the level `null` and kind `missing`. */
  readonly level: string | null
  readonly part: 'value' | 'level' | 'missing'
  readonly before: number
  readonly after: number
}

/** Whether treated and untreated customers can be compared at all. */
export interface Overlap {
  /** Share of weight whose propensity lies where both arms have rows: between the greater of the least and the lesser of the greatest (Dehejia and Wahba 1999). */
  readonly commonSupport: number
  /** Share of weight with propensity in [.1, .9], the rule of thumb of Crump, Hotz, Imbens and Mitnik 2009. */
  readonly wellInside: number
  /** Rows the weighted arm is worth: (Σw)² / Σw² (Kish 1965), beside its rows. */
  readonly treatedEffective: number
  readonly treatedRows: number
  readonly controlEffective: number
  readonly controlRows: number
  readonly least: number
  readonly greatest: number
  /** Rows whose estimated propensity was cut to [clip, 1 - clip]. */
  readonly clippedRows: number
  readonly balance: readonly FeatureBalance[]
  /** Greatest absolute standardised difference before and after weighting. */
  readonly worstBefore: number
  readonly worstAfter: number
  readonly warnings: readonly OverlapWarning[]
}

/**
 * `confounded`: before weighting some feature differs by more than .1 (Austin 2009): who was treated was not left to
 * chance. `unbalanced`: it still does after weighting. `little_support`: under 90 % of weight in common support.
 * `few_effective`: weighting leaves less than half of an arm's rows.
 */
export type OverlapWarning = 'confounded' | 'unbalanced' | 'little_support' | 'few_effective'

export interface OverlapInput {
  readonly matrix: Matrix
  readonly treatment: ArrayLike<number>
  readonly propensity: Float64Array
  readonly weights: Float64Array
  readonly clippedRows?: number
}

/** Diagnostics of a propensity (Austin 2009 and 2011; Imbens and Rubin 2015, chapter 14) under weights 1/e and 1/(1 - e). */
export function overlapOf(input: OverlapInput): Overlap {
  const { matrix, treatment, propensity, weights } = input
  const inverse = propensity.map(
    (chance, row) => (weights[row] as number) / (treatment[row] === 1 ? chance : 1 - chance),
  )
  const arms = [0, 1].map((arm) => armOf(arm, treatment, propensity, weights, inverse)) as [Arm, Arm]
  const [control, treated] = arms
  const low = Math.max(control.least, treated.least)
  const high = Math.min(control.greatest, treated.greatest)
  const balance = matrix.columns.flatMap((column) => balanceOf(column, treatment, weights, inverse))
  const worst = (side: 'before' | 'after') =>
    balance.reduce((most, one) => Math.max(most, Math.abs(one[side])), 0)
  const report = {
    commonSupport: shareWithin(propensity, weights, low, high),
    wellInside: shareWithin(propensity, weights, 0.1, 0.9),
    treatedEffective: treated.effective,
    treatedRows: treated.rows,
    controlEffective: control.effective,
    controlRows: control.rows,
    least: Math.min(control.least, treated.least),
    greatest: Math.max(control.greatest, treated.greatest),
    clippedRows: input.clippedRows ?? 0,
    balance,
    worstBefore: worst('before'),
    worstAfter: worst('after'),
  }
  return { ...report, warnings: warningsOf(report, arms) }
}

interface Arm {
  readonly rows: number
  readonly least: number
  readonly greatest: number
  readonly effective: number
  /** Effective rows under the rows' own weights, before the propensity. */
  readonly plain: number
}

function armOf(
  arm: number,
  treatment: ArrayLike<number>,
  propensity: Float64Array,
  weights: Float64Array,
  inverse: Float64Array,
): Arm {
  let [rows, least, greatest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [sum, squares, own, ownSquares] = [0, 0, 0, 0]
  for (let row = 0; row < propensity.length; row += 1) {
    const plain = weights[row] as number
    if (treatment[row] !== arm || plain === 0) continue
    const weight = inverse[row] as number
    const chance = propensity[row] as number
    rows += 1
    sum += weight
    squares += weight * weight
    own += plain
    ownSquares += plain * plain
    least = Math.min(least, chance)
    greatest = Math.max(greatest, chance)
  }
  return { rows, least, greatest, effective: (sum * sum) / squares, plain: (own * own) / ownSquares }
}

function warningsOf(
  report: Pick<Overlap, 'worstBefore' | 'worstAfter' | 'commonSupport'>,
  arms: readonly Arm[],
): OverlapWarning[] {
  const warnings: OverlapWarning[] = []
  if (report.worstBefore > 0.1) warnings.push('confounded')
  if (report.worstAfter > 0.1) warnings.push('unbalanced')
  if (report.commonSupport < 0.9) warnings.push('little_support')
  if (arms.some((arm) => arm.effective < arm.plain / 2)) warnings.push('few_effective')
  return warnings
}

function shareWithin(values: Float64Array, weights: Float64Array, low: number, high: number): number {
  let [inside, total] = [0, 0]
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number
    total += weights[row] as number
    if (value >= low && value <= high) inside += weights[row] as number
  }
  return inside / total
}

function balanceOf(
  column: Column,
  treatment: ArrayLike<number>,
  weights: Float64Array,
  inverse: Float64Array,
): FeatureBalance[] {
  const { name } = column
  const compare = (values: Float64Array) => differences(values, treatment, weights, inverse)
  const parts: FeatureBalance[] = []
  const add = (part: FeatureBalance['part'], level: string | null, values: Float64Array) => {
    parts.push({ feature: name, level, part, ...compare(values) })
  }
  if (column.kind === 'category') {
    column.levels.forEach((level, code) => {
      add(
        'level',
        level,
        Float64Array.from(column.codes, (own) => (own === code ? 1 : 0)),
      )
    })
    if (column.codes.includes(-1)) {
      add(
        'missing',
        null,
        Float64Array.from(column.codes, (code) => (code < 0 ? 1 : 0)),
      )
    }
    return parts
  }
  add('value', null, Float64Array.from(column.values))
  if (column.values.some(Number.isNaN)) {
    add(
      'missing',
      null,
      Float64Array.from(column.values, (value) => (Number.isNaN(value) ? 1 : 0)),
    )
  }
  return parts
}

/** (mean treated - mean control) / √((s²treated + s²control) / 2), the deviations those before weighting. Missing values left out. */
function differences(
  values: Float64Array,
  treatment: ArrayLike<number>,
  weights: Float64Array,
  inverse: Float64Array,
) {
  const plain = meansOf(values, treatment, weights)
  const weighed = meansOf(values, treatment, inverse)
  const spread = Math.sqrt((plain.variances[0] + plain.variances[1]) / 2)
  const over = (gap: number) =>
    spread > 0 ? gap / spread : gap === 0 ? 0 : Math.sign(gap) * Number.MAX_VALUE
  return { before: over(plain.means[1] - plain.means[0]), after: over(weighed.means[1] - weighed.means[0]) }
}

function meansOf(values: Float64Array, treatment: ArrayLike<number>, weights: Float64Array) {
  const total: [number, number] = [0, 0]
  const means: [number, number] = [0, 0]
  const variances: [number, number] = [0, 0]
  const each = (add: (arm: 0 | 1, value: number, weight: number) => void) => {
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row] as number
      if (value === value) add(treatment[row] === 1 ? 1 : 0, value, weights[row] as number)
    }
  }
  each((arm, value, weight) => {
    total[arm] += weight
    means[arm] += weight * value
  })
  means[0] /= total[0] || 1
  means[1] /= total[1] || 1
  each((arm, value, weight) => {
    variances[arm] += weight * (value - means[arm]) ** 2
  })
  variances[0] /= total[0] || 1
  variances[1] /= total[1] || 1
  return { means, variances }
}
