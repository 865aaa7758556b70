import { takeRows } from '../data/matrix.js'
import { aucInterval } from '../metrics/discrimination.js'
import { curveOf, rankingOf } from '../metrics/ranking.js'
import { scoreTrained } from '../trained/score.js'
import type { TrainGround } from '../trained/contract.js'
import { overlapOf, type FeatureBalance } from '../uplift/overlap.js'
import type { CampaignBalance, TreatedPlan, TreatedRows } from './contract.js'
import { rowsWhere, type Pair } from './pair.js'
import { fitPlanned } from './planned.js'

/** Chances are kept within [CLIP, 1 - CLIP]. */
const CLIP = 0.03
/** Standardised difference from which arms are not alike (Austin 2009), when it is also beyond chance. */
const APART = 0.1
const BEYOND_CHANCE = 4
/** Lower end of the interval of the AUC from which features tell who was treated. */
const TOLD = 0.51

/** How the rows of a pair were given their arm. */
export interface Assignment {
  /** Chance of treatment, by row of the pair. */
  readonly propensity: Float64Array
  readonly balance: readonly CampaignBalance[]
}

/**
 * Chance of treatment, campaign by campaign: the treated share where chance dealt, else learned from the features by
 * logistic regression, each fold by the others. A campaign is confounded when features tell who was treated (the interval
 * of the AUC lies above .51) and some feature's means differ by more than .1 standard deviations and than 4 standard errors.
 */
export function assignmentOf(ground: TrainGround, plan: TreatedPlan, data: TreatedRows, pair: Pair, seed: number): Assignment {
  const propensity = new Float64Array(pair.rows.length)
  const balance = data.campaigns.flatMap((name, code) => {
    const own = rowsWhere(pair.rows.length, (at) => data.campaign[pair.rows[at] as number] === code)
    return own.length === 0 ? [] : [inCampaign({ ground, plan, data, pair, seed }, name, own, propensity)]
  })
  return { propensity, balance }
}

interface Place {
  readonly ground: TrainGround
  readonly plan: TreatedPlan
  readonly data: TreatedRows
  readonly pair: Pair
  readonly seed: number
}

function inCampaign({ ground, plan, data, pair, seed }: Place, campaign: string, own: readonly number[], into: Float64Array): CampaignBalance {
  const rows = own.map((at) => pair.rows[at] as number)
  const matrix = takeRows(data.matrix, rows)
  const treatment = Float64Array.from(own, (at) => pair.treatment[at] as number)
  const treated = treatment.reduce((sum, one) => sum + one, 0)
  const control = own.length - treated
  const shared = new Float64Array(own.length).fill(clipped(treated / own.length))
  const told = treated > 0 && control > 0 ? learned(ground, { matrix, treatment, fold: rows.map((row) => data.fold[row] as number) }, seed) : shared
  const propensityAuc = treated > 0 && control > 0 ? aucInterval(curveOf(rankingOf(treatment, told))) : NOTHING_TOLD
  const report = (propensity: Float64Array) => overlapOf({ matrix, treatment, propensity, weights: new Float64Array(own.length).fill(1) })
  const before = report(shared)
  const worst = worstOf(before.balance)
  const confounded = isChosen(propensityAuc, worst.before, Math.sqrt(1 / Math.max(1, treated) + 1 / Math.max(1, control)))
  const uses = plan.assignment === 'learned' || (plan.assignment === 'auto' && confounded)
  const used = uses ? told : shared
  own.forEach((at, place) => {
    into[at] = used[place] as number
  })
  const { worstAfter, commonSupport } = uses ? report(told) : before
  return { campaign, arm: pair.arm, treated, control, worst: worst.before, feature: worst.feature, worstAfter, propensityAuc, commonSupport, confounded, learned: uses }
}

const NOTHING_TOLD = { value: 0.5, error: 0, low: 0.5, high: 0.5, level: 0.95, method: 'DeLong' } as const

function isChosen(auc: { readonly low: number }, worst: number, error: number): boolean {
  return auc.low > TOLD && Math.abs(worst) > APART && Math.abs(worst) > BEYOND_CHANCE * error
}

function worstOf(balance: readonly FeatureBalance[]): { readonly feature: string; readonly before: number } {
  return balance.reduce((worst, one) => (Math.abs(one.before) > Math.abs(worst.before) ? one : worst), { feature: '', before: 0 })
}

interface Assigned {
  readonly matrix: TreatedRows['matrix']
  readonly treatment: Float64Array
  readonly fold: readonly number[]
}

function learned(ground: TrainGround, { matrix, treatment, fold }: Assigned, seed: number): Float64Array {
  const found = new Float64Array(matrix.rows)
  for (const one of new Set(fold)) {
    const rest = rowsWhere(matrix.rows, (row) => fold[row] === one)
    const train = rowsWhere(matrix.rows, (row) => fold[row] !== one)
    const label = Float64Array.from(train, (row) => treatment[row] as number)
    const constant = label.every((value) => value === label[0])
    const scores = constant ? rest.map(() => label[0] ?? 0.5) : scoreTrained(fitPlanned(ground, { kind: 'linear', l2: 5 }, 'probability', { matrix: takeRows(matrix, train), label }, seed), takeRows(matrix, rest))
    rest.forEach((row, at) => {
      found[row] = clipped(scores[at] as number)
    })
  }
  return found
}

function clipped(chance: number): number {
  return Math.min(1 - CLIP, Math.max(CLIP, chance))
}
