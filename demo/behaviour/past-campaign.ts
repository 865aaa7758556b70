import type { CampaignKindName } from './campaign-kind.js'
import type { ChannelName } from '../simulator/response.js'

/** A campaign of the past: what was meant, how it was split, through which channels in which order. */
export interface PastCampaign {
  readonly id: string
  readonly zh: string
  readonly kind: CampaignKindName
  /** Month 1 to 24 and day it begins. */
  readonly month: number
  readonly day: number
  /** Share of the universe that is in it. */
  readonly reach: number
  /** One channel a wave, a week apart. */
  readonly waves: readonly ChannelName[]
  /** `randomised`: treatment by chance; `targeted`: relationship managers chose those likely to buy. */
  readonly split: 'randomised' | 'targeted'
  readonly treated: number
  /** TR11 and TR10: what is special about it. */
  readonly trap?: 'SRM' | 'NOVELTY' | 'SIMPSON' | 'REGRESSION'
  /** Multiplier of the reach: the order of the channels matters (TR10). */
  readonly order?: number
}

/** Half randomised, half targeted (TR3); the last ones are traps (TR11) and a pair that differs in order only (TR10). */
export const PAST_CAMPAIGNS: readonly PastCampaign[] = [
  { id: 'PAYUP-2025Q1', zh: '代发客户提升（随机）', kind: 'PAYUP', month: 15, day: 3, reach: 0.9, waves: ['WECOM', 'RM'], split: 'randomised', treated: 0.6 },
  { id: 'PAYUP-2025Q3', zh: '代发客户提升（经理选户）', kind: 'PAYUP', month: 20, day: 4, reach: 0.9, waves: ['RM', 'WECOM'], split: 'targeted', treated: 0.5 },
  { id: 'WINBACK-2024Q4', zh: '沉睡唤回（随机）', kind: 'WINBACK', month: 11, day: 5, reach: 0.6, waves: ['SMS', 'CALL', 'SMS'], split: 'randomised', treated: 0.7 },
  { id: 'WINBACK-2025Q2', zh: '沉睡唤回（支行选户）', kind: 'WINBACK', month: 17, day: 6, reach: 0.6, waves: ['CALL', 'SMS'], split: 'targeted', treated: 0.5 },
  { id: 'CARD-2025Q1', zh: '信用卡首刷（随机）', kind: 'CARD_STEP', month: 14, day: 17, reach: 1, waves: ['PUSH', 'SMS'], split: 'randomised', treated: 0.7 },
  { id: 'CARD-2025Q4', zh: '信用卡首刷（选户）', kind: 'CARD_STEP', month: 22, day: 10, reach: 1, waves: ['PUSH', 'SMS'], split: 'targeted', treated: 0.5 },
  { id: 'FUND-2025Q2', zh: '基金首购（随机）', kind: 'FUND_NEW', month: 18, day: 5, reach: 1, waves: ['WECOM', 'CALL'], split: 'randomised', treated: 0.6 },
  { id: 'FUND-2025Q4', zh: '基金首购（经理选户）', kind: 'FUND_NEW', month: 23, day: 3, reach: 1, waves: ['RM'], split: 'targeted', treated: 0.5 },
  { id: 'MASS-2025-05', zh: '全员短信（随机）', kind: 'SMS_MASS', month: 17, day: 20, reach: 1, waves: ['SMS'], split: 'randomised', treated: 0.8 },
  { id: 'MASS-2025-10', zh: '全员短信（按活跃选）', kind: 'SMS_MASS', month: 22, day: 13, reach: 1, waves: ['SMS'], split: 'targeted', treated: 0.6 },
  { id: 'ORDER-RM-FIRST', zh: '先电话后企微', kind: 'PAYUP', month: 18, day: 12, reach: 0.5, waves: ['RM', 'WECOM'], split: 'randomised', treated: 0.7, order: 1 },
  { id: 'ORDER-WECOM-FIRST', zh: '先企微后电话', kind: 'PAYUP', month: 18, day: 12, reach: 0.5, waves: ['WECOM', 'RM'], split: 'randomised', treated: 0.7, order: 1 / 1.31 },
  { id: 'TRAP-SRM', zh: '分组失衡的实验', kind: 'SMS_MASS', month: 19, day: 8, reach: 0.7, waves: ['PUSH'], split: 'randomised', treated: 0.5, trap: 'SRM' },
  { id: 'TRAP-NOVELTY', zh: '新鲜感会退', kind: 'CARD_STEP', month: 16, day: 10, reach: 1, waves: ['PUSH', 'PUSH', 'PUSH', 'PUSH'], split: 'randomised', treated: 0.5, trap: 'NOVELTY' },
  { id: 'TRAP-SIMPSON', zh: '分行结构不同', kind: 'FUND_NEW', month: 21, day: 11, reach: 0.8, waves: ['WECOM'], split: 'targeted', treated: 0.5, trap: 'SIMPSON' },
  { id: 'TRAP-REGRESSION', zh: '谷底选户', kind: 'WINBACK', month: 13, day: 9, reach: 0.5, waves: ['SMS'], split: 'targeted', treated: 0.5, trap: 'REGRESSION' },
]

/** TR10: shares of those who answer at all by the wave they answer to. */
export const WAVE_SHARES = [0.55, 0.27, 0.12, 0.04] as const
/** Branch shares of treatment and base rates in the Simpson trap, by branch. */
export const SIMPSON_TREATED = [0.85, 0.8, 0.5, 0.4, 0.2, 0.15] as const
