import { sentenceOf } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import type { RuleGround } from '#tags'
import type { Segment } from '../contract.js'
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

interface Said {
  readonly zh: string
  readonly en: string
}

/** What a segment takes of its rule's members, in words; nothing where it takes all. */
function partsInWords({ cluster, tier, list }: Segment): Said[] {
  const came = tier?.cameFrom === undefined ? { zh: '', en: '' } : { zh: `（上期为 ${tier.cameFrom}）`, en: ` (in ${tier.cameFrom} the run before)` }
  return [
    ...(tier === undefined ? [] : [{ zh: `属于分层 ${tier.tiering} 的 ${tier.cell}${came.zh}`, en: `in ${tier.cell} of ${tier.tiering}${came.en}` }]),
    ...(cluster === undefined ? [] : [{ zh: `属于聚类 ${cluster.clustering} 的第 ${cluster.cluster + 1} 簇`, en: `in cluster ${cluster.cluster + 1} of ${cluster.clustering}` }]),
    ...(list === undefined ? [] : [{ zh: '在上传的名单中', en: 'on the uploaded list' }]),
  ]
}

function sentence(body: Segment, ground: RuleGround): Said {
  try {
    const parts = partsInWords(body)
    const rule = { zh: sentenceOf(body.rule, ground.schema, 'zh'), en: sentenceOf(body.rule, ground.schema, 'en') }
    if (parts.length === 0) return rule
    const isAll = body.rule.rule.kind === 'always'
    const said = (of: (each: Said) => string, and: string) => [...parts, ...(isAll ? [] : [rule])].map(of).join(and)
    const en = said((each) => each.en, ', and: ')
    return { zh: said((each) => each.zh, '，且：'), en: en.charAt(0).toUpperCase() + en.slice(1) }
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

