import { isValidDate } from '#kernel/calendar'

export const identifierKinds = ['id_no', 'mobile', 'email'] as const
export type IdentifierKind = (typeof identifierKinds)[number]

/** GB 11643-1999 (ISO 7064 MOD 11-2): weights of the first 17 digits, and the check character by remainder. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'
/** First two digits of the division code (GB/T 2260), and 91 of the foreign permanent resident card of 2023. */
const DIVISIONS = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/

/** Whether 18 characters are a citizen identity number: division, day of birth and check character. */
export function isCitizenId(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text) || !DIVISIONS.test(text)) return false
  if (!isValidDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0)
  return CHECKS[sum % 11] === text[17]
}

/** Whether a text is a mobile number of mainland China, without country code. */
export function isMobile(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text)
}

/** Whether a text is one plain e-mail address. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;:<>"]+@[a-z\d-]+(\.[a-z\d-]+)+$/i.test(text)
}

/**
 * Judges a direct identifier as a source wrote it. `other`: empty, or an identity document that is no citizen identity
 * number (passports, travel permits: neither 15 nor 18 characters). A number of 15 digits is invalid since 2013.
 */
export function judgeIdentifier(kind: IdentifierKind, written: string | null | undefined): 'valid' | 'invalid' | 'other' {
  const text = (written ?? '').normalize('NFKC').replace(/\s/g, '')
  if (text === '') return 'other'
  if (kind === 'email') return isEmail(text) ? 'valid' : 'invalid'
  if (kind === 'mobile') return isMobile(text.replace(/[()-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')) ? 'valid' : 'invalid'
  if (text.length !== 15 && text.length !== 18) return 'other'
  return isCitizenId(text.toUpperCase()) ? 'valid' : 'invalid'
}
