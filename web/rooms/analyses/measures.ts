import { type FormatLocale, formatMoney, formatNumber, formatPercent } from '../../ui/format.js'

/** How a measure of an analysis is written. */
export type MeasureForm = 'money' | 'percent' | 'count' | 'number'

export interface MeasureWords {
  /** Key of its name under `measure`; null for a line of a profit and loss account, which brings its own name. */
  readonly word: 'purchases' | 'last_month' | 'months' | 'amount' | 'alive' | 'expected_amount' | 'purchasesIn' | 'valueIn' | 'incomeIn' | 'ltvIn' | 'quiet_days' | 'face' | 'chance' | 'profit' | 'last_profit' | null
  readonly months?: number
  readonly form: MeasureForm
}

const known: Readonly<Record<string, MeasureWords>> = {
  purchases: { word: 'purchases', form: 'count' },
  last_month: { word: 'last_month', form: 'number' },
  months: { word: 'months', form: 'number' },
  amount: { word: 'amount', form: 'money' },
  alive: { word: 'alive', form: 'percent' },
  expected_amount: { word: 'expected_amount', form: 'money' },
  quiet_days: { word: 'quiet_days', form: 'count' },
  face: { word: 'face', form: 'money' },
  chance: { word: 'chance', form: 'percent' },
  profit: { word: 'profit', form: 'money' },
  last_profit: { word: 'last_profit', form: 'money' },
}

/** Measures of the months to come. */
const AHEAD: Readonly<Record<string, MeasureWords>> = {
  purchases: { word: 'purchasesIn', form: 'number' },
  value: { word: 'valueIn', form: 'money' },
  income: { word: 'incomeIn', form: 'money' },
  ltv: { word: 'ltvIn', form: 'money' },
}

/** What a measure is; an unknown one is a line of a profit and loss account, in money. */
export function readMeasure(measure: string): MeasureWords {
  const [, what = '', months] = /^(purchases|value|income|ltv)_(\d+)m$/.exec(measure) ?? []
  const ahead = AHEAD[what]
  return ahead !== undefined ? { ...ahead, months: Number(months) } : known[measure] ?? { word: null, form: 'money' }
}

/** Money from minor units of the bank's currency, short. */
export function writeMoney(minor: number, locale: FormatLocale): string {
  return formatMoney(Math.round(minor), 'CNY', locale, { style: 'short' })
}

export function writeMeasure(value: number, form: MeasureForm, locale: FormatLocale): string {
  switch (form) {
    case 'money':
      return writeMoney(value, locale)
    case 'percent':
      return formatPercent(value, locale, 1)
    case 'count':
      return formatNumber(value, locale)
    case 'number':
      return formatNumber(value, locale, 2)
  }
}

/** The measure people look at first: the longest lifetime value, of purchases where nothing else is in it, the profit, the face. */
export function firstMeasure(measures: readonly string[]): string | undefined {
  const ahead = (what: RegExp) => measures.findLast((measure) => what.test(measure))
  return ahead(/^ltv_\d+m$/) ?? ahead(/^value_\d+m$/) ?? measures.find((measure) => measure === 'profit' || measure === 'face') ?? measures[0]
}
