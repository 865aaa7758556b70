export type IdentifierKind = 'custId' | 'name' | 'mobile' | 'idNo' | 'email'

const MOBILE = /^(\+?86[\s-]?)?1\d{2}[\s-]?\d{4}[\s-]?\d{4}$/
const ID_NO = /^\d{17}[\dXx]$/
const NAME = /^[\p{Script=Han}·•]{2,20}$/u

/**
 * What a text typed into a search box most likely is: a mainland mobile (11 digits from 1), a resident identity number
 * (GB 11643: 18 characters), an e-mail, a Chinese name; else a customer number.
 */
export function identifierKindOf(text: string): IdentifierKind {
  const given = text.normalize('NFKC').trim()
  if (given.includes('@')) return 'email'
  if (ID_NO.test(given)) return 'idNo'
  if (MOBILE.test(given)) return 'mobile'
  return NAME.test(given) ? 'name' : 'custId'
}
