import { daysBetween } from '#kernel/calendar'

/** What know-your-customer completeness asks of a customer. */
export interface KycFacts {
  readonly name: boolean
  readonly idNo: boolean
  readonly mobile: boolean
  readonly address: boolean
  readonly gender: string | null
  readonly occupation: string | null
  readonly employer: string | null
  readonly idType: string | null
  readonly expireDate: string | null
}

export interface KycField {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly filled: boolean
}

const given = (text: string | null): boolean => text !== null && text !== ''

/**
 * Required fields and which are filled: the basic identity of a natural person in Order No. 2 [2007] of the People's
 * Bank of China and others, article 33 (name, sex, nationality, occupation, address of home or work, contact, kind,
 * number and validity of the identity document); the bank model has no nationality, so eight are asked.
 */
export function kycFields(facts: KycFacts): KycField[] {
  return [
    { code: 'name', zh: '姓名', en: 'Name', filled: facts.name },
    { code: 'gender', zh: '性别', en: 'Gender', filled: given(facts.gender) && facts.gender !== 'U' },
    { code: 'occupation', zh: '职业', en: 'Occupation', filled: given(facts.occupation) },
    { code: 'address', zh: '住所或单位地址', en: 'Address of home or work', filled: facts.address || given(facts.employer) },
    { code: 'mobile', zh: '联系方式', en: 'Contact', filled: facts.mobile },
    { code: 'id_type', zh: '证件种类', en: 'Kind of identity document', filled: given(facts.idType) },
    { code: 'id_no', zh: '证件号码', en: 'Identity number', filled: facts.idNo },
    { code: 'id_expire', zh: '证件有效期', en: 'Validity of the document', filled: given(facts.expireDate) },
  ]
}

const SOON_DAYS = 90

/** The bank's own status, unless the date says worse: past is EXPIRED, within 90 days EXPIRING. null: nothing known. */
export function kycStatus(bank: string | null, expireDate: string | null, asOf: string): string | null {
  if (expireDate === null) return bank
  const left = daysBetween(asOf, expireDate)
  if (left < 0) return 'EXPIRED'
  if (bank === 'EXPIRED') return bank
  return left <= SOON_DAYS ? 'EXPIRING' : 'OK'
}
