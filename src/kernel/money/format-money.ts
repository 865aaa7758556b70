import { minorUnitsOf, symbolOf, type MoneyLanguage } from './currency.js'

export interface MoneyFormat {
  /** Round to 万/亿 (zh) or K/M/B (en), at most two decimals. */
  readonly compact?: boolean
  /** What precedes the amount: the currency symbol (default) or nothing. */
  readonly symbol?: boolean
}

interface Scale {
  readonly digits: number
  readonly suffix: string
}

const SCALES: Readonly<Record<MoneyLanguage, readonly Scale[]>> = {
  zh: [
    { digits: 8, suffix: '亿' },
    { digits: 4, suffix: '万' },
  ],
  en: [
    { digits: 9, suffix: 'B' },
    { digits: 6, suffix: 'M' },
    { digits: 3, suffix: 'K' },
  ],
}

const COMPACT_DECIMALS = 2

/**
 * Writes an amount in minor units: `formatMoney(123456n, 'CNY', 'zh')` is `¥1,234.56`. Exact: no binary fraction
 * is involved. Compact amounts round half away from zero.
 * @throws RangeError when a number is not a safe integer.
 */
export function formatMoney(
  minor: bigint | number,
  ccy: string,
  lang: MoneyLanguage,
  format: MoneyFormat = {},
): string {
  const value = wholeMinor(minor)
  const size = value < 0n ? -value : value
  const sign = value < 0n ? '-' : ''
  const symbol = (format.symbol ?? true) ? symbolOf(ccy) : ''
  const digits = minorUnitsOf(ccy)
  return `${sign}${symbol}${format.compact === true ? compact(size, digits, lang) : plain(size, digits)}`
}

function wholeMinor(minor: bigint | number): bigint {
  if (typeof minor === 'bigint') return minor
  if (!Number.isSafeInteger(minor)) throw new RangeError(`not whole minor units: ${minor}`)
  return BigInt(minor)
}

function plain(size: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits)
  const fraction = digits === 0 ? '' : `.${(size % unit).toString().padStart(digits, '0')}`
  return `${grouped(size / unit)}${fraction}`
}

function compact(size: bigint, digits: number, lang: MoneyLanguage): string {
  const at = SCALES[lang].findIndex((each) => rounded(size, digits + each.digits) >= 100n)
  const scale = SCALES[lang][at]
  if (scale === undefined) return trimmed(plain(size, digits))
  return `${trimmed(plain(rounded(size, digits + scale.digits), COMPACT_DECIMALS))}${scale.suffix}`
}

/** Hundredths of 10^digits, rounded half up. */
function rounded(size: bigint, digits: number): bigint {
  const step = 10n ** BigInt(digits - COMPACT_DECIMALS)
  return (size + step / 2n) / step
}

function grouped(whole: bigint): string {
  return whole.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
