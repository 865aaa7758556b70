interface Words {
  readonly zh: string
  readonly en: string
}

/** Tables that keep an erased customer's number: they prove what was said and done, and hold nothing else about them. */
const KEPT: Readonly<Record<string, Words>> = {
  consent_entry: { zh: '举证：客户同意与撤回的记录', en: 'proof of what the customer agreed to and withdrew' },
  contact_pref_entry: { zh: '举证：客户的联系偏好', en: "proof of the customer's contact preferences" },
  subject_state_entry: { zh: '防止再次接入', en: 'so that the customer is not taken in again' },
  identity_customer: { zh: '内部编号不再发放给他人', en: 'so that the number is not given to anybody else' },
  identity_state: { zh: '内部编号的归属', en: 'whose number is whose' },
  identity_merge: { zh: '内部编号的变更沿革', en: 'how numbers changed' },
  contact_decision: { zh: '举证：触达决定', en: 'proof of contact decisions' },
  list_member: { zh: '举证：名单与分组', en: 'proof of lists and arms' },
  list_excluded: { zh: '举证：名单剔除', en: 'proof of exclusions' },
  list_do_not_contact: { zh: '勿扰名单', en: 'the do-not-contact list' },
}

/** Why a table keeps an erased customer's rows; null when they are removed. */
export function whyKept(table: string): Words | null {
  return KEPT[table] ?? null
}

/** Identifiers long enough that a rejected row holding one is the customer's. */
export function tellingTexts(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()).filter((value) => value.length >= 5))]
}
