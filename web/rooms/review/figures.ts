import { minorUnitsOf } from '#kernel/money'
import type { MetricResult, SplitResult } from '#review/contract'
import type { ForestRow } from '../../ui/charts/forest.js'
import type { ValueFormat } from '../../ui/charts/chart-kind.js'
import { formatMoney, formatNumber, formatPercent, formatPp, formatSigned, type FormatLocale } from '../../ui/format.js'
import type { TwoLanguages } from '../../ui/language/translated.js'

type Scale = Pick<MetricResult, 'kind' | 'currency'>

const toMinor = (major: number, currency: string): number => Math.round(major * 10 ** minorUnitsOf(currency))

/** A mean of an arm: a percentage, an amount in major units, or a number. */
export function writeMean(value: number, { kind, currency }: Scale, locale: FormatLocale): string {
  if (kind === 'proportion') return formatPercent(value, locale, 2)
  if (currency !== null) return formatMoney(toMinor(value, currency), currency, locale, { style: 'full' })
  return formatNumber(value, locale, 4)
}

/** A difference of means, always signed: percentage points, money or a number. */
export function writeDiff(value: number, { kind, currency }: Scale, locale: FormatLocale): string {
  if (kind === 'proportion') return formatPp(value, locale, 2)
  if (currency === null) return formatSigned(value, locale, 4)
  const text = formatMoney(toMinor(value, currency), currency, locale, { style: 'full' })
  return toMinor(value, currency) > 0 ? `+${text}` : text
}

/** A p value as people read it; null below what is worth writing. */
export function writeP(p: number | null, locale: FormatLocale): string | null {
  if (p === null) return '–'
  return p < 0.0001 ? null : formatNumber(p, locale, p < 0.01 ? 4 : 3)
}

/** An estimate with its interval; null when it could not be computed. */
export function estimateOf(diff: number, low: number | null, high: number | null) {
  return low === null || high === null ? null : { value: diff, low, high }
}

/** Axis format of a forest plot: money there is in minor units. */
export function forestFormat({ kind, currency }: Scale): ValueFormat {
  if (kind === 'proportion') return { kind: 'pp', digits: 1 }
  return currency === null ? { kind: 'number', digits: 4 } : { kind: 'money', currency }
}

/** Rows of a forest plot: one per value of the tag that could be computed, the overall last. */
export function forestRows(split: SplitResult, overall: MetricResult, say: (text: TwoLanguages) => string, overallName: string): readonly ForestRow[] {
  const { currency, kind } = overall
  const scale = (value: number): number => (kind === 'mean' && currency !== null ? toMinor(value, currency) : value)
  const row = (name: string, from: Pick<MetricResult, 'diff' | 'ci_low' | 'ci_high' | 'n_arm' | 'n_control'>): ForestRow[] => {
    if (from.ci_low === null || from.ci_high === null) return []
    return [{ name, value: scale(from.diff), low: scale(from.ci_low), high: scale(from.ci_high), n: from.n_arm + from.n_control }]
  }
  return [
    ...split.rows.flatMap((each) => row(say(each.label), each)),
    ...row(overallName, overall).map((each) => ({ ...each, isOverall: true })),
  ]
}
