import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { identifier, type Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo, withoutRefused, type TagSnapshot } from '#tags'
import { isMember, memberCountQuery, memberPageQuery } from '../sql/segment-queries.js'
import { presentColumn, presentMember, shownColumns } from '../present.js'
import { segmentRuns } from './segment-runs.js'

/** Whose rows are read: those of a condition over the base, as far as the actor may see them. */
export interface MemberPlace {
  readonly snapshot: TagSnapshot
  readonly members: Sql
  readonly actor: Actor
}

export interface PageAsk {
  readonly cursor?: string | undefined
  readonly limit: number
  /** Keys of tags with commas between. */
  readonly columns?: string | undefined
}

/** Members of the newest snapshot of a segment, or of the one named. @throws AppError SEGMENT_NO_SNAPSHOT, SEGMENT_RUN_UNKNOWN, TAGS_NOT_BUILT */
export async function openMembers(context: Context, key: string, actor: Actor, runId?: number): Promise<MemberPlace> {
  const runs = await segmentRuns(context, key)
  const newest = runs[0] ?? fail('SEGMENT_NO_SNAPSHOT', { key })
  const run = runId === undefined ? newest : (runs.find((each) => each.runId === runId) ?? fail('SEGMENT_RUN_UNKNOWN', { key, run: runId }))
  return placeOf(context, isMember(run.runId), actor)
}

/** Rows of the newest snapshot of tags a condition takes. @throws AppError TAGS_NOT_BUILT */
export async function placeOf(context: Context, members: Sql, actor: Actor): Promise<MemberPlace> {
  return { snapshot: (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT'), members, actor }
}

/** Every tag a list of members may show. @throws AppError TAGS_NOT_BUILT */
export async function memberColumns(context: Context) {
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  return { items: snapshot.tags.map(presentColumn) }
}

/** One page of a segment's members with their tags, of its newest snapshot or the one named. @throws AppError SEGMENT_NO_SNAPSHOT, SEGMENT_RUN_UNKNOWN, TAGS_NOT_BUILT, SEGMENT_COLUMN_UNKNOWN */
export async function readMembers(context: Context, key: string, actor: Actor, page: PageAsk & { run?: number | undefined }) {
  return pageOfMembers(context, await openMembers(context, key, actor, page.run), page)
}

/** One page of the customers of a place with their tags, in the order of our numbers. @throws AppError SEGMENT_COLUMN_UNKNOWN */
export async function pageOfMembers(context: Context, place: MemberPlace, page: PageAsk) {
  const { snapshot, members, actor } = place
  const columns = shownColumns(snapshot, page.columns?.split(',').filter((key) => key !== ''))
  const asked = { table: identifier(snapshot.table), visible: visibleTo(actor), members, columns: columns.map(({ column }) => column) }
  const after = page.cursor === undefined ? 0 : Number(decodeCursor(page.cursor)[0])
  const rows = (await context.warehouse.query(memberPageQuery({ ...asked, after, limit: page.limit + 1 }))).map(await withoutRefused(context, snapshot))
  const total = Number((await context.warehouse.query(memberCountQuery(asked)))[0]?.n ?? 0)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    columns: columns.map(presentColumn),
    columnTotal: snapshot.tags.length,
    items: items.map((row) => presentMember(row, columns)),
    nextCursor: rows.length > page.limit && last ? encodeCursor([Number(last['cust_no'])]) : null,
    total,
  }
}
