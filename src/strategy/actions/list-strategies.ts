import { sentenceOf } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import { loadSegmentGround } from '#segments'
import type { Segment } from '#segments/contract'
import type { Strategy } from '../contract.js'
import { newestLists, type StoredList } from '../store/list-store.js'
import { presentList } from '../present.js'

/** Every strategy with its segment in words and its newest list. */
export async function listStrategies(context: Context) {
  const heads = await context.definitions.list<Strategy>('strategy')
  const lists = await newestLists(context.ledger)
  return Promise.all(heads.map((head) => strategyItem(context, head, lists.get(head.key) ?? null)))
}

async function strategyItem(context: Context, head: Definition<Strategy>, last: StoredList | null) {
  const { body } = head
  return {
    key: head.key,
    name: head.name,
    goal: body.goal.kind,
    channel: body.channel,
    purpose: body.purpose,
    segment: { key: body.segment.key, sentence: await segmentSentence(context, body) },
    arms: body.arms.map(({ key, share, control }) => ({ key, share, control })),
    version: head.version,
    hasDraft: head.hasDraft,
    revision: head.revision,
    status: last?.status ?? (head.version === null ? ('DRAFT' as const) : ('PUBLISHED' as const)),
    lastList: last === null ? null : presentList(last),
    updatedAt: head.updatedAt,
  }
}

/** Empty when the segment cannot be read yet: a list of strategies never fails for one of them. */
async function segmentSentence(context: Context, body: Strategy): Promise<{ zh: string; en: string }> {
  try {
    const { rule } = (await context.definitions.version<Segment>('segment', body.segment.key, body.segment.version)).body
    const { schema } = await loadSegmentGround(context, [rule], undefined)
    return { zh: sentenceOf(rule, schema, 'zh'), en: sentenceOf(rule, schema, 'en') }
  } catch {
    return { zh: '', en: '' }
  }
}
