const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** User-perceived characters: a rare ideograph or a combined letter counts as one. */
function charactersOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment)
}

const stars = (count: number): string => '*'.repeat(Math.max(0, count))
const SEPARATOR = /^[\s·•・.,'’\-‧]$/u
const IDEOGRAPH = /^\p{Script=Han}/u

/**
 * A name (JR/T 0171 annex A, domain L38): 张*三, 王*, 欧**锋. A name of several words, such as 买买提·吐尔逊, or of letters
 * shows its first character only; separators stay.
 */
export function maskName(name: string): string {
  const letters = charactersOf(name.trim())
  const first = letters[0]
  if (first === undefined) return ''
  if (letters.length === 1) return '*'
  const plain = letters.every((letter) => IDEOGRAPH.test(letter))
  if (plain && letters.length > 2) return `${first}${stars(letters.length - 2)}${letters.at(-1) ?? ''}`
  const shown = SEPARATOR.test(first) || IDEOGRAPH.test(first) || /^\p{L}/u.test(first) ? first : '*'
  return `${shown}${letters.slice(1).map((letter) => (SEPARATOR.test(letter) ? letter : '*')).join('')}`
}

/** Keeps the ends of a text long enough to hide at least as much between them, else nothing. */
function keepEnds(text: string, head: number, tail: number): string {
  const letters = charactersOf(text)
  const hidden = letters.length - head - tail
  if (hidden < 4) return stars(letters.length)
  return `${letters.slice(0, head).join('')}${stars(hidden)}${tail === 0 ? '' : letters.slice(-tail).join('')}`
}

/** A mobile number: 138****1234. A number that is not a mainland mobile shows its last two digits at most. */
export function maskMobile(mobile: string): string {
  const digits = mobile.normalize('NFKC').replace(/[\s()-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  return /^1\d{10}$/.test(digits) ? keepEnds(digits, 3, 4) : keepEnds(digits, 0, 2)
}

/** A document number: 1101**********1234 for identity cards, the first and last two of shorter ones. */
export function maskIdNo(idNo: string): string {
  const plain = idNo.normalize('NFKC').replace(/\s/g, '')
  return charactersOf(plain).length >= 15 ? keepEnds(plain, 4, 4) : keepEnds(plain, 1, 2)
}

/** A card or account number: the last four, whatever its length is. */
export function maskCard(card: string): string {
  const plain = card.normalize('NFKC').replace(/[\s-]/g, '')
  return plain.length < 8 ? '****' : `****${charactersOf(plain).slice(-4).join('')}`
}

/** An e-mail address: a***@example.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 1 || at === email.length - 1) return '***'
  const local = charactersOf(email.slice(0, at))
  return `${local.length > 2 ? (local[0] ?? '') : ''}***${email.slice(at)}`
}

const PROVINCE = /^\s*([\p{Script=Han}]{2,7}?(?:省|自治区|特别行政区))/u
const CITY = /^([\p{Script=Han}]{1,8}?(?:自治州|地区|市|盟))/u

/** An address down to the city: 广东省深圳市***. One that names none is hidden whole. */
export function maskAddress(address: string): string {
  const province = PROVINCE.exec(address)?.[1] ?? ''
  const rest = address.trim().slice(province.length)
  const city = CITY.exec(rest)?.[1] ?? ''
  return `${province}${city}***`
}

export const maskedKinds = ['name', 'mobile', 'id_no', 'card', 'email', 'address'] as const
export type MaskedKind = (typeof maskedKinds)[number]

const masks: Readonly<Record<MaskedKind, (text: string) => string>> = {
  name: maskName, mobile: maskMobile, id_no: maskIdNo, card: maskCard, email: maskEmail, address: maskAddress,
}

/** Masks a direct identifier of a kind. */
export function maskValue(kind: MaskedKind, text: string): string {
  return text === '' ? '' : masks[kind](text)
}
