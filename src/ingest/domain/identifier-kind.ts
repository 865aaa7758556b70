import type { BankTableName } from './bank-model.js'

/** Kinds whose hashes equal those of customer_pii, by the code of `identity.id_type`. */
export const PII_KINDS: Readonly<Record<string, string>> = { MOBILE_HASH: 'mobile', ID_HASH: 'id_no', EMAIL_HASH: 'email' }

/** Domain an identifier of a type is hashed in: `MOBILE_HASH` is `mobile`, as in customer_pii; `OPENID` is `openid`. */
export function identifierKind(idType: string): string {
  return PII_KINDS[idType] ?? idType.toLowerCase()
}

/** Domain of a hashed bank column; `by` names the column whose value decides it. */
export type HashDomain = { readonly kind: string } | { readonly by: string }

/** Which domain a hashed column of the bank model is hashed in. */
export function hashDomain(table: BankTableName, column: string): HashDomain {
  if (table === 'identity') return { by: 'id_type' }
  if (table === 'wecom_contact') return { kind: 'wecom_ext' }
  return { kind: column }
}

/** How an identifier is written before it is hashed, so that equal ones hash equal. */
export type Spelling = 'phone' | 'code' | 'email' | 'card' | 'plain'

export const SPELLINGS: Readonly<Record<string, Spelling>> = { mobile: 'phone', id_no: 'code', name: 'code', uscc: 'code', email: 'email', card_hash: 'card' }

/**
 * One spelling of an identifier, by its domain: full width to half width and trimmed, always; mobiles lose spaces,
 * brackets, dashes and +86, names, identity and credit codes are upper case without spaces, mail addresses lower case, cards
 * digits only. `hashed-value.ts` gives the same in SQL.
 */
export function normalisedIdentifier(kind: string, value: string): string {
  const text = value.normalize('NFKC').trim()
  switch (SPELLINGS[kind] ?? 'plain') {
    case 'phone':
      return text.replace(/[\s()-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
    case 'code':
      return text.toUpperCase().replace(/\s/g, '')
    case 'email':
      return text.toLowerCase()
    case 'card':
      return text.replace(/[\s-]/g, '')
    case 'plain':
      return text
  }
}
