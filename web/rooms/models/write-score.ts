import type { ValueTypeView } from '#models/contract'
import { type FormatLocale, formatMoney, formatNumber, formatPercent, formatPp } from '../../ui/format.js'

/** A value in its type's words: money from its minor units, other numbers as they are. */
export function writeValue(value: number, type: ValueTypeView | null, locale: FormatLocale): string {
  if (type?.type === 'money') return formatMoney(Math.round(value), type.ccy ?? 'CNY', locale, { style: 'short' })
  return formatNumber(value, locale, type?.type === 'int' ? 0 : 4)
}

/** A score as people read it: a chance in per cent, an amount in its label's type. */
export function writeScore(score: number, task: string, labelType: ValueTypeView | null, locale: FormatLocale): string {
  if (task === 'binary') return formatPercent(score, locale, 2)
  if (task === 'uplift') return formatPp(score, locale, 1)
  return writeValue(score, labelType, locale)
}

/** Money in minor units of the bank's currency, short, with its sign. */
export function writeMinor(value: number, locale: FormatLocale): string {
  const text = formatMoney(Math.round(value), 'CNY', locale, { style: 'short' })
  return value > 0 ? `+${text}` : text
}
