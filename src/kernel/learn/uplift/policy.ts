import { fail } from '#kernel/error'
import { checkLabel, weightsOf } from '../data/fit.js'
import { fallingOrder } from '../metrics/order.js'
import type { Interval } from '../metrics/interval.js'
import { meanInterval } from './average.js'
import type { UpliftTarget } from './contract.js'
import { knownPropensity, treatmentOf } from './ground.js'
import { robustScores } from './orthogonal.js'
import { meanOf } from './propensity.js'

export interface PolicyRule {
  /** Money that one unit of outcome is worth, one for all or by row; default 1. */
  readonly value?: number | ArrayLike<number>
  /** Money that treating costs, one for all or by row; default 0. */
  readonly cost?: number | ArrayLike<number>
  /** At most this many rows, those of the greatest net gain first. */
  readonly capacity?: number
}

/** Who to treat: 1 where effect × value > cost, the best first as far as capacity goes. Errors: LEARN_ROWS_DIFFER, LEARN_SCORE, LEARN_PARAM. */
export function upliftPolicy(effect: ArrayLike<number>, rule: PolicyRule = {}): Uint8Array {
  const rows = effect.length
  const value = byRow(rows, 'value', rule.value ?? 1)
  const cost = byRow(rows, 'cost', rule.cost ?? 0)
  const capacity = rule.capacity ?? rows
  if (!(capacity >= 0)) fail('LEARN_PARAM', { name: 'capacity', value: capacity, allowed: '≥ 0' })
  const net = Float64Array.from(effect, (own, row) => own * (value[row] as number) - (cost[row] as number))
  const treat = new Uint8Array(rows)
  const order = fallingOrder(net)
  for (let place = 0; place < Math.min(capacity, rows); place += 1) {
    const row = order[place] as number
    if (!((net[row] as number) > 0)) break
    treat[row] = 1
  }
  return treat
}

export interface PolicyWorthOptions {
  readonly value?: PolicyRule['value']
  readonly cost?: PolicyRule['cost']
  readonly weights?: Float64Array
  readonly level?: number
  /** Expected outcome of every row treated and untreated, from models that did not learn from the row; adds the doubly robust figures. */
  readonly means?: { readonly treated: ArrayLike<number>; readonly control: ArrayLike<number> }
}

/** What a policy is worth by one way of estimating, in money per customer. */
export interface PolicyWorth {
  /** Mean of outcome × value less cost under the policy. */
  readonly worth: Interval
  /** The same less treating nobody, and less treating everybody. */
  readonly overNobody: Interval
  readonly overEverybody: Interval
}

export interface PolicyEstimate {
  /** Share of weight the policy treats. */
  readonly treatedShare: number
  readonly ipw: PolicyWorth
  /** Null without `means`. */
  readonly doublyRobust: PolicyWorth | null
}

/**
 * Worth of a policy (1 treat, 0 not, or a chance between) on rows where treatment was given by chance or by a known or
 * estimated propensity: inverse propensity (Horvitz and Thompson 1952) and doubly robust (Dudík, Langford and Li 2011;
 * Athey and Wager 2021), normal intervals. Without a propensity the treated share stands in. Judge on rows the policy was
 * not learned from. Errors: LEARN_EMPTY, LEARN_ROWS_DIFFER, LEARN_TREATMENT, LEARN_OVERLAP, LEARN_LABEL_VALUE, LEARN_WEIGHT,
 * LEARN_ARM_EMPTY, LEARN_PROBABILITY.
 */
export function upliftPolicyWorth(
  target: UpliftTarget,
  policy: ArrayLike<number>,
  options: PolicyWorthOptions = {},
): PolicyEstimate {
  const rows = policy.length
  const treatment = treatmentOf(rows, target.treatment)
  checkLabel(rows, target.outcome, () => true, 'number')
  checkPolicy(policy)
  const weights = weightsOf(rows, options.weights)
  const share = meanOf(treatment, weights)
  if (share === 0 || share === 1) fail('LEARN_ARM_EMPTY', { arm: share === 0 ? 'treated' : 'control' })
  const chances = knownPropensity(rows, target.propensity ?? share)
  const ground = { treatment, outcome: Float64Array.from(target.outcome) }
  const nothing = new Float64Array(rows)
  const judge = (means: NonNullable<PolicyWorthOptions['means']>) =>
    worthOf(robustScores(ground, chances, means), policy, weights, options)
  return {
    treatedShare: meanOf(policy, weights),
    ipw: judge({ treated: nothing, control: nothing }),
    doublyRobust: options.means === undefined ? null : judge(checkedMeans(options.means, rows)),
  }
}

function worthOf(
  scores: { readonly treated: Float64Array; readonly control: Float64Array },
  policy: ArrayLike<number>,
  weights: Float64Array,
  options: PolicyWorthOptions,
): PolicyWorth {
  const rows = policy.length
  const value = byRow(rows, 'value', options.value ?? 1)
  const cost = byRow(rows, 'cost', options.cost ?? 0)
  const level = options.level ?? 0.95
  const treated = scores.treated.map((score, row) => score * (value[row] as number) - (cost[row] as number))
  const control = scores.control.map((score, row) => score * (value[row] as number))
  const gain = treated.map((worth, row) => worth - (control[row] as number))
  const mean = (of: (row: number) => number) =>
    meanInterval(
      Float64Array.from(gain, (_, row) => of(row)),
      weights,
      level,
    )
  return {
    worth: mean((row) => (control[row] as number) + (policy[row] as number) * (gain[row] as number)),
    overNobody: mean((row) => (policy[row] as number) * (gain[row] as number)),
    overEverybody: mean((row) => ((policy[row] as number) - 1) * (gain[row] as number)),
  }
}

function checkPolicy(policy: ArrayLike<number>): void {
  for (let row = 0; row < policy.length; row += 1) {
    const value = policy[row] as number
    if (!(value >= 0 && value <= 1)) fail('LEARN_PROBABILITY', { row: row + 1, value })
  }
}

function checkedMeans(means: NonNullable<PolicyWorthOptions['means']>, rows: number) {
  for (const [column, values] of Object.entries(means)) {
    if (values.length !== rows) fail('LEARN_ROWS_DIFFER', { column, rows: values.length, expected: rows })
  }
  return means
}

function byRow(rows: number, column: string, given: number | ArrayLike<number>): Float64Array {
  const values = typeof given === 'number' ? new Float64Array(rows).fill(given) : Float64Array.from(given)
  if (values.length !== rows) fail('LEARN_ROWS_DIFFER', { column, rows: values.length, expected: rows })
  const wrong = values.findIndex((value) => !Number.isFinite(value))
  if (wrong >= 0) fail('LEARN_SCORE', { row: wrong + 1, value: values[wrong] as number })
  return values
}
