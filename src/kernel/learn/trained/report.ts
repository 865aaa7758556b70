import { withBootstrap } from '../metrics/bootstrap.js'
import { calibrationTable, type CalibrationTable } from '../metrics/calibration.js'
import { aucInterval, averagePrecision, ks } from '../metrics/discrimination.js'
import type { Interval } from '../metrics/interval.js'
import { liftAt, liftTable, type LiftBand } from '../metrics/lift.js'
import { brier, logLoss } from '../metrics/probability.js'
import { quantilesOf } from '../metrics/quantile.js'
import { curveOf, rankingOf } from '../metrics/ranking.js'
import { fitPlatt } from '../metrics/recalibrate.js'
import { toLogit } from './score.js'

/** Everything a model of a label 0 or 1 is judged by, on rows it has not seen. */
export interface ProbabilityReport {
  readonly rows: number
  readonly positives: number
  readonly auc: Interval
  readonly averagePrecision: Interval
  readonly ks: Interval
  readonly brier: number
  /** Brier score of always saying the mean rate. */
  readonly brierOfRate: number
  readonly logLoss: number
  readonly calibration: CalibrationTable
  /** Slope and intercept of the label on the log-odds: 1 and 0 when the probabilities are right (Cox 1958). */
  readonly calibrationSlope: number | null
  readonly calibrationIntercept: number | null
  readonly lift: readonly { readonly share: number; readonly value: number }[]
  readonly gains: readonly LiftBand[]
}

const SHARES = [0.01, 0.05, 0.1, 0.2]

/** Judges probabilities. Errors: those of `rankingOf` (LEARN_LABEL_CONSTANT), LEARN_PROBABILITY. */
export function probabilityReport(label: Float64Array, score: Float64Array, options: { readonly seed: number; readonly rounds: number }): ProbabilityReport {
  const ranking = rankingOf(label, score)
  const curve = curveOf(ranking)
  const rows = label.length
  const positives = label.reduce((sum, value) => sum + value, 0)
  const interval = (metric: (weights: Float64Array) => number): Interval => withBootstrap(metric, rows, options.seed, options.rounds)
  const line = fitPlatt(label, toLogit(score))
  return {
    rows,
    positives,
    auc: aucInterval(curve),
    averagePrecision: interval((weights) => averagePrecision(curveOf(ranking, weights))),
    ks: interval((weights) => ks(curveOf(ranking, weights)).value),
    brier: brier(label, score),
    brierOfRate: (positives / rows) * (1 - positives / rows),
    logLoss: logLoss(label, score),
    calibration: calibrationTable(label, score),
    calibrationSlope: line.kind === 'platt' ? line.slope : null,
    calibrationIntercept: line.kind === 'platt' ? line.intercept : null,
    lift: SHARES.map((share) => ({ share, value: liftAt(curve, share) })),
    gains: liftTable(curve),
  }
}

export interface AmountReport {
  readonly rows: number
  readonly rmse: Interval
  readonly mae: Interval
  /** Share of the variance explained; below 0 is worse than the mean. */
  readonly r2: Interval
  readonly meanLabel: number
  readonly meanScore: number
}

/** Judges amounts. Error: LEARN_EMPTY. */
export function amountReport(label: Float64Array, score: Float64Array, options: { readonly seed: number; readonly rounds: number }): AmountReport {
  const rows = label.length
  const mean = (weights: Float64Array, of: (row: number) => number): number => {
    let [sum, total] = [0, 0]
    for (let row = 0; row < rows; row += 1) {
      const weight = weights[row] as number
      sum += weight * of(row)
      total += weight
    }
    return sum / total
  }
  const gap = (row: number): number => (score[row] as number) - (label[row] as number)
  const square = (weights: Float64Array): number => mean(weights, (row) => gap(row) ** 2)
  const explained = (weights: Float64Array): number => {
    const middle = mean(weights, (row) => label[row] as number)
    return 1 - square(weights) / mean(weights, (row) => ((label[row] as number) - middle) ** 2)
  }
  const interval = (metric: (weights: Float64Array) => number): Interval => withBootstrap(metric, rows, options.seed, options.rounds)
  const all = new Float64Array(rows).fill(1)
  return {
    rows,
    rmse: interval((weights) => Math.sqrt(square(weights))),
    mae: interval((weights) => mean(weights, (row) => Math.abs(gap(row)))),
    r2: interval(explained),
    meanLabel: mean(all, (row) => label[row] as number),
    meanScore: mean(all, (row) => score[row] as number),
  }
}

/** How one group of people fares under a model of a label 0 or 1. */
export interface GroupLine {
  readonly group: string
  readonly rows: number
  readonly rate: number
  readonly meanScore: number
  /** Share of the group among the best tenth of all scores. */
  readonly selectedRate: number
  /** Selected rate over that of the group selected most: under 0.8 is looked at (the four-fifths rule). */
  readonly selectedRatio: number
  /** Null with fewer than 20 rows of either label. */
  readonly auc: Interval | null
}

const LEAST_OF_LABEL = 20
const LEAST_ROWS = 20

/** Selection, calibration and discrimination by group; groups of fewer than 20 rows are left out. */
export function groupReport(label: Float64Array, score: Float64Array, codes: Int32Array, levels: readonly string[]): GroupLine[] {
  const [cut = 0] = quantilesOf(score, [0.9])
  const lines = [...levels.keys()].flatMap((code) => {
    const rows = [...codes.keys()].filter((row) => codes[row] === code)
    return rows.length < LEAST_ROWS ? [] : [lineOf(levels[code] ?? '', rows, label, score, cut)]
  })
  const most = Math.max(0, ...lines.map((line) => line.selectedRate))
  return lines.map((line) => ({ ...line, selectedRatio: most > 0 ? line.selectedRate / most : 1 }))
}

function lineOf(group: string, rows: readonly number[], label: Float64Array, score: Float64Array, cut: number): GroupLine {
  const own = Float64Array.from(rows, (row) => label[row] as number)
  const scores = Float64Array.from(rows, (row) => score[row] as number)
  const ones = own.reduce((sum, value) => sum + value, 0)
  const enough = Math.min(ones, rows.length - ones) >= LEAST_OF_LABEL
  return {
    group,
    rows: rows.length,
    rate: ones / rows.length,
    meanScore: scores.reduce((sum, value) => sum + value, 0) / rows.length,
    selectedRate: scores.filter((value) => value > cut).length / rows.length,
    selectedRatio: 1,
    auc: enough ? aucInterval(curveOf(rankingOf(own, scores))) : null,
  }
}
