import type { LinkField } from '#kernel/link'

/** Fields two customers are compared by, in the order of a pattern's places. Level 0 says nothing, 1 differs. */
export const LINK_FIELDS = [
  { name: 'idNumber', levels: 3 },
  { name: 'mobile', levels: 4 },
  { name: 'name', levels: 5 },
  { name: 'birthDate', levels: 4 },
  { name: 'gender', levels: 3 },
  { name: 'email', levels: 3 },
  { name: 'city', levels: 3 },
  { name: 'mainOrg', levels: 3 },
  { name: 'device', levels: 4 },
  { name: 'social', levels: 3 },
] as const satisfies readonly LinkField[]

export type LinkFieldName = (typeof LINK_FIELDS)[number]['name']

/** Place of a field in a pattern. */
export function fieldAt(name: LinkFieldName): number {
  return LINK_FIELDS.findIndex((field) => field.name === name)
}

/** What two customers were brought together by, as bits; the last two say how they share it. */
export const BITS = { idNumber: 1, mobile: 2, email: 4, device: 8, social: 16, nameBirth: 32, family: 64, overlap: 128 } as const

/** Bits a pair can be chosen by, with the fields that then say nothing about the others' m. */
export const CHOSEN_BY: readonly { readonly bit: number; readonly fields: readonly LinkFieldName[] }[] = [
  { bit: BITS.idNumber, fields: ['idNumber'] },
  { bit: BITS.mobile, fields: ['mobile'] },
  { bit: BITS.email, fields: ['email'] },
  { bit: BITS.device, fields: ['device'] },
  { bit: BITS.social, fields: ['social'] },
  { bit: BITS.nameBirth, fields: ['name', 'birthDate'] },
]

/** Kinds of identifier in the key table, as stored. */
export const KEY_KINDS = { idNumber: 1, mobile: 2, email: 3, device: 4, social: 5, nameBirth: 6 } as const
export type KeyKind = keyof typeof KEY_KINDS

type Words = readonly [zh: string, en: string]

const NAMES: Readonly<Record<LinkFieldName, Words>> = {
  idNumber: ['证件号', 'Identity number'],
  mobile: ['手机号', 'Mobile'],
  name: ['姓名', 'Name'],
  birthDate: ['出生日期', 'Birth date'],
  gender: ['性别', 'Gender'],
  email: ['邮箱', 'E-mail'],
  city: ['常住城市', 'City'],
  mainOrg: ['主办机构', 'Main org'],
  device: ['设备', 'Device'],
  social: ['企业微信或公众号', 'WeCom or official account'],
}

const MISSING: Words = ['缺失，不作判断', 'missing on a side, says nothing']
const DIFFERS: Words = ['不同', 'differs']
const SAME: Words = ['相同', 'the same']

const LEVELS: Readonly<Partial<Record<LinkFieldName, readonly Words[]>>> = {
  mobile: [MISSING, DIFFERS, ['相同但使用期不重叠且姓名不同：疑为二次放号', 'the same, used at different times under different names: looks recycled'], SAME],
  name: [MISSING, DIFFERS, ['相同（常见姓名）', 'the same, a common name'], ['相同（较少见姓名）', 'the same, a fairly rare name'], ['相同（罕见姓名）', 'the same, a rare name']],
  birthDate: [MISSING, DIFFERS, ['相近（同年月，或月日颠倒）', 'close: same month, or day and month swapped'], SAME],
  device: [['无共用设备', 'no device in common'], DIFFERS, ['共用设备，但该设备由多人使用（家庭设备）', 'a device in common that several people use (family device)'], ['共用个人设备', 'a personal device in common']],
  social: [['无共同账号', 'no account in common'], DIFFERS, SAME],
}

/** A field's name and what its level means, for a person. */
export function sayLevel(field: LinkFieldName, level: number): { readonly name: { zh: string; en: string }; readonly level: { zh: string; en: string } } {
  const [zh, en] = NAMES[field]
  const words = (LEVELS[field] ?? [MISSING, DIFFERS, SAME])[level] ?? MISSING
  return { name: { zh, en }, level: { zh: words[0], en: words[1] } }
}
