import { streamable } from '#kernel/rule'
import type { Tag } from '../contract.js'
import { isScored, tagReferences } from './score-tag.js'

/** The table events arrive in. */
export const EVENT_TABLE = 'app_event'

/** Why a tag cannot follow events as they arrive; null when it can. */
export function notStreamed(body: Pick<Tag, 'compute' | 'hold'>): { readonly zh: string; readonly en: string } | null {
  if (isScored(body.compute) && body.compute.kind === 'manual') return { zh: '人工设定的值本来就随设定更新', en: 'values people set count at once anyway' }
  if (isScored(body.compute)) return { zh: '模型得分按批更新', en: 'scores are made in batches' }
  if (body.hold !== undefined) return { zh: '须连续若干天的值按天更新', en: 'a value that must last days changes by the day' }
  const { facts, tags, segments, lists } = tagReferences(body.compute)
  const other = facts.find((table) => table !== EVENT_TABLE)
  if (other !== undefined) return { zh: `${other} 按批装载`, en: `${other} is loaded in batches` }
  if (facts.length === 0) return { zh: '没有用到事件', en: 'it reads no event' }
  if (tags.length + segments.length + lists.length > 0) return { zh: '不能引用其他标签、客群或名单', en: 'it may not name other tags, segments or lists' }
  const [reason] = streamable(body.compute).reasons.filter(({ streaming }) => streaming === 'no')
  return reason === undefined ? null : { zh: reason.zh, en: reason.en }
}
