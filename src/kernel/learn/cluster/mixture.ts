import { fail } from '#kernel/error'
import { weightsOf, type Estimator, type Tick } from '../data/fit.js'
import { denseRows, type Matrix } from '../data/matrix.js'
import { cholesky } from '../linear/dense.js'
import { featuresOf } from '../model/fitted.js'
import { groupsOf } from './agreement.js'
import type { MixtureModel } from './mixture-model.js'

export interface MixtureOptions {
  /** Default full. */
  readonly covariance?: 'full' | 'diagonal'
  /** Added to every variance, as a share of the feature's variance over all rows; default 1e-6. */
  readonly regularise?: number
  /** Stop when the mean log-likelihood of a row gains less; default 1e-6. */
  readonly tolerance?: number
  readonly rounds?: number
}

/** One component while it is fitted: mean, and the inverse of its covariance's lower factor. */
interface Part {
  share: number
  readonly mean: Float64Array
  inverse: Float64Array
  /** ln of the inverse factor's diagonal product. */
  logScale: number
}

/**
 * Gaussian mixture by expectation-maximisation (Dempster, Laird and Rubin 1977) from given labels 0 … k - 1 (those of
 * k-means, say); full or diagonal covariances, kept away from singular by `regularise`. BIC = -2 lnL + p ln n (Schwarz
 * 1978): smaller is better. Components keep the numbers of their labels. Errors: LEARN_EMPTY, LEARN_LABEL_VALUE, LEARN_ROWS_DIFFER,
 * LEARN_ARM_EMPTY (a component without rows), LEARN_COLUMN_KIND, LEARN_MISSING, LEARN_PARAM, LEARN_WEIGHT, LEARN_NOT_CONVERGED.
 */
export function gaussianMixture(options: MixtureOptions = {}): Estimator<ArrayLike<number>, MixtureModel> {
  const plan = { covariance: 'full' as const, regularise: 1e-6, tolerance: 1e-6, rounds: 500, ...options }
  for (const name of ['regularise', 'tolerance', 'rounds'] as const) {
    if (!(plan[name] > 0 && Number.isFinite(plan[name]))) {
      fail('LEARN_PARAM', { name, value: plan[name], allowed: '> 0' })
    }
  }
  return {
    fit(matrix, labels, fit = {}) {
      if (matrix.rows === 0) fail('LEARN_EMPTY')
      if (labels.length !== matrix.rows) {
        fail('LEARN_ROWS_DIFFER', { column: 'labels', rows: labels.length, expected: matrix.rows })
      }
      const weights = weightsOf(matrix.rows, fit.weights)
      const ground = groundOf(matrix, weights, plan)
      const { parts, logLikelihood, rounds } = climbed(ground, labels, plan, fit.tick)
      return modelOf(matrix, ground, parts, logLikelihood, rounds)
    },
  }
}

interface Ground {
  readonly names: readonly string[]
  readonly points: Float64Array
  readonly width: number
  readonly rows: number
  readonly weights: Float64Array
  readonly total: number
  readonly full: boolean
  readonly mean: Float64Array
  /** Added to the diagonal of covariances. */
  readonly floor: Float64Array
}

function groundOf(
  matrix: Matrix,
  weights: Float64Array,
  plan: { readonly covariance: 'full' | 'diagonal'; readonly regularise: number },
): Ground {
  const points = denseRows(matrix)
  const width = matrix.columns.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = new Float64Array(width)
  const floor = new Float64Array(width)
  for (let at = 0; at < points.length; at += 1) {
    const column = at % width
    mean[column] =
      (mean[column] as number) +
      ((weights[Math.floor(at / width)] as number) * (points[at] as number)) / total
  }
  for (let at = 0; at < points.length; at += 1) {
    const column = at % width
    floor[column] =
      (floor[column] as number) +
      ((weights[Math.floor(at / width)] as number) *
        ((points[at] as number) - (mean[column] as number)) ** 2) /
        total
  }
  const least = floor.map((variance) => plan.regularise * (variance > 0 ? variance : 1))
  const names = matrix.columns.map((column) => column.name)
  return {
    names,
    points,
    width,
    rows: matrix.rows,
    weights,
    total,
    full: plan.covariance === 'full',
    mean,
    floor: least,
  }
}

function climbed(
  ground: Ground,
  labels: ArrayLike<number>,
  plan: { readonly tolerance: number; readonly rounds: number },
  tick?: Tick,
) {
  const count = groupsOf(labels)
  const chances = new Float64Array(ground.rows * count)
  for (let row = 0; row < ground.rows; row += 1) chances[row * count + (labels[row] as number)] = 1
  let parts = partsOf(ground, chances, count, null)
  let before = Number.NEGATIVE_INFINITY
  for (let round = 1; round <= plan.rounds; round += 1) {
    const logLikelihood = expect(ground, parts, chances)
    if ((logLikelihood - before) / ground.total < plan.tolerance) {
      return { parts, logLikelihood, rounds: round }
    }
    before = logLikelihood
    tick?.(1 - 1 / (round + 1))
    parts = partsOf(ground, chances, count, parts)
  }
  return fail('LEARN_NOT_CONVERGED', { method: 'EM', rounds: plan.rounds })
}

/** Chances of every row to be of each component, and the log-likelihood of all rows. */
function expect(ground: Ground, parts: readonly Part[], chances: Float64Array): number {
  const { rows, width, weights } = ground
  const count = parts.length
  const logs = new Float64Array(count)
  const gaps = new Float64Array(width)
  let sum = 0
  for (let row = 0; row < rows; row += 1) {
    let most = Number.NEGATIVE_INFINITY
    for (let part = 0; part < count; part += 1) {
      logs[part] = logDensity(ground, parts[part] as Part, row, gaps)
      most = Math.max(most, logs[part] as number)
    }
    let total = 0
    for (let part = 0; part < count; part += 1) total += Math.exp((logs[part] as number) - most)
    for (let part = 0; part < count; part += 1) {
      chances[row * count + part] = Math.exp((logs[part] as number) - most) / total
    }
    sum += (weights[row] as number) * (most + Math.log(total))
  }
  return sum
}

function logDensity({ points, width }: Ground, part: Part, row: number, gaps: Float64Array): number {
  let square = 0
  for (let at = 0; at < width; at += 1) {
    gaps[at] = (points[row * width + at] as number) - (part.mean[at] as number)
    let along = 0
    for (let other = 0; other <= at; other += 1) {
      along += (part.inverse[at * width + other] as number) * (gaps[other] as number)
    }
    square += along * along
  }
  return Math.log(part.share) + part.logScale - 0.5 * (square + width * Math.log(2 * Math.PI))
}

/** Shares, means and covariances under the chances. A component that lost its weight keeps its place. */
function partsOf(
  ground: Ground,
  chances: Float64Array,
  count: number,
  before: readonly Part[] | null,
): Part[] {
  const { rows, width, weights, points, total } = ground
  return Array.from({ length: count }, (_, part) => {
    const own = new Float64Array(rows)
    let weight = 0
    for (let row = 0; row < rows; row += 1) {
      own[row] = (weights[row] as number) * (chances[row * count + part] as number)
      weight += own[row] as number
    }
    const last = before?.[part]
    if (!(weight > total * 1e-12)) {
      if (last === undefined) fail('LEARN_ARM_EMPTY', { arm: String(part) })
      return { ...last, share: Number.MIN_VALUE }
    }
    const mean = new Float64Array(width)
    for (let at = 0; at < points.length; at += 1) {
      mean[at % width] =
        (mean[at % width] as number) +
        ((own[Math.floor(at / width)] as number) * (points[at] as number)) / weight
    }
    return { share: weight / total, mean, ...scaleOf(ground, own, mean, weight) }
  })
}

function scaleOf(ground: Ground, own: Float64Array, mean: Float64Array, weight: number) {
  const { width, rows, points, full, floor } = ground
  const covariance = new Float64Array(width * width)
  const gaps = new Float64Array(width)
  for (let row = 0; row < rows; row += 1) {
    const chance = own[row] as number
    if (chance === 0) continue
    for (let at = 0; at < width; at += 1) {
      gaps[at] = (points[row * width + at] as number) - (mean[at] as number)
      for (let other = full ? 0 : at; other <= at; other += 1) {
        covariance[at * width + other] =
          (covariance[at * width + other] as number) +
          (chance * (gaps[at] as number) * (gaps[other] as number)) / weight
      }
    }
  }
  for (let at = 0; at < width; at += 1) {
    covariance[at * width + at] = (covariance[at * width + at] as number) + (floor[at] as number)
    for (let other = 0; other < at; other += 1) {
      covariance[other * width + at] = covariance[at * width + other] as number
    }
  }
  return inverseFactor(covariance, ground)
}

/** L⁻¹ of covariance = L·Lᵀ, row-major, and ln of its determinant. */
function inverseFactor(
  covariance: Float64Array,
  { width, names }: Ground,
): { inverse: Float64Array; logScale: number } {
  const factor = cholesky(covariance, width, 0)
  if (factor.kind === 'singular') fail('LEARN_COLLINEAR', { column: names[factor.row] ?? '' })
  const { lower } = factor
  const inverse = new Float64Array(width * width)
  let logScale = 0
  for (let column = 0; column < width; column += 1) {
    for (let row = column; row < width; row += 1) {
      let sum = row === column ? 1 : 0
      for (let at = column; at < row; at += 1) {
        sum -= (lower[row * width + at] as number) * (inverse[at * width + column] as number)
      }
      inverse[row * width + column] = sum / (lower[row * width + row] as number)
    }
    logScale += Math.log(inverse[column * width + column] as number)
  }
  return { inverse, logScale }
}

function modelOf(
  matrix: Matrix,
  ground: Ground,
  parts: readonly Part[],
  logLikelihood: number,
  rounds: number,
): MixtureModel {
  const { width, full, total } = ground
  const parameters = parts.length - 1 + parts.length * (width + (full ? (width * (width + 1)) / 2 : width))
  return {
    kind: 'gaussian_mixture',
    features: featuresOf(matrix),
    covariance: full ? 'full' : 'diagonal',
    components: parts.map((part) => ({
      share: part.share,
      mean: Array.from(part.mean),
      inverse: Array.from(part.inverse),
      logScale: part.logScale,
    })),
    center: Array.from(ground.mean),
    logLikelihood,
    bic: -2 * logLikelihood + parameters * Math.log(total),
    rounds,
    rows: matrix.rows,
  }
}
