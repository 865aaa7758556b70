import { type FormatLocale, formatMoney, formatNumber, formatPercent } from '../../ui/format.js'

/** How a measure of an analysis is written. */
export type MeasureForm = 'money' | 'percent' | 'count' | 'number'

export interface MeasureWords {
  /** Key of its name under `measure`; null for a line of a profit and loss account, which brings its own name. */
  readonly word: 'purchases' | 'last_month' | 'months' | 'amount' | 'alive' | 'expected_amount' | 'purchasesIn' | 'valueIn' | 'quiet_days' | 'face' | 'chance' | 'profit' | 'last_profit' | null
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

/** What a measure is; an unknown one is a line of a profit and loss account, in money. */
export function readMeasure(measure: string): MeasureWords {
  const ahead = /^(purchases|value)_(\d+)m$/.exec(measure)
  if (ahead?.[1] === 'purchases') return { word: 'purchasesIn', months: Number(ahead[2]), form: 'number' }
  if (ahead?.[1] === 'value') return { word: 'valueIn', months: Number(ahead[2]), form: 'money' }
  return known[measure] ?? { word: null, form: 'money' }
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

/** The measure people look at first: the longest value, the profit, the face. */
export function firstMeasure(measures: readonly string[]): string | undefined {
  const values = measures.filter((measure) => /^value_\d+m$/.test(measure))
  return values.at(-1) ?? measures.find((measure) => measure === 'profit' || measure === 'face') ?? measures[0]
}
