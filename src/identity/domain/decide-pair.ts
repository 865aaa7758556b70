import { fieldAt, type LinkFieldName } from './link-fields.js'
import type { IdentityRules } from './identity-rules.js'

export const linkRules = [
  'SAME_ID', 'SAME_ID_CONFLICT', 'SAME_SOCIAL', 'SAME_MOBILE_NAME', 'PROBABLE', 'DIFFERENT_IDS', 'RECYCLED_MOBILE', 'FAMILY_DEVICE',
  'UNLIKELY', 'CLUSTER_TOO_LARGE', 'CLUSTER_TWO_IDS', 'CLUSTER_KEPT_APART', 'EVIDENCE_CHANGED', 'LINK_VANISHED', 'PERSON',
] as const
export type LinkRule = (typeof linkRules)[number]
export type LinkDecision = 'accept' | 'review' | 'reject'

export interface Verdict {
  readonly rule: LinkRule
  readonly decision: LinkDecision
}

const DIFFERS = 1

/**
 * What becomes of pairs that compare so, by precedence: a recycled mobile never links; the same identity number links
 * unless birth date or gender contradict, then somebody looks; an account of the person's own, or mobile and name, link
 * when nothing contradicts; the probability decides the rest, but different identity numbers never link by machine.
 */
export function decidePair(levels: readonly number[], probability: number, rules: IdentityRules): Verdict {
  return byIdNumber(levels, rules) ?? byRecycledMobile(levels) ?? byOwnAccount(levels, rules) ?? byProbability(levels, probability, rules)
}

function levelOf(levels: readonly number[], name: LinkFieldName): number {
  return levels[fieldAt(name)] ?? 0
}

function contradicts(levels: readonly number[], ...names: LinkFieldName[]): boolean {
  return names.some((name) => levelOf(levels, name) === DIFFERS)
}

function byIdNumber(levels: readonly number[], rules: IdentityRules): Verdict | null {
  if (levelOf(levels, 'idNumber') !== 2) return null
  if (contradicts(levels, 'birthDate', 'gender')) return { rule: 'SAME_ID_CONFLICT', decision: 'review' }
  return rules.deterministic.idNumber ? { rule: 'SAME_ID', decision: 'accept' } : null
}

function byRecycledMobile(levels: readonly number[]): Verdict | null {
  const recycled = levelOf(levels, 'mobile') === 2 && levelOf(levels, 'idNumber') !== 2 && levelOf(levels, 'social') === 0
  return recycled ? { rule: 'RECYCLED_MOBILE', decision: 'reject' } : null
}

function byOwnAccount(levels: readonly number[], rules: IdentityRules): Verdict | null {
  if (contradicts(levels, 'idNumber', 'name', 'birthDate', 'gender')) return null
  if (rules.deterministic.social && levelOf(levels, 'social') === 2) return { rule: 'SAME_SOCIAL', decision: 'accept' }
  const known = levelOf(levels, 'mobile') === 3 && levelOf(levels, 'name') > DIFFERS
  return rules.deterministic.mobileAndName && known ? { rule: 'SAME_MOBILE_NAME', decision: 'accept' } : null
}

function byProbability(levels: readonly number[], probability: number, rules: IdentityRules): Verdict {
  const { accept, review } = rules.thresholds
  const twoIds = levels[fieldAt('idNumber')] === DIFFERS
  if (probability >= accept) return twoIds ? { rule: 'DIFFERENT_IDS', decision: 'review' } : { rule: 'PROBABLE', decision: 'accept' }
  if (probability >= review) return { rule: twoIds ? 'DIFFERENT_IDS' : 'PROBABLE', decision: 'review' }
  return { rule: levels[fieldAt('device')] === 2 ? 'FAMILY_DEVICE' : 'UNLIKELY', decision: 'reject' }
}

const SENTENCES: Readonly<Record<LinkRule, readonly [zh: string, en: string]>> = {
  SAME_ID: ['证件号相同，出生日期与性别不矛盾', 'The identity numbers are the same; birth date and gender do not contradict'],
  SAME_ID_CONFLICT: ['证件号相同，但出生日期或性别矛盾', 'The identity numbers are the same, but birth date or gender contradict'],
  SAME_SOCIAL: ['企业微信或公众号账号相同，其他信息不矛盾', 'The WeCom or official account is the same and nothing contradicts'],
  SAME_MOBILE_NAME: ['手机号与姓名相同，其他信息不矛盾', 'Mobile and name are the same and nothing contradicts'],
  PROBABLE: ['各字段证据之和', 'The evidence of all fields together'],
  DIFFERENT_IDS: ['其他信息高度一致，但证件号不同', 'Everything else agrees, but the identity numbers differ'],
  RECYCLED_MOBILE: ['手机号相同但为二次放号', 'The mobile is the same, but it was recycled'],
  FAMILY_DEVICE: ['只有家庭共用设备', 'Only a family device in common'],
  UNLIKELY: ['证据不足', 'The evidence is not enough'],
  CLUSTER_TOO_LARGE: ['合并后的客户号超过上限，整组人工判断', 'Together they would be too many customer numbers for one person: judged as a whole'],
  CLUSTER_TWO_IDS: ['合并后会有两个不同证件号，整组人工判断', 'Together they would have two identity numbers: judged as a whole'],
  CLUSTER_KEPT_APART: ['组内有已判定“不是同一人”的客户号', 'Among them are customer numbers somebody keeps apart'],
  EVIDENCE_CHANGED: ['曾判定“不是同一人”，但证据已变化', 'Somebody kept them apart, but the evidence has changed'],
  LINK_VANISHED: ['已合并，但现有规则与数据不再支持', 'They are merged, but rules and data no longer say so'],
  PERSON: ['人工判断', 'Somebody decided'],
}

/** Why, in words. */
export function sayRule(rule: LinkRule): { readonly zh: string; readonly en: string } {
  const [zh, en] = SENTENCES[rule]
  return { zh, en }
}
