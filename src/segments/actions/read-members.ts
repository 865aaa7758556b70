import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import { identifier, type Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import { latestSnapshot, visibleTo, withoutRefused, type TagSnapshot } from '#tags'
import { isMember, memberCountQuery, memberPageQuery, type MemberPage } from '../sql/segment-queries.js'
import { presentMember, shownColumns } from '../present.js'
import { segmentRuns } from './segment-runs.js'

/** Whose rows are read: those of a condition over the base, as far as the actor may see them. */
export interface MemberPlace {
  readonly snapshot: TagSnapshot
  readonly members: Sql
  readonly actor: Actor
}

async function openMembers(context: Context, key: string, actor: Actor, runId?: number): Promise<MemberPlace> {
  const runs = await segmentRuns(context, key)
  const newest = runs[0] ?? fail('SEGMENT_NO_SNAPSHOT', { key })
  const run = runId === undefined ? newest : (runs.find((each) => each.runId === runId) ?? fail('SEGMENT_RUN_UNKNOWN', { key, run: runId }))
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  return { snapshot, members: isMember(run.runId), actor }
}

function pageOf({ snapshot, members, actor }: MemberPlace): Omit<MemberPage, 'after' | 'limit'> {
  return { table: identifier(snapshot.table), visible: visibleTo(actor), members, columns: shownColumns(snapshot).map((column) => column.column) }
}

/** One page of a segment's members with their tags, of its newest snapshot or the one named. @throws AppError SEGMENT_NO_SNAPSHOT, SEGMENT_RUN_UNKNOWN, TAGS_NOT_BUILT */
export async function readMembers(context: Context, key: string, actor: Actor, page: { cursor?: string | undefined; limit: number; run?: number | undefined }) {
  return pageOfMembers(context, await openMembers(context, key, actor, page.run), page)
}

/** One page of the customers of a place with their tags, in the order of our numbers. */
export async function pageOfMembers(context: Context, place: MemberPlace, page: { cursor?: string | undefined; limit: number }) {
  const asked = pageOf(place)
  const after = page.cursor === undefined ? 0 : Number(decodeCursor(page.cursor)[0])
  const rows = (await context.warehouse.query(memberPageQuery({ ...asked, after, limit: page.limit + 1 }))).map(await withoutRefused(context, place.snapshot))
  const total = Number((await context.warehouse.query(memberCountQuery(asked)))[0]?.n ?? 0)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    columns: shownColumns(place.snapshot).map(({ key: name, name: label, type }) => ({ key: name, name: label, type: type.type, ...(type.ccy === undefined ? {} : { ccy: type.ccy }) })),
    items: items.map((row) => presentMember(row, place.snapshot)),
    nextCursor: rows.length > page.limit && last ? encodeCursor([Number(last['cust_no'])]) : null,
    total,
  }
}

/** Every visible member as CSV, with a watermark line naming who took it and why. Audited before the first byte. */
export async function exportMembers(context: Context, key: string, actor: Actor, purpose: string) {
  const place = await openMembers(context, key, actor)
  await context.audit.record(actor, { action: 'segment.export', objectKind: 'segment', objectKey: key, purpose })
  const mark = `Qunce export / ${key} / ${actor.name} / ${context.clock.now().toISOString()} / ${purpose}`
  return { name: `segment-${key}.csv`, bytes: memberLines(context, place, mark) }
}

const EXPORT_PAGE = 20_000

async function* memberLines(context: Context, place: MemberPlace, mark: string): AsyncIterable<string> {
  const columns = shownColumns(place.snapshot)
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  yield neutralCsvLine(['cust_id', 'org_path', ...columns.map((column) => column.key)])
  const shown = await withoutRefused(context, place.snapshot)
  let after = 0
  for (;;) {
    const rows = (await context.warehouse.query(memberPageQuery({ ...pageOf(place), after, limit: EXPORT_PAGE }))).map(shown)
    const lines = rows.map((row) => neutralCsvLine([text(row['cust_id']), text(row['org_path']), ...columns.map((column) => text(row[column.column]))]))
    if (lines.length > 0) yield lines.join('')
    const last = rows.at(-1)
    if (rows.length < EXPORT_PAGE || !last) return
    after = Number(last['cust_no'])
  }
}

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return Array.isArray(value) ? value.join('|') : `${value as string | number | boolean}`
}
