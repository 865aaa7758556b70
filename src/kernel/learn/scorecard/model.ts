import { join, param, sql, type Sql } from '#kernel/sql'
import { columnOf, type Matrix } from '../data/matrix.js'
import { averagePrecision, aucInterval, ks } from '../metrics/discrimination.js'
import type { Interval } from '../metrics/interval.js'
import { curveOf, rankingOf } from '../metrics/ranking.js'
import { stability, type Stability } from '../metrics/stability.js'
import type { Feature, ModelKind } from '../model/fitted.js'
import { knownNumber } from '../prepare/sql.js'
import { valueAt } from '../linear/model.js'
import { binsOf, throughBins } from './assign.js'
import type { Binning, Characteristic, Scorecard } from './contract.js'
import { addTo } from './scorecard.js'

/** Points of rows: the printed table, this and the SQL add the same rounded points in the same order. */
export const scorecardModel: ModelKind<Scorecard> = {
  score(card, matrix) {
    const sum = new Float64Array(matrix.rows)
    for (const one of card.characteristics) addTo(sum, pointsOfRows(one, matrix))
    return sum
  },
  sql(card, column) {
    return join(
      card.characteristics.map((one, at) => characteristicSql(one, column(card.features[at] as Feature))),
      sql` + `,
    )
  },
  explain(card, matrix, row) {
    const base = card.characteristics.reduce((sum, one) => sum + one.meanPoints, 0)
    const reasons = card.characteristics.map((one) => {
      const { feature } = one.binning
      return {
        feature,
        value: valueAt(matrix, feature, row),
        effect: (pointsOfRows(one, matrix)[row] as number) - one.meanPoints,
      }
    })
    return { base, reasons }
  },
}

function pointsOfRows(one: Characteristic, matrix: Matrix): Float64Array {
  return throughBins(binsOf(one.binning, columnOf(matrix, one.binning.feature)), one.points, one.unseenPoints)
}

/** Probability of the bad outcome, from the unrounded logistic regression. */
export function scorecardProbability(card: Scorecard, matrix: Matrix): Float64Array {
  const odds = new Float64Array(matrix.rows).fill(card.intercept)
  for (const { binning, coefficient } of card.characteristics) {
    const parts = binning.bins.map((bin) => coefficient * bin.woe)
    addTo(odds, throughBins(binsOf(binning, columnOf(matrix, binning.feature)), parts, 0))
  }
  return odds.map((value) => 1 / (1 + Math.exp(-value)))
}

function characteristicSql({ binning, points, unseenPoints }: Characteristic, column: Sql): Sql {
  const at = (bin: number) => sql`${param(points[bin] as number, 'Float64')}`
  const missing = at(points.length - 1)
  if (binning.kind === 'number') return numberSql(binning, at, missing, knownNumber(column))
  const levels = binning.groups.flat()
  const unseen = sql`${param(unseenPoints, 'Float64')}`
  if (levels.length === 0) return sql`if(isNull(${column}), ${missing}, ${unseen})`
  const own = binning.groups.flatMap((group, bin) => group.map(() => points[bin] as number))
  const known = sql`transform(toString(${column}), ${param(levels, 'Array(String)')}, ${param(own, 'Array(Float64)')}, ${unseen})`
  return sql`ifNull(if(isNull(${column}), ${missing}, ${known}), ${missing})`
}

function numberSql(
  binning: Extract<Binning, { kind: 'number' }>,
  at: (bin: number) => Sql,
  missing: Sql,
  value: Sql,
): Sql {
  const { cuts, specials } = binning
  const float = (number: number) => param(number, 'Float64')
  const branches = [
    sql`isNull(${value}), ${missing}`,
    ...specials.map((special, place) => sql`${value} = ${float(special)}, ${at(cuts.length + 1 + place)}`),
    ...cuts.map((cut, bin) => sql`${value} < ${float(cut)}, ${at(bin)}`),
    at(cuts.length),
  ]
  return sql`multiIf(${join(branches)})`
}

/** One printed line of a scorecard. */
export interface ScorecardLine {
  readonly feature: string
  readonly bin: string
  readonly rows: number
  readonly share: number
  readonly badRate: number
  readonly woe: number
  readonly iv: number
  readonly points: number
}

/** The table as it is printed: every bin of every feature, and a line for levels not seen. */
export function scorecardTable(card: Scorecard): ScorecardLine[] {
  return card.characteristics.flatMap(({ binning, points, unseenPoints }) => {
    const lines = binning.bins.map(({ label, rows, share, badRate, woe, iv }, at): ScorecardLine => {
      return {
        feature: binning.feature,
        bin: label,
        rows,
        share,
        badRate,
        woe,
        iv,
        points: points[at] as number,
      }
    })
    if (binning.kind === 'number') return lines
    const unseen = {
      feature: binning.feature,
      bin: 'unseen',
      rows: 0,
      share: 0,
      badRate: 0,
      woe: 0,
      iv: 0,
      points: unseenPoints,
    }
    return [...lines, unseen]
  })
}

export interface ScorecardReport {
  readonly auc: Interval
  readonly gini: number
  readonly ks: number
  /** Points at which good and bad lie farthest apart. */
  readonly ksPoints: number
  readonly averagePrecision: number
  /** PSI of the score against training. */
  readonly stability: Stability
}

/** How a card does on rows with known outcomes (1 is bad). Errors: those of `rankingOf`. */
export function scorecardReport(
  card: Scorecard,
  matrix: Matrix,
  label: ArrayLike<number>,
  weights?: Float64Array,
): ScorecardReport {
  const points = scorecardModel.score(card, matrix)
  const curve = curveOf(
    rankingOf(
      label,
      points.map((value) => -value),
    ),
    weights,
  )
  const area = aucInterval(curve)
  const { value, score } = ks(curve)
  return {
    auc: area,
    gini: 2 * area.value - 1,
    ks: value,
    ksPoints: -score,
    averagePrecision: averagePrecision(curve),
    stability: scorecardStability(card, matrix, weights),
  }
}

/** PSI of the score of new rows against training. */
export function scorecardStability(card: Scorecard, matrix: Matrix, weights?: Float64Array): Stability {
  return stability(
    card.base,
    { kind: 'number', name: 'score', values: scorecardModel.score(card, matrix) },
    weights,
  )
}
