import { formatCompact, formatMoney, formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

interface Typed {
  readonly type: string
  readonly ccy?: string | undefined
}

const THOUSANDS = 10_000

/** Writes a feature's number as people read it: money from minor units with 万 / K, large counts short, ratios to two digits. */
export function useAmount(): (value: number, typed: Typed) => string {
  const locale = useFormatLocale()
  return (value, { type, ccy }) => {
    if (type === 'money') return formatMoney(Math.round(value), ccy ?? 'CNY', locale)
    return Math.abs(value) >= THOUSANDS ? formatCompact(value, locale) : formatNumber(value, locale, Number.isInteger(value) ? 0 : 2)
  }
}
