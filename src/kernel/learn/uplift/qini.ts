import { weightsOf } from '../data/fit.js'
import { upliftCurveOf, walkRanking, type UpliftCurve, type UpliftRanking } from './ranking.js'

/** Area figures of a ranking. All are 0 in expectation for a ranking by chance, with or without an effect on average. */
export interface UpliftArea {
  /**
   * Area between curve and the straight line to its end, as a share of the same area of the ideal curve of hindsight
   * (scikit-uplift's `qini_auc_score` and `uplift_auc_score`). NaN where the ideal has no area; null where an ideal is not defined.
   */
  readonly coefficient: number | null
  /** That area for one customer, averaged over how deep the list is cut: outcomes gained over a list by chance, per customer of all. */
  readonly perCustomer: number
  /** The curve's end: the whole gain. */
  readonly total: number
}

type Height = (
  treated: number,
  control: number,
  treatedOutcome: number,
  controlOutcome: number,
  rows: number,
) => number

/** Radcliffe 2007: outcomes of the treated less those of the untreated scaled up to as many: Yᵗ - Yᶜ·Nᵗ/Nᶜ. */
const qiniHeight: Height = (treated, control, treatedOutcome, controlOutcome) =>
  control > 0 ? treatedOutcome - (controlOutcome * treated) / control : treatedOutcome

/** (Yᵗ/Nᵗ - Yᶜ/Nᶜ)(Nᵗ + Nᶜ): gain of all customers down to here. An arm without rows counts as mean 0. */
const upliftHeight: Height = (treated, control, treatedOutcome, controlOutcome, rows) =>
  ((treated > 0 ? treatedOutcome / treated : 0) - (control > 0 ? controlOutcome / control : 0)) * rows

/**
 * Qini coefficient (Radcliffe 2007, Using Control Groups to Target on Predicted Lift), normalised as scikit-uplift does
 * with negative effects: the ideal puts treated responders first and untreated responders last. Rows of one score are
 * taken together, so their order is of no account. `perCustomer` is divided by the treated share as well, for the curve
 * counts gains among the treated only. Errors: LEARN_ROWS_DIFFER, LEARN_WEIGHT.
 */
export function qini(ranking: UpliftRanking, weights?: Float64Array): UpliftArea {
  const own = weights === undefined ? null : weightsOf(ranking.order.length, weights)
  const area = areaOf(ranking, own, qiniHeight)
  const ideal =
    ranking.ideal === null
      ? idealArea(cellsOf(ranking, own, area.total), [TREATED_YES, BOTH_NO, CONTROL_YES], qiniHeight)
      : areaOf(ranking.ideal, own, qiniHeight).above
  return {
    coefficient: area.above / ideal,
    perCustomer: area.above / (area.total.rows * area.total.treated),
    total: area.end,
  }
}

/**
 * Area under the uplift curve (Yᵗ/Nᵗ - Yᶜ/Nᶜ)(Nᵗ + Nᶜ), normalised as scikit-uplift's `uplift_auc_score`: ideal order
 * treated responders, untreated others, then of the two groups left the one that costs less. The coefficient is null
 * for outcomes other than 0 and 1. Errors: LEARN_ROWS_DIFFER, LEARN_WEIGHT.
 */
export function auuc(ranking: UpliftRanking, weights?: Float64Array): UpliftArea {
  const own = weights === undefined ? null : weightsOf(ranking.order.length, weights)
  const area = areaOf(ranking, own, upliftHeight)
  const perCustomer = area.above / area.total.rows ** 2
  if (!ranking.binary) return { coefficient: null, perCustomer, total: area.end }
  const cells = cellsOf(ranking, own, area.total)
  const [, untreatedYes = 0, treatedNo = 0] = cells.counts
  const rest = untreatedYes > treatedNo ? [CONTROL_YES, TREATED_NO] : [TREATED_NO, CONTROL_YES]
  const ideal = idealArea(cells, [TREATED_YES, CONTROL_NO, ...rest], upliftHeight)
  return { coefficient: area.above / ideal, perCustomer, total: area.end }
}

/** A point of a chart: a share of customers, best first, and the gain down to it. */
export interface UpliftPoint {
  readonly share: number
  readonly qini: number
  readonly uplift: number
  /** Straight lines of a list by chance. */
  readonly qiniByChance: number
  readonly upliftByChance: number
}

/** Qini and uplift curves at equal steps of the share of customers, 0 to 1. */
export function upliftPoints(ranking: UpliftRanking, steps = 100, weights?: Float64Array): UpliftPoint[] {
  const curve = upliftCurveOf(ranking, weights)
  const end = totalsOf(curve)
  const height = (of: Height, at: CurveTotals) =>
    of(at.treated, at.control, at.treatedOutcome, at.controlOutcome, at.rows)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps
    const at = totalsAt(curve, share * end.rows)
    return {
      share,
      qini: height(qiniHeight, at),
      uplift: height(upliftHeight, at),
      qiniByChance: share * height(qiniHeight, end),
      upliftByChance: share * height(upliftHeight, end),
    }
  })
}

export interface CurveTotals {
  readonly rows: number
  readonly treated: number
  readonly control: number
  readonly treatedOutcome: number
  readonly controlOutcome: number
}

export function totalsOf(curve: UpliftCurve): CurveTotals {
  return groupTotals(curve, curve.rows.length - 1)
}

/** What lies down to a weight of rows; a group of equal scores is divided in proportion. */
export function totalsAt(
  curve: UpliftCurve,
  reach: number,
  by: 'rows' | 'treated' | 'control' = 'rows',
): CurveTotals {
  const along = curve[by]
  let low = 0
  let high = along.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((along[middle] as number) >= reach) high = middle
    else low = middle + 1
  }
  const before = groupTotals(curve, low - 1)
  const after = groupTotals(curve, low)
  const width = after[by] - before[by]
  const part = width > 0 ? Math.min(1, Math.max(0, (reach - before[by]) / width)) : 1
  const between = (name: keyof CurveTotals) => before[name] + part * (after[name] - before[name])
  return {
    rows: between('rows'),
    treated: between('treated'),
    control: between('control'),
    treatedOutcome: between('treatedOutcome'),
    controlOutcome: between('controlOutcome'),
  }
}

function groupTotals(curve: UpliftCurve, group: number): CurveTotals {
  return {
    rows: curve.rows[group] ?? 0,
    treated: curve.treated[group] ?? 0,
    control: curve.control[group] ?? 0,
    treatedOutcome: curve.treatedOutcome[group] ?? 0,
    controlOutcome: curve.controlOutcome[group] ?? 0,
  }
}

/** Area over the straight line to the curve's end, by trapezoids, and the end's height. */
interface Area {
  readonly above: number
  readonly end: number
  readonly total: CurveTotals
}

/** The area of a curve that is never written down: one walk over the ranking. */
function areaOf(ranking: UpliftRanking, weights: Float64Array | null, height: Height): Area {
  let total: CurveTotals = { rows: 0, treated: 0, control: 0, treatedOutcome: 0, controlOutcome: 0 }
  let [area, lastRows, last] = [0, 0, 0]
  const lastGroup = ranking.ends.length - 1
  walkRanking(ranking, weights, (group, rows, treated, control, treatedOutcome, controlOutcome) => {
    const here = height(treated, control, treatedOutcome, controlOutcome, rows)
    area += 0.5 * (rows - lastRows) * (here + last)
    lastRows = rows
    last = here
    if (group === lastGroup) total = { rows, treated, control, treatedOutcome, controlOutcome }
  })
  return { above: area - 0.5 * lastRows * last, end: last, total }
}

/** Groups of hindsight as masks over treated × outcome: bit 2·treated + outcome. */
const CONTROL_NO = 1
const CONTROL_YES = 2
const TREATED_NO = 4
const TREATED_YES = 8
const BOTH_NO = CONTROL_NO | TREATED_NO
const BOTH_CONTROL = CONTROL_NO | CONTROL_YES
const ALL = 15

/** Weight of rows, and what they count for, in the four cells 2·treated + outcome. */
interface Cells {
  readonly rows: Float64Array
  readonly counts: Float64Array
}

/** From the totals where rows count what they weigh, else by one more walk. */
function cellsOf(
  { order, treated, outcome, counts }: UpliftRanking,
  weights: Float64Array | null,
  total: CurveTotals,
): Cells {
  if (counts === null) {
    const { controlOutcome, treatedOutcome } = total
    const all = Float64Array.of(
      total.control - controlOutcome,
      controlOutcome,
      total.treated - treatedOutcome,
      treatedOutcome,
    )
    return { rows: all, counts: all }
  }
  const rows = new Float64Array(4)
  const counted = new Float64Array(4)
  for (let place = 0; place < order.length; place += 1) {
    const cell = 2 * (treated[place] as number) + (outcome[place] as number)
    const weight = weights === null ? 1 : (weights[order[place] as number] as number)
    rows[cell] = (rows[cell] as number) + weight
    counted[cell] = (counted[cell] as number) + weight * (counts[place] as number)
  }
  return { rows, counts: counted }
}

/** Area of the ideal curve for outcomes 0 and 1: groups of hindsight one after the other, from their totals; no sort needed. */
function idealArea({ rows, counts }: Cells, groups: readonly number[], height: Height): number {
  let [mask, area, lastRows, last] = [0, 0, 0, 0]
  for (const group of groups) {
    mask |= group
    const sum = (values: Float64Array, only: number) =>
      values.reduce((total, value, cell) => total + (((mask & only) >> cell) & 1 ? value : 0), 0)
    const reach = sum(rows, ALL)
    const here = height(
      sum(counts, TREATED_NO | TREATED_YES),
      sum(counts, BOTH_CONTROL),
      sum(counts, TREATED_YES),
      sum(counts, CONTROL_YES),
      reach,
    )
    area += 0.5 * (reach - lastRows) * (here + last)
    lastRows = reach
    last = here
  }
  return area - 0.5 * lastRows * last
}
