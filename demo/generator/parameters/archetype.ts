/** One of the ten latent kinds of customer. Amounts in yuan, rates a month. */
export interface Archetype {
  readonly zh: string
  readonly en: string
  readonly share: number
  readonly age: readonly [mean: number, deviation: number]
  /** Total wealth, lognormal. */
  readonly wealth: readonly [median: number, sigma: number]
  /** Share of it held with this bank, Beta(mean · kappa, (1 − mean) · kappa). */
  readonly wallet: readonly [mean: number, kappa: number]
  /** Share with next to nothing here from the start; those who leave on the way come on top. */
  readonly nearZero: number
  readonly logins: number
  readonly transactions: number
  readonly payroll: number
  /** Median of the monthly spending through this bank. */
  readonly spending: number
  /** Mean appetite for risk on the scale C1 to C5. */
  readonly appetite: number
  readonly churn: number
  /** BG/NBD: rate Gamma(r, alpha months), dropout Beta(a, b). */
  readonly purchase: readonly [r: number, alpha: number, a: number, b: number]
  /** Mean amount of a purchase (Gamma-Gamma). */
  readonly ticket: number
  readonly mainBank: number
  readonly female: number
}

/** The mixture of the domain specification 2.6, with what the generator adds to it. */
export const ARCHETYPES: readonly Archetype[] = [
  { zh: '零余额沉睡', en: 'zero-balance', share: 0.26, age: [48, 13], wealth: [9000, 1.2], wallet: [0.03, 8], nearZero: 0.775, logins: 0.2, transactions: 0.1, payroll: 0.03, spending: 300, appetite: 2.1, churn: -3.9, purchase: [0.2, 9, 0.9, 1.6], ticket: 3000, mainBank: 0.05, female: 0.48 },
  { zh: '月光工薪', en: 'wage spender', share: 0.2, age: [36.5, 10.1], wealth: [24_000, 0.95], wallet: [0.1, 10], nearZero: 0.045, logins: 7, transactions: 16, payroll: 0.52, spending: 3200, appetite: 2.6, churn: -4.3, purchase: [0.35, 7, 0.7, 2.2], ticket: 8000, mainBank: 0.45, female: 0.5 },
  { zh: '代发储蓄', en: 'payroll saver', share: 0.11, age: [47, 10.5], wealth: [52_000, 0.85], wallet: [0.42, 6], nearZero: 0, logins: 6, transactions: 12, payroll: 0.66, spending: 3600, appetite: 2.2, churn: -5, purchase: [0.8, 5, 0.5, 3.5], ticket: 20_000, mainBank: 0.85, female: 0.53 },
  { zh: '隐形投资', en: 'hidden investor', share: 0.05, age: [38, 10], wealth: [480_000, 0.75], wallet: [0.1, 10], nearZero: 0, logins: 9, transactions: 14, payroll: 0.63, spending: 5200, appetite: 4.4, churn: -4.5, purchase: [0.6, 6, 0.6, 2.8], ticket: 40_000, mainBank: 0.08, female: 0.4 },
  { zh: '银发存款', en: 'silver depositor', share: 0.11, age: [68, 8], wealth: [42_000, 1.25], wallet: [0.58, 6], nearZero: 0.02, logins: 1.5, transactions: 5, payroll: 0, spending: 2000, appetite: 1.5, churn: -5.2, purchase: [0.7, 6, 0.4, 4], ticket: 30_000, mainBank: 0.8, female: 0.54 },
  { zh: 'Z 世代', en: 'Gen-Z digital', share: 0.1, age: [25, 3.5], wealth: [12_000, 0.9], wallet: [0.16, 6], nearZero: 0.14, logins: 12, transactions: 22, payroll: 0.22, spending: 1900, appetite: 3, churn: -4, purchase: [0.5, 4, 0.8, 2], ticket: 2000, mainBank: 0.4, female: 0.5 },
  { zh: '新市民', en: 'new-citizen remitter', share: 0.07, age: [31, 7], wealth: [16_000, 0.9], wallet: [0.12, 8], nearZero: 0.16, logins: 5, transactions: 11, payroll: 0.42, spending: 2300, appetite: 2.2, churn: -3.9, purchase: [0.25, 8, 0.8, 2], ticket: 5000, mainBank: 0.4, female: 0.42 },
  { zh: '小微企业主', en: 'SME owner', share: 0.04, age: [47, 8.5], wealth: [520_000, 1.05], wallet: [0.17, 6], nearZero: 0.03, logins: 11, transactions: 40, payroll: 0.05, spending: 26_000, appetite: 3, churn: -4.6, purchase: [0.7, 5, 0.6, 2.6], ticket: 80_000, mainBank: 0.5, female: 0.38 },
  { zh: '亲子中产', en: 'parent planner', share: 0.04, age: [43, 6], wealth: [300_000, 0.8], wallet: [0.3, 6], nearZero: 0, logins: 7, transactions: 18, payroll: 0.5, spending: 8500, appetite: 2.9, churn: -5, purchase: [0.9, 5, 0.5, 3.5], ticket: 40_000, mainBank: 0.75, female: 0.58 },
  { zh: '财富私行', en: 'wealth and private', share: 0.02, age: [52, 10], wealth: [1_450_000, 1.15], wallet: [0.5, 6], nearZero: 0, logins: 6, transactions: 10, payroll: 0.1, spending: 12_000, appetite: 3.4, churn: -5.1, purchase: [1.3, 3.5, 0.5, 4], ticket: 250_000, mainBank: 0.7, female: 0.46 },
]

/** A column of the mixture, for `pick`. */
export function byArchetype(read: (each: Archetype) => number): number[] {
  return ARCHETYPES.map(read)
}

/** Places of the archetypes in the mixture, from 1. */
export const KIND = { dormant: 1, spender: 2, saver: 3, hidden: 4, silver: 5, digital: 6, remitter: 7, owner: 8, parent: 9, wealthy: 10 } as const
