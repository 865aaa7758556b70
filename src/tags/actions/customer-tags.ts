import { fail } from '#kernel/error'
import { tagKeyOf } from '#kernel/rule'
import type { Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Tag } from '../contract.js'
import { tagColumn } from '../domain/snapshot-column.js'
import { customerTagsQuery, hasTagValue } from '../sql/customer-tags-query.js'
import { faceOf } from '#customers/contract'
import { isStale, newestGrades } from './list-tags.js'
import { liveTags } from './live-tags.js'
import { visibleTo } from './distribution.js'
import { objectedBy, objectedSince } from './objected.js'
import { latestSnapshot, type TagSnapshot } from './latest-snapshot.js'

/** Tags of one person in the newest snapshot of a date or before; null without a snapshot or a row in it the actor may see. */
export async function customerTags(context: Context, custNo: number, actor: Actor, asOf: string) {
  const snapshot = await latestSnapshot(context, asOf)
  if (snapshot === null || snapshot.tags.length === 0) return null
  const [rows, standing] = await Promise.all([
    context.warehouse.query(customerTagsQuery(snapshot.table, [...snapshot.tags, ...(snapshot.shares ?? [])].map(({ column }) => column), custNo, visibleTo(actor))),
    standingOf(context, snapshot),
  ])
  const row = rows[0]
  if (row === undefined) return null
  // A page of today tells what events changed since the snapshot was made.
  const live = asOf >= (await context.businessClock.today()) ? await liveTags(context, custNo) : null
  const heads = new Map((await context.definitions.list<Tag>('tag')).map((head) => [head.key, head.body]))
  const objected = await objectedBy(context, custNo)
  const refusedOf = (key: string) => objected({ key, body: heads.get(key) })
  const valueOf = (key: string, column: string) => (live?.values.has(key) === true ? live.values.get(key) : row[column]) ?? null
  const sharesOf = (key: string) =>
    (snapshot.shares ?? []).flatMap((share) => {
      const part = Number(row[share.column] ?? 0)
      return tagKeyOf(share.key) === key && refusedOf(key) === null && part > 0 ? [{ code: share.key.slice(key.length + 1), ...share.name, share: part }] : []
    })
  return {
    asOf: snapshot.asOf,
    values: snapshot.tags.map(({ key, name, column, type }) => ({
      key,
      name,
      facet: heads.get(key)?.facet ?? '',
      classification: heads.get(key)?.classification ?? '',
      type: type.type,
      ccy: type.ccy ?? null,
      values: type.values ?? [],
      value: refusedOf(key) === null ? valueOf(key, column) : null,
      /** Since when the customer objects to it. */
      refused: refusedOf(key),
      /** How the customer is spread over the codes, where the tag says so. */
      shares: sharesOf(key),
      ...standing(key, heads.get(key), live?.values.has(key) === true ? live.asOf : null, asOf),
      unsure: refusedOf(key) === null && isGuess(heads.get(key), (other) => valueOf(other, tagColumn(other))),
    })),
  }
}

/** Whether the tag that tells how sure a value is says it is a guess. */
function isGuess(tag: Tag | undefined, valueOf: (key: string) => unknown): boolean {
  const said = tag?.confidence === undefined ? null : valueOf(tag.confidence.tag)
  return typeof said === 'string' && tag?.confidence?.low.includes(said) === true
}

/** Face, date, freshness and grade of each tag of a snapshot: a score is of the date of its run, others of the snapshot's. */
async function standingOf(context: Context, snapshot: TagSnapshot) {
  const scored = snapshot.tags.flatMap(({ key, scoreRun }) => (scoreRun === undefined || scoreRun === null ? [] : [{ key, scoreRun }]))
  const [grades, ...runs] = await Promise.all([newestGrades(context), ...scored.map(async ({ key, scoreRun }) => [key, (await context.runs.get(scoreRun)).asOf] as const)])
  const scoreDates = new Map(runs)
  return (key: string, tag: Tag | undefined, liveOn: string | null, on: string) => {
    const valueOn = liveOn ?? scoreDates.get(key) ?? snapshot.asOf
    const refresh = tag?.refresh ?? 'daily'
    return { face: faceOf({ face: tag?.face, facet: tag?.facet ?? '' }), asOf: valueOn, refresh, stale: isStale(refresh, valueOn, on), grade: grades.get(key) ?? null, model: modelOf(tag) }
  }
}

/** The model whose score a tag is: its reasons are asked for there. */
function modelOf(tag: Tag | undefined): string | null {
  const compute = tag?.compute
  return compute?.kind === 'score' ? compute.model : compute?.kind === 'measure' ? compute.analysis : null
}

/**
 * Condition over rows with `cust_no`: who has a value of a tag in the newest snapshot.
 * @throws AppError TAGS_NOT_BUILT, NOT_FOUND
 */
export async function tagCondition(context: Context, key: string, value: string, asOf: string): Promise<Sql> {
  const snapshot = (await latestSnapshot(context, asOf)) ?? fail('TAGS_NOT_BUILT')
  const tag = snapshot.tags.find((each) => each.key === key) ?? fail('NOT_FOUND', { what: `tag ${key}` }, 'tag')
  const body = (await context.definitions.list<Tag>('tag')).find((head) => head.key === key)?.body
  const refusing = (await objectedSince(context, snapshot))({ key, body })
  return hasTagValue(snapshot.table, tag.column, { isSet: tag.type.type === 'set', value, refusing })
}
