import { armDifference, meanInterval } from '../uplift/average.js'
import { fallingOrder } from '../metrics/order.js'
import type { Interval } from '../metrics/interval.js'

/** Customers of one arm and its controls with scores of models that have not seen them. Money in the unit of the amounts. */
export interface ListRows {
  readonly treatment: Uint8Array
  readonly outcome: Float64Array
  readonly amount: Float64Array | null
  readonly propensity: Float64Array
  /** Chance untreated, chance treated, effect, and what the uplift list is cut by: the money the arm brings, else the effect. */
  readonly organic: Float64Array
  readonly response: Float64Array
  readonly effect: Float64Array
  readonly worth: Float64Array
}

export const LIST_NAMES = ['everyone', 'organic', 'response', 'uplift', 'averse'] as const
export type ListName = (typeof LIST_NAMES)[number]

export interface ListFigures {
  readonly list: ListName
  readonly size: number
  readonly treated: number
  readonly control: number
  /** Share that converts, treated and not, weighed by the chance of treatment. */
  readonly treatedRate: number
  readonly controlRate: number
  readonly increment: Interval
  /** Money a customer brings because of the treatment. */
  readonly money: Interval | null
}

export interface ListComparison {
  readonly lists: readonly ListFigures[]
  /** Share of one list that is on another. */
  readonly overlap: readonly { readonly of: ListName; readonly on: ListName; readonly share: number }[]
}

/**
 * Lists of one size cut from the same customers by three models, beside everyone and the averse (lowest effects): what
 * converts on each with and without treatment, what the treatment adds, and how far the lists are the same people. Errors:
 * LEARN_ARM_EMPTY is not thrown: a list without an arm has NaN figures.
 */
export function compareLists(rows: ListRows, share: number, averse: number): ListComparison {
  const size = Math.round(share * rows.outcome.length)
  const worst = Math.round(averse * rows.outcome.length)
  const top = (by: Float64Array, count: number): number[] => Array.from(fallingOrder(by).subarray(0, count))
  const members: Record<ListName, number[]> = {
    everyone: Array.from(rows.outcome, (_, row) => row),
    organic: top(rows.organic, size),
    response: top(rows.response, size),
    uplift: top(rows.worth, size),
    averse: top(rows.effect.map((value) => -value), worst),
  }
  const cut = ['organic', 'response', 'uplift'] as const
  return {
    lists: LIST_NAMES.map((list) => figuresOf(rows, list, members[list])),
    overlap: cut.flatMap((of) => cut.filter((on) => on !== of).map((on) => ({ of, on, share: sharedBy(members[of], members[on]) }))),
  }
}

function sharedBy(one: readonly number[], other: readonly number[]): number {
  const known = new Set(other)
  return one.length === 0 ? 0 : one.filter((row) => known.has(row)).length / one.length
}

function figuresOf(rows: ListRows, list: ListName, members: readonly number[]): ListFigures {
  const take = (values: ArrayLike<number>): Float64Array => Float64Array.from(members, (row) => values[row] as number)
  const treatment = Uint8Array.from(members, (row) => rows.treatment[row] as number)
  const [outcome, propensity] = [take(rows.outcome), take(rows.propensity)]
  const weights = new Float64Array(members.length).fill(1)
  const treated = treatment.reduce((sum, one) => sum + one, 0)
  const rate = (arm: 0 | 1): number => {
    const own = propensity.map((chance, row) => (treatment[row] === arm ? 1 / (arm === 1 ? chance : 1 - chance) : 0))
    return meanInterval(outcome, own).value
  }
  return {
    list, size: members.length, treated, control: members.length - treated, treatedRate: rate(1), controlRate: rate(0),
    increment: armDifference({ treatment, outcome, weights }, propensity),
    money: rows.amount === null ? null : armDifference({ treatment, outcome: take(rows.amount), weights }, propensity),
  }
}
