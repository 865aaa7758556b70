import { bankTable, type BankColumn, type BankTableName } from '#ingest/contract'

export const dataClasses = ['C1', 'C2', 'C3'] as const
export type SecurityClass = (typeof dataClasses)[number]

/** Class (JR/T 0171), level 1 to 5 (JR/T 0197) and nature of a column. */
export interface DataClass {
  readonly class: SecurityClass
  readonly level: number
  /** Sensitive personal information (PIPL 28). */
  readonly sensitive: boolean
  /** Says who the person is: sealed, and masked when shown. */
  readonly identifier: boolean
  /** Money of a customer: banded to who is not their manager. */
  readonly amount: boolean
}

/** Names of data that authenticate a person: passwords, card verification, track data, codes, biometric templates. */
const AUTHENTICATION =
  /(?:^|[_\W])(?:pass(?:word|wd|code)|pwd|pin(?:_?(?:block|code|offset))?|cvv2?|cvn2?|cvc2?|track_?[123]?_?data|track[123]|mag_?stripe|otp|sms_?code|verif(?:y|ication)_?code|dynamic_?code|finger_?prints?|face_?(?:template|feature|image)|iris|voice_?print|private_?key|security_?answer)(?:$|[_\W])|密码|口令|验证码|磁道|安全码|指纹|人脸|虹膜|声纹|密保/iu

/** Names that speak of sensitive personal information. */
const SENSITIVE = /(?:^|_)(?:health|disease|illness|medical|religion|faith|ethnic\w*|politic\w*|biometric\w*|geo\w*|gps|latitude|longitude|child_birth_years|criminal)(?:$|_)|健康|疾病|病史|宗教|民族|定位|经纬度|未成年|子女/iu

/** Whether a name speaks of data that must never be stored (C3). */
export function isAuthenticationData(name: string): boolean {
  return AUTHENTICATION.test(name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'))
}

/** Whether a name speaks of sensitive personal information. */
export function isSensitiveData(name: string): boolean {
  return SENSITIVE.test(name)
}

/**
 * Default class of a bank column or of the bank's own attribute: identifiers and what a customer has or does are C2 at
 * level 3, authentication data C3 at 4, sensitive ones C2 at 4, dimensions of the bank itself C1 at 2, products and
 * calendars C1 at 1.
 */
export function defaultClass(table: BankTableName, name: string, column: Pick<BankColumn, 'type' | 'identifier' | 'hashed'>): DataClass {
  const nature = { identifier: column.identifier !== undefined, amount: column.type === 'money', sensitive: isSensitiveData(name) }
  if (isAuthenticationData(name)) return { class: 'C3', level: 4, ...nature, sensitive: true }
  if (bankTable(table).customer === 'none') return { class: 'C1', level: PUBLIC.has(table) ? 1 : 2, ...nature }
  return { class: 'C2', level: nature.sensitive ? 4 : 3, ...nature }
}

const PUBLIC: ReadonlySet<string> = new Set(['product', 'calendar', 'org'])
