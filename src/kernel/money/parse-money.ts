import { minorUnitsOf } from './currency.js'

export interface MoneyText {
  /** Whether the text is in major units (yuan) or already in minor units (fen). Default major. */
  readonly unit?: 'major' | 'minor'
  /** The decimal mark; the other one of `.` and `,` (and spaces) may separate thousands. Default `.`. */
  readonly decimal?: '.' | ','
}

const MAX_INT64 = 9223372036854775807n

/**
 * Reads an amount exactly, without binary fractions: `parseMoney('1,234.5', 'CNY')` is 123450n. Trailing zeros beyond
 * the currency's minor units are accepted, other digits there are not. Gives null for anything that does not fit.
 */
export function parseMoney(text: string, ccy: string, options: MoneyText = {}): bigint | null {
  const match = pattern(options.decimal ?? '.').exec(text.trim())
  if (match === null) return null
  const [, sign = '', whole = '', fraction = ''] = match
  const digits = options.unit === 'minor' ? 0 : minorUnitsOf(ccy)
  const extra = fraction.slice(digits)
  if (/[1-9]/.test(extra)) return null
  const size = BigInt(`${whole.replace(/\D/g, '')}${fraction.slice(0, digits).padEnd(digits, '0')}`)
  if (size > MAX_INT64) return null
  return sign === '-' ? -size : size
}

function pattern(decimal: '.' | ','): RegExp {
  return decimal === '.'
    ? /^([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,30})(?:\.(\d{1,30}))?$/
    : /^([+-]?)(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,30})(?:,(\d{1,30}))?$/
}
