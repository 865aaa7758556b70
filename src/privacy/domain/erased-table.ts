interface Words {
  readonly zh: string
  readonly en: string
}

const CONTACTS: Words = { zh: '举证：触达决定与次数', en: 'proof of contact decisions and their number' }

/**
 * Tables, of both engines, that keep an erased customer's number: they prove what was said and done, and hold no
 * identifier, no hash and no device of the person.
 */
const KEPT: Readonly<Record<string, Words>> = {
  erasure_request: { zh: '删除请求与本证明本身', en: 'the request and this certificate' },
  audit_entry: { zh: '审计记录（防篡改链，不含标识原文）', en: 'the audit trail: a chain that cannot be altered, without identifiers' },
  consent_entry: { zh: '举证：客户同意与撤回的记录', en: 'proof of what the customer agreed to and withdrew' },
  contact_pref_entry: { zh: '举证：客户的联系偏好', en: "proof of the customer's contact preferences" },
  tag_objection_entry: { zh: '举证：客户对标签的反对与撤回', en: 'proof of the tags the customer objected to' },
  subject_state_entry: { zh: '防止再次接入', en: 'so that the customer is not taken in again' },
  consent_change: { zh: '防止再次触达', en: 'so that nothing on its way still goes out' },
  identity_customer: { zh: '内部编号不再发放给他人', en: 'so that the number is not given to anybody else' },
  identity_state: { zh: '内部编号的归属', en: 'whose number is whose' },
  identity_merge: { zh: '内部编号的变更沿革', en: 'how numbers changed' },
  identity_change: { zh: '内部编号的变更沿革（备注已清除）', en: 'how numbers changed, without what was noted' },
  contact_decision: { zh: '举证：触达决定', en: 'proof of contact decisions' },
  outbox: CONTACTS,
  contact_cap: CONTACTS,
  contact_subject: CONTACTS,
  task: { zh: '举证：人工触达任务（备注已清除）', en: 'proof of contacts by people, without what they noted' },
  list_member: { zh: '举证：名单与分组', en: 'proof of lists and arms' },
  list_excluded: { zh: '举证：名单剔除', en: 'proof of exclusions' },
  list_do_not_contact: { zh: '勿扰名单', en: 'the do-not-contact list' },
  do_not_contact: { zh: '勿扰名单', en: 'the do-not-contact list' },
}

/** Why a table keeps an erased customer's rows; null when they are removed. */
export function whyKept(table: string): Words | null {
  return KEPT[table] ?? null
}
