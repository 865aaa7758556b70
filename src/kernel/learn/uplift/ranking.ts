import { fail } from '#kernel/error'
import { weightsOf } from '../data/fit.js'
import { fallingGroups, groupScores } from '../metrics/order.js'
import type { UpliftTarget } from './contract.js'
import { knownPropensity, treatmentOf } from './ground.js'

/** Rows by falling predicted effect with what was done and what came of it; sorted once, weighed as often as needed. */
export interface UpliftRanking {
  /** Row at each place, greatest predicted effect first. */
  readonly order: Uint32Array
  /** Place after the last row of every group of equal scores. */
  readonly ends: Uint32Array
  /** Score of every group. */
  readonly scores: Float64Array
  /** By place: 1 treated. */
  readonly treated: Uint8Array
  /** By place. */
  readonly outcome: Float64Array
  /** By place: what a row counts for in its arm beside its weight; null when the propensity is the same for all. */
  readonly counts: Float64Array | null
  readonly binary: boolean
  /** The same rows in the best order that hindsight allows (treated by rising, untreated by falling gain); null for outcomes 0 and 1, where it is not needed. */
  readonly ideal: UpliftRanking | null
}

/**
 * The one sort behind Qini, AUUC, uplift at k and bands. With a propensity by row, treated rows count ē/e and untreated
 * (1 - ē)/(1 - e), where ē is the treated share: with e the same everywhere that is 1, and the plain figures come out.
 * Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_TREATMENT, LEARN_ARM_EMPTY, LEARN_OVERLAP, LEARN_LABEL_VALUE, LEARN_SCORE.
 */
export function upliftRankingOf(target: UpliftTarget, score: ArrayLike<number>): UpliftRanking {
  const rows = score.length
  if (rows === 0) fail('LEARN_EMPTY')
  const treatment = treatmentOf(rows, target.treatment)
  if (target.outcome.length !== rows) {
    fail('LEARN_ROWS_DIFFER', { column: 'outcome', rows: target.outcome.length, expected: rows })
  }
  const binary = isBinary(target.outcome)
  const counts = countsOf(target, treatment)
  const ranking = placed(score, treatment, target.outcome, counts, binary)
  if (binary) return ranking
  const hindsight = Float64Array.from(target.outcome, (value, row) => (treatment[row] === 1 ? value : -value))
  return { ...ranking, ideal: placed(hindsight, treatment, target.outcome, counts, binary) }
}

function isBinary(outcome: ArrayLike<number>): boolean {
  let binary = true
  for (let row = 0; row < outcome.length; row += 1) {
    const value = outcome[row] as number
    if (value === 0 || value === 1) continue
    if (!Number.isFinite(value)) fail('LEARN_LABEL_VALUE', { row: row + 1, value, allowed: 'number' })
    binary = false
  }
  return binary
}

function countsOf({ propensity }: UpliftTarget, treatment: Uint8Array): Float64Array | null {
  const rows = treatment.length
  let treated = 0
  for (let row = 0; row < rows; row += 1) treated += treatment[row] as number
  if (treated === 0 || treated === rows) {
    fail('LEARN_ARM_EMPTY', { arm: treated === 0 ? 'treated' : 'control' })
  }
  if (propensity === undefined) return null
  const known = knownPropensity(rows, propensity)
  const share = treated / rows
  const counts = known.map((chance, row) =>
    treatment[row] === 1 ? share / chance : (1 - share) / (1 - chance),
  )
  return typeof propensity === 'number' ? null : counts
}

function placed(
  score: ArrayLike<number>,
  treatment: Uint8Array,
  outcome: ArrayLike<number>,
  counts: Float64Array | null,
  binary: boolean,
): UpliftRanking {
  const found = fallingGroups(score)
  const { order, ends } = found
  const rows = order.length
  const treated = new Uint8Array(rows)
  const reached = new Float64Array(rows)
  // Both of a row in one byte where they fit: one look-up in the dark instead of two.
  const cells = binary ? cellsOf(treatment, outcome) : null
  for (let place = 0; place < rows; place += 1) {
    const row = order[place] as number
    if (cells !== null) {
      const cell = cells[row] as number
      treated[place] = cell >> 1
      reached[place] = cell & 1
    } else {
      treated[place] = treatment[row] as number
      reached[place] = outcome[row] as number
    }
  }
  const weighed = counts === null ? null : Float64Array.from(order, (row) => counts[row] as number)
  let scores: Float64Array | null = null
  return {
    order,
    ends,
    // Looked up when somebody asks: a Qini coefficient does not.
    get scores() {
      return (scores ??= groupScores(score, found))
    },
    treated,
    outcome: reached,
    counts: weighed,
    binary,
    ideal: null,
  }
}

function cellsOf(treatment: Uint8Array, outcome: ArrayLike<number>): Uint8Array {
  const cells = new Uint8Array(treatment.length)
  for (let row = 0; row < cells.length; row += 1) {
    cells[row] = 2 * (treatment[row] as number) + (outcome[row] as number)
  }
  return cells
}

/** What a ranking gathers down to each distinct score. */
export interface UpliftCurve {
  readonly scores: Float64Array
  /** Weight of rows. */
  readonly rows: Float64Array
  /** Weight of each arm as it counts, and its outcomes. */
  readonly treated: Float64Array
  readonly control: Float64Array
  readonly treatedOutcome: Float64Array
  readonly controlOutcome: Float64Array
}

/** The curve of a ranking under weights by row (all 1 when absent). Errors: LEARN_ROWS_DIFFER, LEARN_WEIGHT. */
export function upliftCurveOf(ranking: UpliftRanking, weights?: Float64Array): UpliftCurve {
  const { ends, order } = ranking
  const checked = weights === undefined ? null : weightsOf(order.length, weights)
  const found = [0, 1, 2, 3, 4].map(() => new Float64Array(ends.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const [rows, up, down, upOutcome, downOutcome] = found
  walkRanking(ranking, checked, (group, all, inTreated, inControl, fromTreated, fromControl) => {
    rows[group] = all
    up[group] = inTreated
    down[group] = inControl
    upOutcome[group] = fromTreated
    downOutcome[group] = fromControl
  })
  return {
    get scores() {
      return ranking.scores
    },
    rows,
    treated: up,
    control: down,
    treatedOutcome: upOutcome,
    controlOutcome: downOutcome,
  }
}

/** What lies down to the end of a group: weight of rows, of each arm as it counts, and the arms' outcomes. */
export type Reached = (
  group: number,
  rows: number,
  treated: number,
  control: number,
  treatedOutcome: number,
  controlOutcome: number,
) => void

/** Goes down a ranking once and tells what was gathered at the end of each group of equal scores. */
export function walkRanking(ranking: UpliftRanking, weights: Float64Array | null, reached: Reached): void {
  const { ends, order, treated, outcome, counts } = ranking
  let [all, inTreated, inControl, fromTreated, fromControl] = [0, 0, 0, 0, 0]
  let place = 0
  for (let group = 0; group < ends.length; group += 1) {
    const end = ends[group] as number
    for (; place < end; place += 1) {
      const weight = weights === null ? 1 : (weights[order[place] as number] as number)
      const count = counts === null ? weight : weight * (counts[place] as number)
      const came = count * (outcome[place] as number)
      const arm = treated[place] as number
      all += weight
      inTreated += arm * count
      fromTreated += arm * came
      inControl += (1 - arm) * count
      fromControl += (1 - arm) * came
    }
    reached(group, all, inTreated, inControl, fromTreated, fromControl)
  }
}
