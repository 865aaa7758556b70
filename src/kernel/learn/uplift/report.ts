import { withBootstrap, type BootstrapInterval } from '../metrics/bootstrap.js'
import { upliftAt, upliftBands, type UpliftCalibration } from './bands.js'
import type { UpliftTarget } from './contract.js'
import { auuc, qini, upliftPoints, type UpliftPoint } from './qini.js'
import { upliftRankingOf, type UpliftRanking } from './ranking.js'

export interface UpliftReportOptions {
  readonly weights?: Float64Array
  readonly seed?: number
  /** Rounds of the bootstrap; default 200. */
  readonly rounds?: number
  readonly level?: number
  /** Shares for uplift at k; default .1, .2, .3. */
  readonly shares?: readonly number[]
  readonly bands?: number
  /** Points of the curves beyond the first; default 100. */
  readonly steps?: number
}

/** How well predicted effects put customers in order and what they are worth, each with a bootstrap interval. */
export interface UpliftReport {
  /** Normalised Qini coefficient; see `qini`. An interval that holds 0: no sign that the order is better than chance. */
  readonly qini: BootstrapInterval
  readonly qiniPerCustomer: BootstrapInterval
  /** Null for outcomes other than 0 and 1. */
  readonly auuc: BootstrapInterval | null
  readonly upliftAt: readonly { readonly share: number; readonly uplift: BootstrapInterval }[]
  readonly calibration: UpliftCalibration
  readonly points: readonly UpliftPoint[]
}

/** All figures of a list of predicted effects from one sort. Same seed, same intervals. Errors: those of `upliftRankingOf`, LEARN_PARAM, LEARN_WEIGHT. */
export function upliftReport(
  target: UpliftTarget,
  score: ArrayLike<number>,
  options: UpliftReportOptions = {},
): UpliftReport {
  const ranking = upliftRankingOf(target, score)
  const interval = (metric: (weights: Float64Array) => number) => upliftInterval(ranking, metric, options)
  const { weights, level } = options
  return {
    qini: interval((own) => qini(ranking, own).coefficient ?? Number.NaN),
    qiniPerCustomer: interval((own) => qini(ranking, own).perCustomer),
    auuc: ranking.binary ? interval((own) => auuc(ranking, own).coefficient ?? Number.NaN) : null,
    upliftAt: (options.shares ?? [0.1, 0.2, 0.3]).map((share) => ({
      share,
      uplift: interval((own) => upliftAt(ranking, share, own)),
    })),
    calibration: upliftBands(ranking, options.bands, weights, level),
    points: upliftPoints(ranking, options.steps, weights),
  }
}

/** Seeded percentile bootstrap of a figure of a ranking: rows are drawn, the order stays. */
export function upliftInterval(
  ranking: UpliftRanking,
  metric: (weights: Float64Array) => number,
  options: Pick<UpliftReportOptions, 'weights' | 'seed' | 'rounds' | 'level'> = {},
): BootstrapInterval {
  const { weights, level } = options
  const own = { ...(weights === undefined ? {} : { weights }), ...(level === undefined ? {} : { level }) }
  return withBootstrap(metric, ranking.order.length, options.seed ?? 1, options.rounds ?? 200, own)
}
