import { sentenceOf } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { RuleGround } from '#tags'
import type { Segment } from '../contract.js'
import { segmentInWords } from '../domain/part-words.js'
import { loadSegmentGround } from './segment-ground.js'
import { segmentRuns } from './segment-runs.js'

/** Every segment with its rule in words and its newest snapshot. */
export async function listSegments(context: Context) {
  const heads = await context.definitions.list<Segment>('segment')
  const ground = await groundOf(context, heads)
  return Promise.all(heads.map((head) => segmentItem(context, head, ground)))
}

/** A draft that names something gone does not keep the others from being listed. */
async function groundOf(context: Context, heads: readonly Definition<Segment>[]): Promise<RuleGround> {
  const rules = heads.map((head) => head.body.rule)
  return loadSegmentGround(context, rules, undefined).catch(() => loadSegmentGround(context, [], undefined))
}

async function segmentItem(context: Context, head: Definition<Segment>, ground: RuleGround) {
  return {
    key: head.key,
    name: head.name,
    sentence: sentence(head.body, ground),
    version: head.version,
    hasDraft: head.hasDraft,
    revision: head.revision,
    owner: head.body.owner ?? null,
    latest: (await segmentRuns(context, head.key))[0] ?? null,
    updatedAt: head.updatedAt,
  }
}

function sentence(body: Segment, ground: RuleGround): { zh: string; en: string } {
  try {
    return segmentInWords(body, { zh: sentenceOf(body.rule, ground.schema, 'zh'), en: sentenceOf(body.rule, ground.schema, 'en') })
  } catch {
    return { zh: '', en: '' }
  }
}

/** One segment with its snapshots and who uses it. */
export async function showSegment(context: Context, key: string) {
  const head = await context.definitions.get<Segment>('segment', key)
  const ground = await groundOf(context, [head])
  const runs = await segmentRuns(context, key)
  return { ...(await segmentItem(context, head, ground)), body: head.body, runs, usedBy: await context.definitions.usedBy('segment', key) }
}

