import { formatMoney as formatExactMoney } from '#kernel/money'
import type { Language } from './preferences.js'

/** What every format depends on: the reader's language and the bank's zone. */
export interface FormatLocale {
  readonly language: Language
  /** IANA zone the bank works in. */
  readonly zone: string
}

export const defaultZone = 'Asia/Shanghai'

const MINUS = '\u2212'
const numberFormats = new Map<string, Intl.NumberFormat>()

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  const known = numberFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(language, { signDisplay: 'negative', ...options })
  numberFormats.set(key, made)
  return made
}

const withMinus = (text: string): string => text.replace('-', MINUS)

/** 12,406 · at most `digits` decimals. */
export function formatNumber(value: number | bigint, { language }: FormatLocale, digits = 0): string {
  return withMinus(numberFormat(language, { maximumFractionDigits: digits }).format(value))
}

/** 1.2万 / 3.4亿 in zh, 12K / 340M in en; below 10,000 the number in full. */
export function formatCompact(value: number, locale: FormatLocale, digits = 1): string {
  if (Math.abs(value) < 10_000) return formatNumber(value, locale, Number.isInteger(value) ? 0 : digits)
  return withMinus(
    numberFormat(locale.language, { notation: 'compact', maximumFractionDigits: digits }).format(value),
  )
}

export interface MoneyFormat {
  /** `short`: the reader's large units; `full`: every digit. */
  readonly style?: 'short' | 'full'
}

/** Money from its Int64 minor units: ¥1.2亿 / ¥120M, or in full ¥120,000,000.00. Exact at any size. */
export function formatMoney(
  minor: bigint | number | string,
  currency: string,
  { language }: FormatLocale,
  { style = 'short' }: MoneyFormat = {},
): string {
  return withMinus(
    formatExactMoney(BigInt(minor), currency, language === 'en' ? 'en' : 'zh', {
      compact: style === 'short',
    }),
  )
}

/** A ratio as a percentage: 0.1234 → 12.3%. */
export function formatPercent(ratio: number, { language }: FormatLocale, digits = 1): string {
  return withMinus(
    numberFormat(language, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(ratio),
  )
}

/** A difference of two ratios in percentage points with its sign: 0.012 → +1.2 pp. */
export function formatPp(difference: number, { language }: FormatLocale, digits = 1): string {
  const format = numberFormat(language, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return `${withMinus(format.format(difference * 100))} pp`
}

/** A signed number: +120, −35, 0. */
export function formatSigned(value: number, { language }: FormatLocale, digits = 0): string {
  return withMinus(
    numberFormat(language, { signDisplay: 'exceptZero', maximumFractionDigits: digits }).format(value),
  )
}

/** An instant in the bank's zone: 2025-03-31 14:05, with seconds when asked. */
export function formatInstant(instant: string, { zone }: FormatLocale, seconds = false): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((item) => item.type === type)?.value ?? ''
  const clock = `${part('hour')}:${part('minute')}${seconds ? `:${part('second')}` : ''}`
  return `${part('year')}-${part('month')}-${part('day')} ${clock}`
}

const durationUnits = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** A length of time in its largest fitting unit: 3 minutes, 1.5 hours; under a second in milliseconds. */
export function formatDuration(milliseconds: number, { language }: FormatLocale): string {
  const [unit, size] = durationUnits.find(([, span]) => milliseconds >= span) ?? (['millisecond', 1] as const)
  const value = milliseconds / size
  return numberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit !== 'millisecond' ? 1 : 0,
  }).format(value)
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** 1,204 bytes as 1.2 kB. */
export function formatBytes(bytes: number, { language }: FormatLocale): string {
  const step = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3))
  return numberFormat(language, {
    style: 'unit',
    unit: byteUnits[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step)
}
