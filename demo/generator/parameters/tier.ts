/** One tier of the pyramid by assets, with the marginals of the domain specification 2.3. Amounts in yuan, shares of 1. */
export interface Tier {
  readonly code: string
  readonly zh: string
  readonly below: number
  /** Target share of customers, and target mean. */
  readonly share: number
  readonly mean: number
  /** Share that ever opened the app, and share active in a month. */
  readonly app: number
  readonly monthly: number
  readonly products: number
  readonly churn: number
  /** Solved so that `churn` holds over the mixture: added to every archetype's logit. */
  readonly churnShift: number
  readonly holds: { readonly time: number; readonly wealth: number; readonly fund: number; readonly insurance: number; readonly gold: number; readonly card: number; readonly consumer: number; readonly mortgage: number }
  readonly wecom: number
  readonly rated: number
  /** Share of the assets that is not demand deposit, for holders. */
  readonly invested: number
}

export const TIERS: readonly Tier[] = [
  { code: 'T0', zh: '零余额', below: 100, share: 0.328, mean: 30, app: 0.43, monthly: 0.173, products: 1.2, churn: 0.22, churnShift: 0.74, wecom: 0.078, rated: 0.12, invested: 0, holds: { time: 0, wealth: 0, fund: 0, insurance: 0, gold: 0, card: 0.13, consumer: 0.03, mortgage: 0.023 } },
  { code: 'T1', zh: '大众', below: 10_000, share: 0.361, mean: 2800, app: 0.64, monthly: 0.42, products: 1.6, churn: 0.11, churnShift: 0.2, wecom: 0.208, rated: 0.27, invested: 0.55, holds: { time: 0.15, wealth: 0.02, fund: 0.028, insurance: 0.01, gold: 0.001, card: 0.222, consumer: 0.045, mortgage: 0.092 } },
  { code: 'T2', zh: '潜力', below: 50_000, share: 0.177, mean: 24_000, app: 0.77, monthly: 0.625, products: 2.25, churn: 0.07, churnShift: 0.4, wecom: 0.36, rated: 0.47, invested: 0.68, holds: { time: 0.45, wealth: 0.16, fund: 0.1, insurance: 0.04, gold: 0.008, card: 0.315, consumer: 0.05, mortgage: 0.11 } },
  { code: 'T3', zh: '达标', below: 200_000, share: 0.093, mean: 98_000, app: 0.83, monthly: 0.7, products: 2.9, churn: 0.05, churnShift: 0.1, wecom: 0.5, rated: 0.62, invested: 0.76, holds: { time: 0.62, wealth: 0.4, fund: 0.22, insurance: 0.11, gold: 0.03, card: 0.355, consumer: 0.04, mortgage: 0.12 } },
  { code: 'T4', zh: '财富', below: 500_000, share: 0.0235, mean: 308_000, app: 0.86, monthly: 0.745, products: 3.5, churn: 0.04, churnShift: -0.4, wecom: 0.58, rated: 0.74, invested: 0.8, holds: { time: 0.68, wealth: 0.55, fund: 0.38, insurance: 0.2, gold: 0.06, card: 0.375, consumer: 0.03, mortgage: 0.14 } },
  { code: 'T5', zh: '贵宾', below: 6_000_000, share: 0.0161, mean: 1_400_000, app: 0.88, monthly: 0.77, products: 3.9, churn: 0.04, churnShift: 0.4, wecom: 0.71, rated: 0.88, invested: 0.84, holds: { time: 0.72, wealth: 0.68, fund: 0.52, insurance: 0.31, gold: 0.1, card: 0.39, consumer: 0.02, mortgage: 0.13 } },
  { code: 'T6', zh: '私行', below: 1e12, share: 0.0008, mean: 10_800_000, app: 0.86, monthly: 0.745, products: 4.4, churn: 0.05, churnShift: 0.1, wecom: 0.8, rated: 0.9, invested: 0.86, holds: { time: 0.9, wealth: 0.96, fund: 0.88, insurance: 0.75, gold: 0.3, card: 0.5, consumer: 0.02, mortgage: 0.15 } },
]

/** A column of the tiers, for `pick`. */
export function byTier(read: (each: Tier) => number): number[] {
  return TIERS.map(read)
}
