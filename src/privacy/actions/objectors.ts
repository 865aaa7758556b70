import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { PrivacyPorts } from '../ports.js'
import { presentObjection } from '../present-objection.js'
import { objectedTagsQuery, objectionCountQuery, objectionPageQuery, objectionsOfPersonQuery, objectors, objectorsInReach, recentObjectorsQuery } from '../sql/objection-queries.js'
import { everybody } from '../sql/statement-queries.js'
import { isoOf, visibleSubjects } from './find-subject.js'

/** Who objects to which tags. */
export interface Objectors {
  /** When they were read; a snapshot built on them leaves out what was said before. */
  readonly readAt: string
  /** Tags somebody objects to. */
  readonly tags: ReadonlySet<string>
  /** Persons who objected since the instant asked about, by tag. */
  readonly recent: ReadonlyMap<string, readonly number[]>
  /** Rows of `cust_no` and `value`: persons who object to one of the tags. */
  rows(tags: readonly string[]): Sql
}

/** Objections that stand now; those said since an instant also one by one (null: all of them, absent: none). One small query when there is none. */
export async function readObjectors(context: Context, since?: string | null): Promise<Objectors> {
  const readAt = context.clock.now().toISOString()
  const found = await context.warehouse.query(objectedTagsQuery(everybody))
  const runs = found.length === 0 ? [] : await bankRuns(context.runs, 'customer', await context.businessClock.today())
  const isRecent = since !== undefined && found.some(({ newest }) => since === null || isoOf(newest) >= since)
  const recent = isRecent ? await context.warehouse.query(recentObjectorsQuery(runs, since)) : []
  return { readAt, tags: new Set(found.map(({ tag }) => tag)), recent: new Map(recent.map((row) => [row.tag, row.cust_nos.map(Number)])), rows: (tags) => objectors(runs, tags, everybody) }
}

/** Tags a person objects to under any of their numbers, each with since when. */
export async function objectionsOfPerson(context: Context, custNo: number): Promise<ReadonlyMap<string, string>> {
  const runs = await bankRuns(context.runs, 'customer', await context.businessClock.today())
  return new Map((await context.warehouse.query(objectionsOfPersonQuery(runs, custNo))).map(({ tag, since }) => [tag, isoOf(since)]))
}

type Ports = Pick<PrivacyPorts, 'orgPaths'>

/** How many customers in reach object to a tag; null below the asker's smallest cell. */
export async function countObjections(context: Context, ports: Ports, tag: string, actor: Actor): Promise<number | null> {
  const n = await counted(context, await reachOf(context, ports, actor), tag)
  return n > 0 && n < actor.scope.minCell ? null : n
}

/** Objections of customers in reach that stand, newest first. */
export async function pageObjections(context: Context, ports: Ports, page: { tag?: string | undefined; cursor?: string | undefined; limit: number }, actor: Actor) {
  const visible = await reachOf(context, ports, actor)
  const cursor = page.cursor === undefined ? null : decodeCursor(page.cursor)
  const rows = await context.warehouse.query(objectionPageQuery({ visible, tag: page.tag, limit: page.limit + 1, after: cursor === null ? null : [String(cursor[0]), String(cursor[1])] }))
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => ({ ...presentObjection(row), custId: row.cust_id })),
    nextCursor: rows.length > page.limit && last !== undefined ? encodeCursor([last.ts, last.id]) : null,
    total: await counted(context, visible, page.tag),
  }
}

async function reachOf(context: Context, ports: Ports, actor: Actor): Promise<Sql> {
  const { from, visible } = await visibleSubjects(context, ports, actor)
  return objectorsInReach(from, visible)
}

async function counted(context: Context, visible: Sql, tag: string | undefined): Promise<number> {
  return Number((await context.warehouse.query(objectionCountQuery(visible, tag)))[0]?.n ?? 0)
}
