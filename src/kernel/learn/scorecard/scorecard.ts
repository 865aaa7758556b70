import { fail } from '#kernel/error'
import { checkBinary, weightsOf, type Estimator, type FitOptions } from '../data/fit.js'
import { matrixOf, type Column, type Matrix, type NumberColumn } from '../data/matrix.js'
import { logisticRegression } from '../linear/estimators.js'
import type { LinearModel } from '../linear/model.js'
import { stabilityBase } from '../metrics/stability.js'
import { featuresOf } from '../model/fitted.js'
import { binsOf, throughBins } from './assign.js'
import { optimalBinning } from './binning.js'
import type { Binning, BinningOptions, Characteristic, Scaling, Scorecard } from './contract.js'

export interface ScorecardOptions {
  /** Binning of every feature, and of single ones by name. */
  readonly binning?: BinningOptions
  readonly features?: Readonly<Record<string, BinningOptions>>
  /** Features under this information value are left out; default .02. */
  readonly minIv?: number
  readonly scaling?: Partial<Scaling>
  /** Penalty of the logistic regression; default 0, which gives tests of the coefficients. */
  readonly l2?: number
  /** Whose outcomes these are; default 'all'. See `Scorecard`. */
  readonly population?: 'accepted' | 'all'
}

/**
 * Scorecard: optimal bins, logistic regression on their weights of evidence, points by log-odds (Siddiqi 2006, Credit Risk
 * Scorecards). Label 1 is bad; more points are better. A bin's points = (offset - factor · intercept) / n - factor ·
 * coefficient · WOE with factor = pdo / ln 2 and offset = baseScore - factor · ln baseOdds, rounded bin by bin.
 * Errors: those of `checkBinary`, LEARN_PARAM, LEARN_NO_FEATURE, LEARN_COLLINEAR, LEARN_SEPARATED, LEARN_FEWER_ROWS.
 */
export function scorecard(options: ScorecardOptions = {}): Estimator<ArrayLike<number>, Scorecard> {
  const scaling = scalingOf(options.scaling ?? {})
  return { fit: (matrix, target, fit = {}) => fitScorecard(matrix, target, fit, options, scaling) }
}

function scalingOf(given: Partial<Scaling>): Scaling {
  const scaling = { pdo: 20, baseScore: 600, baseOdds: 50, decimals: 0, ...given }
  if (!(scaling.pdo > 0)) fail('LEARN_PARAM', { name: 'pdo', value: scaling.pdo, allowed: '> 0' })
  if (!(scaling.baseOdds > 0)) {
    fail('LEARN_PARAM', { name: 'baseOdds', value: scaling.baseOdds, allowed: '> 0' })
  }
  if (!Number.isFinite(scaling.baseScore)) {
    fail('LEARN_PARAM', { name: 'baseScore', value: scaling.baseScore, allowed: 'finite' })
  }
  if (
    scaling.decimals !== null &&
    !(Number.isInteger(scaling.decimals) && scaling.decimals >= 0 && scaling.decimals <= 6)
  ) {
    fail('LEARN_PARAM', { name: 'decimals', value: scaling.decimals, allowed: '0 … 6' })
  }
  return scaling
}

function fitScorecard(
  matrix: Matrix,
  target: ArrayLike<number>,
  fit: FitOptions,
  options: ScorecardOptions,
  scaling: Scaling,
): Scorecard {
  checkBinary(matrix.rows, target)
  const weights = weightsOf(matrix.rows, fit.weights)
  const all = matrix.columns.map((column, at) => {
    fit.tick?.(at / (matrix.columns.length + 1))
    return optimalBinning(column, target, options.features?.[column.name] ?? options.binning, weights)
  })
  const least = options.minIv ?? 0.02
  const kept = matrix.columns.flatMap((column, at) => {
    const binning = all[at] as Binning
    return binning.iv >= least ? [{ column, binning, bins: binsOf(binning, column) }] : []
  })
  if (kept.length === 0) fail('LEARN_NO_FEATURE', { least })
  const logistic = logisticRegression({ l2: options.l2 ?? 0 }).fit(evidenceMatrix(kept), target, {
    weights,
    ...(fit.seed === undefined ? {} : { seed: fit.seed }),
  })
  const characteristics = kept.map(({ binning, bins }, at) => {
    const coefficient = coefficientOf(logistic, at)
    const points = pointsOf(binning, coefficient, logistic.intercept, kept.length, scaling)
    return characteristicOf(binning, coefficient, points, bins, weights)
  })
  const scores = new Float64Array(matrix.rows)
  kept.forEach(({ bins }, at) => {
    const { points, unseenPoints } = characteristics[at] as Characteristic
    addTo(scores, throughBins(bins, points, unseenPoints))
  })
  return {
    kind: 'scorecard',
    features: featuresOf({ rows: matrix.rows, columns: kept.map(({ column }) => column) }),
    characteristics,
    intercept: logistic.intercept,
    scaling,
    tests: logistic.tests,
    dropped: all.filter((binning) => !(binning.iv >= least)).map(({ feature, iv }) => ({ feature, iv })),
    reversed: characteristics
      .filter(({ coefficient }) => coefficient > 0)
      .map(({ binning }) => binning.feature),
    population: options.population ?? 'all',
    base: stabilityBase({ kind: 'number', name: 'score', values: scores }, 10, weights),
    rows: matrix.rows,
  }
}

interface Kept {
  readonly column: Column
  readonly binning: Binning
  readonly bins: Int32Array
}

/** Every kept feature as the weights of evidence of its rows. */
function evidenceMatrix(kept: readonly Kept[]): Matrix {
  return matrixOf(
    kept.map(({ binning, bins }): NumberColumn => {
      const evidence = binning.bins.map((bin) => bin.woe)
      return { kind: 'number', name: binning.feature, values: throughBins(bins, evidence, 0) }
    }),
  )
}

function coefficientOf(model: LinearModel, at: number): number {
  const effect = model.effects[at]
  return effect?.kind === 'number' ? effect.coefficient : 0
}

/** Points of every bin, and last those of WOE 0. */
function pointsOf(
  binning: Binning,
  coefficient: number,
  intercept: number,
  features: number,
  scaling: Scaling,
): number[] {
  const factor = scaling.pdo / Math.LN2
  const offset = scaling.baseScore - factor * Math.log(scaling.baseOdds)
  const base = (offset - factor * intercept) / features
  return [...binning.bins.map((bin) => bin.woe), 0].map((woe) =>
    roundPoints(base - factor * coefficient * woe, scaling.decimals),
  )
}

/** Half away from zero; a minus zero becomes zero. */
export function roundPoints(points: number, decimals: number | null): number {
  if (decimals === null) return points
  const unit = 10 ** decimals
  return (Math.sign(points) * Math.round(Math.abs(points) * unit)) / unit + 0
}

function characteristicOf(
  binning: Binning,
  coefficient: number,
  all: readonly number[],
  bins: Int32Array,
  weights: Float64Array,
): Characteristic {
  const points = all.slice(0, -1)
  const unseenPoints = all[all.length - 1] as number
  const own = throughBins(bins, points, unseenPoints)
  let [total, sum] = [0, 0]
  for (let row = 0; row < own.length; row += 1) {
    total += weights[row] as number
    sum += (weights[row] as number) * (own[row] as number)
  }
  return { binning, coefficient, points, unseenPoints, meanPoints: sum / total }
}

/** Adds one array to another. */
export function addTo(sum: Float64Array, part: Float64Array): void {
  for (let row = 0; row < sum.length; row += 1) sum[row] = (sum[row] as number) + (part[row] as number)
}
