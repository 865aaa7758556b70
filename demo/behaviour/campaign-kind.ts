import { sql, type Sql } from '#kernel/sql'

/** Columns of `feature` a stratum may depend on; `z_*` are standardised over the universe of the kind. */
export const featureNames = ['hidden', 'z_gap', 'z_outside', 'z_touches', 'z_interest', 'z_products', 'z_logins', 'z_peak_gap', 'complaint90', 'age65', 'matured', 'has_rm', 'young'] as const
export type FeatureName = (typeof featureNames)[number]

type Weights = Partial<Record<FeatureName, number>>

/** Principal strata: what somebody does untreated and treated (Frangakis and Rubin 2002). */
export const STRATA = { lost: 0, persuadable: 1, sure: 2, averse: 3 } as const

/** A kind of campaign with a planted truth (domain specification 2.5 TR3, 2.7). Amounts in yuan. */
export interface CampaignKind {
  readonly zh: string
  readonly en: string
  /** Who it can be meant for, over the columns of `feature`. */
  readonly universe: Sql
  /** Shares of the universe; the rest is lost. */
  readonly shares: { readonly persuadable: number; readonly sure: number; readonly averse: number }
  /** Logits against the lost; intercepts are solved so that the shares hold. */
  readonly logits: { readonly persuadable: Weights; readonly sure: Weights; readonly averse: Weights }
  /** Persuadables bring outside money: base + share of the outside assets, capped; the others move money of ours. */
  readonly amount: { readonly base: number; readonly outsideShare: number; readonly cap: number; readonly ownBase: number; readonly ownShare: number }
}

const MONEY = { base: 15_000, outsideShare: 0.03, cap: 2_000_000, ownBase: 12_000, ownShare: 0.3 } as const
const SPENDING = { base: 600, outsideShare: 0.0005, cap: 20_000, ownBase: 500, ownShare: 0.005 } as const

export const CAMPAIGN_KINDS = {
  PAYUP: {
    zh: '代发客户提升', en: 'Payroll upgrade', universe: sql`payroll AND tier BETWEEN 1 AND 4`,
    shares: { persuadable: 0.04, sure: 0.07, averse: 0.02 }, amount: MONEY,
    logits: {
      persuadable: { hidden: 0.9, z_gap: 0.3, z_outside: 0.2, z_touches: -0.3, z_interest: -0.1 },
      sure: { z_products: 0.8, z_interest: 0.8 },
      averse: { z_touches: 1.1, z_products: 0.4, complaint90: 0.8, age65: 0.5 },
    },
  },
  WINBACK: {
    zh: '流失唤回', en: 'Win-back', universe: sql`dormant`,
    shares: { persuadable: 0.1, sure: 0.06, averse: 0.06 }, amount: MONEY,
    logits: {
      persuadable: { z_peak_gap: 0.9, matured: 0.8, has_rm: 0.5, z_touches: -0.3 },
      sure: { z_logins: 0.8, z_interest: 0.5 },
      averse: { complaint90: 1.6, z_touches: 0.9, age65: 0.3 },
    },
  },
  SMS_MASS: {
    zh: '短信群发', en: 'Mass text message', universe: sql`true`,
    shares: { persuadable: 0.03, sure: 0.05, averse: 0.03 }, amount: MONEY,
    logits: {
      persuadable: { hidden: 0.6, z_gap: 0.4, z_touches: -0.6, young: 0.3 },
      sure: { z_products: 0.7, z_interest: 0.7 },
      averse: { z_touches: 1.2, complaint90: 0.9, age65: 0.4 },
    },
  },
  CARD_STEP: {
    zh: '信用卡首刷', en: 'Card activation', universe: sql`has_card AND has_app`,
    shares: { persuadable: 0.12, sure: 0.2, averse: 0.05 }, amount: SPENDING,
    logits: {
      persuadable: { young: 0.8, z_logins: -0.3, z_touches: -0.3 },
      sure: { z_logins: 0.9, z_products: 0.3 },
      averse: { z_touches: 1, complaint90: 0.8, age65: 0.6 },
    },
  },
  FUND_NEW: {
    zh: '基金首购', en: 'First fund', universe: sql`tier BETWEEN 2 AND 5 AND NOT has_fund`,
    shares: { persuadable: 0.07, sure: 0.06, averse: 0.04 }, amount: MONEY,
    logits: {
      persuadable: { hidden: 1, z_outside: 0.4, z_touches: -0.3 },
      sure: { z_interest: 1.1, z_products: 0.4 },
      averse: { z_touches: 0.9, age65: 0.8, complaint90: 0.7 },
    },
  },
} as const satisfies Record<string, CampaignKind>

export type CampaignKindName = keyof typeof CAMPAIGN_KINDS
export const campaignKindNames = Object.keys(CAMPAIGN_KINDS) as CampaignKindName[]

/** The kind's description. */
export function campaignKind(name: CampaignKindName): CampaignKind {
  return CAMPAIGN_KINDS[name]
}
