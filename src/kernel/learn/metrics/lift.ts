import { fail } from '#kernel/error'
import { totalsOf, type Curve } from './ranking.js'

/** One band of a lift and gain table, best scores first. Weights are numbers of rows where all weights are 1. */
export interface LiftBand {
  readonly band: number
  /** Weight of rows and of label 1 in the band. */
  readonly rows: number
  readonly positives: number
  readonly rate: number
  /** Rate of the band over the rate of all. */
  readonly lift: number
  /** Share of rows, and of label 1, down to the end of this band (gain). */
  readonly shareOfRows: number
  readonly gain: number
  readonly cumulativeLift: number
  /** Lowest score in the band. */
  readonly lowestScore: number
}

/**
 * Lift and gain by `bands` equal shares of weight. Rows of one score that straddle two bands are divided between them in
 * proportion, so that the table does not depend on the order of rows. Error: LEARN_PARAM.
 */
export function liftTable(curve: Curve, bands = 10): LiftBand[] {
  if (!(Number.isInteger(bands) && bands >= 1)) {
    fail('LEARN_PARAM', { name: 'bands', value: bands, allowed: '≥ 1' })
  }
  const total = totalsOf(curve)
  const all = total.positives + total.negatives
  const base = total.positives / all
  const table: LiftBand[] = []
  let before = 0
  let group = 0
  for (let band = 1; band <= bands; band += 1) {
    const reach = band === bands ? all : (all * band) / bands
    group = groupReaching(curve, reach, group)
    const gained = band === bands ? total.positives : positivesWithin(curve, reach, group)
    const rows = all / bands
    const rate = (gained - before) / rows
    table.push({
      band,
      rows,
      positives: gained - before,
      rate,
      lift: rate / base,
      shareOfRows: reach / all,
      gain: gained / total.positives,
      cumulativeLift: gained / reach / base,
      lowestScore: curve.scores[group] as number,
    })
    before = gained
  }
  return table
}

/** Share of label 1 found in the best `share` of weight, ties divided in proportion. */
export function gainAt(curve: Curve, share: number): number {
  const total = totalsOf(curve)
  const reach = share * (total.positives + total.negatives)
  return positivesWithin(curve, reach, groupReaching(curve, reach, 0)) / total.positives
}

/** Rate of label 1 in the best `share` of weight over the rate of all. */
export function liftAt(curve: Curve, share: number): number {
  return gainAt(curve, share) / share
}

function groupReaching(curve: Curve, reach: number, from: number): number {
  const last = curve.scores.length - 1
  let group = from
  while (group < last && weightDownTo(curve, group) < reach) group += 1
  return group
}

function weightDownTo(curve: Curve, group: number): number {
  return group < 0 ? 0 : (curve.positives[group] as number) + (curve.negatives[group] as number)
}

function positivesWithin(curve: Curve, reach: number, group: number): number {
  const start = weightDownTo(curve, group - 1)
  const width = weightDownTo(curve, group) - start
  const before = group === 0 ? 0 : (curve.positives[group - 1] as number)
  const inside = (curve.positives[group] as number) - before
  return before + (width > 0 ? inside * Math.min(1, (reach - start) / width) : inside)
}
