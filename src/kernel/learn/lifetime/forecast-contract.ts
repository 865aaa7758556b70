import type { Interval } from '../metrics/interval.js'

export type PurchaseProcessKind = 'bg-nbd' | 'pareto-nbd'

/** Purchases of customers up to a date: number, time of the last one and time watched (months from the customer's start), mean amount (0 without a purchase). */
export interface PurchaseHistory {
  readonly frequency: Float64Array
  readonly recency: Float64Array
  readonly age: Float64Array
  readonly value: Float64Array
}

export interface ForecastInput {
  readonly process: PurchaseProcessKind
  /** Every customer, up to the date of the forecast. */
  readonly history: PurchaseHistory
  /** Group of each customer, a place in `groups`. */
  readonly group: Int32Array
  readonly groups: readonly string[]
  /** The same customers up to an earlier date, for those who had started by then, and what they bought in the months after. */
  readonly earlier: { readonly history: PurchaseHistory; readonly group: Int32Array; readonly bought: Float64Array; readonly months: number }
  /** Months looked ahead. */
  readonly horizons: readonly number[]
  /** Discount of a year, margin of an amount. */
  readonly discount: number
  readonly margin: number
  readonly seed: number
  readonly level: number
}

export interface FittedGroup {
  readonly group: string
  readonly customers: number
  readonly repeat: number
  /** Customers of small groups take the parameters of everybody. */
  readonly pooled: boolean
  readonly process: readonly (Interval & { readonly name: string })[] | null
  readonly spend: readonly (Interval & { readonly name: string })[] | null
}

export interface HoldoutBand {
  readonly band: number
  readonly customers: number
  /** Purchases a customer. */
  readonly predicted: number
  readonly bought: number
}

export interface Holdout {
  readonly months: number
  readonly customers: number
  readonly predicted: number
  readonly bought: number
  /** (predicted − bought) / bought. */
  readonly error: number
  readonly meanAbsolute: number
  readonly rankCorrelation: number
  readonly bands: readonly HoldoutBand[]
}

export interface HorizonForecast {
  readonly months: number
  readonly purchases: Float64Array
  readonly purchasesLow: Float64Array
  readonly purchasesHigh: Float64Array
  readonly value: Float64Array
  readonly valueLow: Float64Array
  readonly valueHigh: Float64Array
  readonly totalPurchases: number
  readonly totalValue: number
}

export interface LifetimeForecast {
  readonly groups: readonly FittedGroup[]
  readonly holdout: Holdout
  /** Correlation of frequency and mean amount among repeat buyers: the spend model takes it as none. */
  readonly dependence: number
  readonly alive: Float64Array
  readonly spend: Float64Array
  readonly horizons: readonly HorizonForecast[]
}
