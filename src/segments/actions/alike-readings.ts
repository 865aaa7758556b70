import { referencesOf, type RuleDocument, type ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { Tag } from '#tags/contract'
import type { Clustering, Segment, Tiering } from '../contract.js'
import type { LeftOut } from '../contract-alike.js'
import { readingInWords, readingsOf, sharedReadings, type Reading } from '../domain/alike-readings.js'
import { tieringDocuments } from './check-tiering.js'
import { loadSegmentGround } from './segment-ground.js'

type Document = RuleDocument | ValueDocument

/** Documents that were followed, so that each is once. */
interface Followed {
  readonly tags: Map<string, Promise<Document | null>>
  readonly segments: Set<string>
}

export interface AlikeFeature {
  readonly key: string
  readonly value: ValueDocument
}

/**
 * Of the features of a look-alike those that read what decides who is a seed, in any way: the same tag, the same column, or
 * the same rows, themselves or through tags, segments, clusters and cells; and why. Scores of models end there: what a model
 * learned from is not followed.
 */
export async function leftOutOf(context: Context, seeds: RuleDocument, features: readonly AlikeFeature[]): Promise<LeftOut[]> {
  const followed: Followed = { tags: new Map(), segments: new Set() }
  const decides = await allReadings(context, seeds, followed)
  const { schema } = await loadSegmentGround(context, [], undefined)
  const found = await Promise.all(
    features.map(async ({ key, value }) => ({ feature: key, because: sharedReadings(await allReadings(context, value, followed), decides).map((reading) => readingInWords(reading, schema)) })),
  )
  return found.filter(({ because }) => because.length > 0)
}

async function allReadings(context: Context, document: Document, followed: Followed, via: readonly string[] = []): Promise<Reading[]> {
  const own = readingsOf(document, via)
  const { tags, segments } = referencesOf(document)
  const deeper: Reading[][] = []
  for (const tag of tags) {
    if (via.includes(tag)) continue
    const compute = await (followed.tags.get(tag) ?? keep(followed.tags, tag, computeOf(context, tag)))
    if (compute !== null) deeper.push(await allReadings(context, compute, followed, [...via, tag]))
  }
  for (const { segment, version } of segments) {
    if (followed.segments.has(segment)) continue
    followed.segments.add(segment)
    for (const part of await documentsOf(context, segment, version)) deeper.push(await allReadings(context, part, followed, via))
  }
  return [...own, ...deeper.flat()]
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  map.set(key, value)
  return value
}

/** What a tag computes; null of a score, a measure or a correction, and of a tag that is not there any more. */
async function computeOf(context: Context, tag: string): Promise<Document | null> {
  const head = (await context.definitions.list<Tag>('tag')).find(({ key }) => key === tag)
  if (head === undefined) return null
  const { compute } = head.body
  return compute.kind === 'value' || compute.kind === 'rule' ? compute : null
}

/** What decides who is in a segment: its rule, and what its cluster or cell is cut by. */
async function documentsOf(context: Context, key: string, version: number | 'latest'): Promise<Document[]> {
  const { body } = await context.definitions.version<Segment>('segment', key, version)
  const { cluster, tier } = body
  return [
    body.rule,
    ...(cluster === undefined ? [] : (await context.definitions.get<Clustering>('clustering', cluster.clustering)).body.features.map(({ value }) => value)),
    ...(tier === undefined ? [] : tieringDocuments((await context.definitions.get<Tiering>('tiering', tier.tiering)).body)),
  ]
}
