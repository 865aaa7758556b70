import type { BootstrapInterval } from '../metrics/bootstrap.js'
import type { Interval } from '../metrics/interval.js'
import type { Matrix } from '../data/matrix.js'
import type { Fitted } from '../model/fitted.js'
import type { AlgorithmPlan, TrainedModel } from '../trained/contract.js'
import type { PolicyValue } from '../bandit/off-policy.js'
import type { PolicyEstimate } from '../uplift/policy.js'
import type { UpliftReport } from '../uplift/report.js'

export const TREATED_METHODS = ['s', 't', 'x', 'r', 'dr', 'class', 'forest'] as const
export type TreatedMethod = (typeof TREATED_METHODS)[number]

/** How to learn the effect of campaigns, before any data: plain data, kept with a model's definition. */
export interface TreatedPlan {
  readonly method: TreatedMethod
  /** Learns the outcome of an arm. */
  readonly outcome: AlgorithmPlan
  /** Learns the effect itself, of the X-, R- and DR-learner. */
  readonly effect: AlgorithmPlan
  readonly forest?: { readonly trees?: number | undefined; readonly depth?: number | undefined; readonly leafRows?: number | undefined } | undefined
  /** Learns the amounts; `shared` by the control and the arms, each shifting one model. Default: each its own ridge regression. */
  readonly amounts?: { readonly learner: AlgorithmPlan; readonly shared: boolean; readonly shift?: boolean | undefined } | undefined
  /** `chance`: the treated share of a campaign is everybody's propensity; `learned`: from the features; `auto`: learned where the arms are not alike. */
  readonly assignment: 'auto' | 'chance' | 'learned'
}

/** Customers of past campaigns: who got what, and what came of it. */
export interface TreatedRows {
  readonly matrix: Matrix
  /** 0 the control, else place in `arms` plus 1. */
  readonly arm: Uint8Array
  readonly arms: readonly string[]
  /** Place in `campaigns`. */
  readonly campaign: Uint16Array
  readonly campaigns: readonly string[]
  /** 0 or 1. */
  readonly outcome: Float64Array
  /** Money that came of it, 0 without an outcome; null where none is known. */
  readonly amount: Float64Array | null
  /** Fold of the customer, the same in every campaign. */
  readonly fold: Uint8Array
}

/** Mean amount of who converts: exp of a model of the log times what the log loses on the way back (Duan 1983). */
export interface AmountModel {
  /** Null where too few converted: the mean of all. */
  readonly model: TrainedModel | null
  /** What the list's amounts differ by from a model shared by all; added to its log. */
  readonly shift?: TrainedModel
  readonly smear: number
  readonly mean: number
  /** Greatest amount seen. */
  readonly most: number
}

export interface TreatedArm {
  readonly arm: string
  /** Effect on the chance of the outcome: an uplift model or an uplift forest. */
  readonly effect: Fitted
  /** Chance of the outcome of who is treated: the response model. */
  readonly response: TrainedModel
  readonly amount: AmountModel | null
  /** The effect learned without one fold, fold by fold: what its range comes of. Not kept of forests. */
  readonly replicates?: readonly Fitted[]
}

/** Everything learned of a campaign's arms against its control: plain data. */
export interface TreatedModel extends Fitted {
  readonly kind: 'treated'
  /** Chance of the outcome of who is left alone: the organic model. */
  readonly organic: TrainedModel
  readonly organicAmount: AmountModel | null
  readonly arms: readonly TreatedArm[]
}

/** Scores of rows. Money in the unit of the amounts. */
export interface TreatedScores {
  readonly organic: Float64Array
  readonly arms: readonly { readonly arm: string; readonly effect: Float64Array; readonly response: Float64Array; readonly gain: Float64Array | null }[]
}

/** Scores of every training row by a model that has not seen the customer. */
export interface HeldBack extends TreatedScores {
  /** Chance of each arm among it and the control, by arm; NaN where the row is not of the pair. */
  readonly propensity: readonly Float64Array[]
}

/** Whether the treated and the untreated of a campaign can be compared. */
export interface CampaignBalance {
  readonly campaign: string
  readonly arm: string
  readonly treated: number
  readonly control: number
  /** Greatest standardised difference of the means of a feature, and of which. */
  readonly worst: number
  readonly feature: string
  readonly worstAfter: number
  /** How well features tell who was treated, out of fold: .5 where it was left to chance. */
  readonly propensityAuc: Interval
  readonly commonSupport: number
  readonly confounded: boolean
  /** The propensity used was learned from the features. */
  readonly learned: boolean
}

/** Figures of one arm against the control, on customers held back. */
export interface ArmFigures {
  readonly arm: string
  readonly treated: number
  readonly control: number
  readonly average: Interval
  readonly averageMoney: Interval | null
  readonly report: UpliftReport
  readonly moneyQini: BootstrapInterval | null
  /** Qini of a model learned the same way after treatment was dealt anew by chance: 0 but for chance. */
  readonly placebo: BootstrapInterval
  readonly policies: readonly { readonly share: number; readonly outcome: PolicyEstimate; readonly money: PolicyEstimate | null }[]
}

/** What a way of choosing an arm for each customer would have brought, for one customer of all (off-policy). */
export interface ArmPolicy {
  /** `best`: each the arm worth most, nobody for whom none is worth more than nothing; `nobody`; `everybody` the arm named. */
  readonly policy: 'best' | 'nobody' | 'everybody'
  readonly arm: string | null
  /** Share treated. */
  readonly treated: number
  readonly outcome: PolicyValue
  readonly money: PolicyValue | null
}

export interface TreatedTraining {
  readonly model: TreatedModel
  readonly held: HeldBack
  readonly balance: readonly CampaignBalance[]
  readonly figures: readonly ArmFigures[]
  readonly importance: readonly { readonly feature: string; readonly share: number }[]
  /** Null where nothing of the policy was ever done. */
  readonly policies: readonly ArmPolicy[]
}
