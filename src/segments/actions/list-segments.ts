import { sentenceOf } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { RuleGround } from '#tags'
import type { Segment, SegmentRun } from '../contract.js'
import { segmentInWords } from '../domain/part-words.js'
import { loadSegmentGround } from './segment-ground.js'
import { ownSizes } from './own-sizes.js'
import { segmentRuns } from './segment-runs.js'

/** Every segment with its rule in words and its newest snapshot, its size over the customers the asker may see. */
export async function listSegments(context: Context, actor: Actor) {
  const heads = await context.definitions.list<Segment>('segment')
  const ground = await groundOf(context, heads)
  const newest = await Promise.all(heads.map(async ({ key }) => (await segmentRuns(context, key))[0]))
  const own = new Map((await ownSizes(context, actor, newest.filter((run) => run !== undefined))).map((run) => [run.key, run]))
  return heads.map((head) => segmentItem(head, ground, own.get(head.key) ?? null))
}

/** A draft that names something gone does not keep the others from being listed. */
async function groundOf(context: Context, heads: readonly Definition<Segment>[]): Promise<RuleGround> {
  const rules = heads.map((head) => head.body.rule)
  return loadSegmentGround(context, rules, undefined).catch(() => loadSegmentGround(context, [], undefined))
}

function segmentItem(head: Definition<Segment>, ground: RuleGround, latest: SegmentRun | null) {
  return {
    key: head.key,
    name: head.name,
    sentence: sentence(head.body, ground),
    version: head.version,
    hasDraft: head.hasDraft,
    revision: head.revision,
    owner: head.body.owner ?? null,
    latest,
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
export async function showSegment(context: Context, key: string, actor: Actor) {
  const head = await context.definitions.get<Segment>('segment', key)
  const ground = await groundOf(context, [head])
  const runs = await ownSizes(context, actor, await segmentRuns(context, key))
  return { ...segmentItem(head, ground, runs[0] ?? null), body: head.body, runs, usedBy: await context.definitions.usedBy('segment', key) }
}

