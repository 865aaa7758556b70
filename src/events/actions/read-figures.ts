import { addDays } from '#kernel/calendar'
import { isErrorCode, messageOf, type Params } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Context } from '#platform/context'
import { eventNameOf } from '../domain/check-plan.js'
import { heldUsersQuery } from '../sql/customer-queries.js'
import { countsQuery, seenEventsQuery, violatedQuery, violationsQuery } from '../sql/figure-queries.js'
import { rejectCountsQuery, rejectPageQuery } from '../sql/reject-queries.js'
import { intakeOf } from './intake-of.js'
import { loadPlan } from './plan-cache.js'

const DAY_MS = 86_400_000
const SAMPLES = 20

function daysAgo(context: Context, days: number): Date {
  return new Date(context.clock.now().getTime() - days * DAY_MS)
}

/** What intake did by hour and key, and how it is now. */
export async function readSummary(context: Context, days: number) {
  const intake = await intakeOf(context)
  await intake.tally.flush()
  const [hours, held] = await Promise.all([
    context.warehouse.query(countsQuery(daysAgo(context, days).toISOString())),
    context.warehouse.query(heldUsersQuery),
  ])
  return {
    settings: intake.settings(),
    now: {
      queueBytes: intake.load.bytes,
      rememberedIds: intake.ids.size,
      rememberedSince: new Date(intake.ids.since()).toISOString(),
      perSecond: intake.tally.perSecond(context.clock.now().getTime()),
      commitMsP99: intake.writer.commitMsP99(),
    },
    hours: hours.map((row) => ({ hour: row.hour, writeKey: row.write_key, what: row.what, count: Number(row.n) })),
    heldUsers: Number(held[0]?.users ?? 0),
  }
}

export async function readViolations(context: Context, days: number) {
  await (await intakeOf(context)).tally.flush()
  const since = addDays(await context.businessClock.today(), -days)
  const rows = await context.warehouse.query(violationsQuery(since, SAMPLES))
  return rows.map((row) => ({
    event: row.event, prop: row.prop, kind: row.kind, lib: row.lib, libVersion: row.lib_version,
    count: Number(row.n), firstDay: row.first_day, lastDay: row.last_day, samples: [...row.samples],
  }))
}

/** A page of rejects, newest first, and how many there are by code. */
export async function readRejects(context: Context, asked: { cursor?: string | undefined; limit: number; code?: string | undefined; days: number }) {
  const filter = { since: daysAgo(context, asked.days).toISOString(), code: asked.code }
  const [at, id] = asked.cursor === undefined ? [] : decodeCursor(asked.cursor)
  const before = at === undefined ? null : { at: String(at), id: String(id) }
  const [rows, counts] = await Promise.all([
    context.warehouse.query(rejectPageQuery(filter, before, asked.limit + 1)),
    context.warehouse.query(rejectCountsQuery({ since: filter.since })),
  ])
  const items = rows.slice(0, asked.limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > asked.limit && last ? encodeCursor([last.at, last.id]) : null, counts: counts.map(({ code, n }) => ({ code, count: Number(n), message: sentenceOf(code) })) }
}

export function sentenceOf(code: string, params: Params = {}): { zh: string; en: string } {
  return isErrorCode(code) ? messageOf(code, params) : { zh: code, en: code }
}

/** Every event that is planned or was seen: seen, never seen, or seen and not in the plan. */
export async function readCoverage(context: Context, days: number) {
  await (await intakeOf(context)).tally.flush()
  const since = addDays(await context.businessClock.today(), -days)
  const [plan, seen, violated] = await Promise.all([
    loadPlan(context),
    context.warehouse.query(seenEventsQuery(since)),
    context.warehouse.query(violatedQuery(since)),
  ])
  const seenBy = new Map(seen.map((row) => [row.event, row]))
  const violatedBy = new Map(violated.map((row) => [row.event, Number(row.n)]))
  const planned = plan.map(({ key, name, body }) => {
    const event = eventNameOf(key, body)
    return { event, key, name, owner: body.owner, status: seenBy.has(event) ? ('seen' as const) : ('never-seen' as const) }
  })
  const names = new Set(planned.map(({ event }) => event))
  const undeclared = seen.filter((row) => !names.has(row.event)).map((row) => ({ event: row.event, key: null, name: null, owner: '', status: 'not-declared' as const }))
  return [...planned, ...undeclared].map((item) => ({
    ...item,
    count: Number(seenBy.get(item.event)?.n ?? 0),
    lastSeen: seenBy.get(item.event)?.last ?? null,
    violations: violatedBy.get(item.event) ?? 0,
  }))
}
