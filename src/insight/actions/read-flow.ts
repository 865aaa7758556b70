import { addMonths, monthEnd, monthStart, addDays } from '#kernel/calendar'
import { AppError, catalogue, fail, messageOf } from '#kernel/error'
import { sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { latestSnapshot, visibleTo } from '#tags'
import type { Flow, FlowRequest, History, People } from '../contract-portrait.js'
import { flowOf } from '../domain/flow.js'
import type { InsightPorts } from '../ports.js'
import { flowQuery, sizeQuery, type FlowSide } from '../sql/flow-query.js'
import { groundOfPeople, type PeopleGround } from './people-ground.js'

const TELLING = new Set(['enum', 'string', 'bool'])

interface DatedPeople {
  readonly people: PeopleGround
  /** No tags were built on that date: they are computed now, from what is known today. */
  readonly reconstructed: boolean
}

/** The people asked about as of a date: from the tags built on it, else computed from what is known now. */
async function peopleOn(context: Context, ports: InsightPorts, asked: { of: People; tag?: string | undefined; knownAt: string }, date: string): Promise<DatedPeople> {
  const snapshot = await latestSnapshot(context, date)
  const reconstructed = snapshot?.asOf !== date
  const people = await groundOfPeople(context, ports, [asked.of], { asOf: date, tag: asked.tag, ...(reconstructed && date < asked.knownAt ? { knownAt: asked.knownAt } : {}) })
  return { people, reconstructed }
}

const sideOf = ({ people }: DatedPeople, actor: Actor): FlowSide => ({
  from: people.from,
  visible: visibleTo(actor),
  member: people.members[0] ?? sql`1`,
  value: people.tag?.expression ?? sql`''`,
})

/**
 * Who came into a segment and who left it between two dates, by what a tag said of them before and says after.
 * @throws AppError FLOW_DATES, FLOW_TAG_TYPE, NOT_FOUND
 */
export async function readFlow(context: Context, ports: InsightPorts, asked: FlowRequest, actor: Actor, signal?: AbortSignal): Promise<Flow> {
  if (asked.from >= asked.to) fail('FLOW_DATES', { from: asked.from, to: asked.to }, 'from')
  const knownAt = asked.to
  const before = await peopleOn(context, ports, { of: asked.of, tag: asked.tag, knownAt }, asked.from)
  const after = await peopleOn(context, ports, { of: asked.of, tag: asked.tag, knownAt }, asked.to)
  const tag = after.people.tag
  if (tag !== null && !TELLING.has(tag.type)) fail('FLOW_TAG_TYPE', { tag: tag.zh }, 'tag')
  const rows = await context.warehouse.query(flowQuery(sideOf(before, actor), sideOf(after, actor)), signal === undefined ? {} : { signal, maxSeconds: 3600 })
  const reconstructed = [...(before.reconstructed ? [asked.from] : []), ...(after.reconstructed ? [asked.to] : [])]
  return { from: asked.from, to: asked.to, ...flowOf(rows, { values: tag?.values ?? [], told: tag !== null, minCell: actor.scope.minCell }), reconstructed }
}

/** How many people a segment had at the ends of the last months, by its rule of today. */
export async function readHistory(
  context: Context,
  ports: InsightPorts,
  asked: { readonly of: People; readonly months: number; readonly asOf?: string | undefined },
  work: { readonly actor: Actor; readonly signal?: AbortSignal; readonly progress?: (done: number, total: number) => void },
): Promise<History> {
  const newest = (await latestSnapshot(context, asked.asOf)) ?? fail('TAGS_NOT_BUILT')
  const dates = datesBefore(newest.asOf, asked.months)
  const points: History['points'] = []
  for (const [at, date] of dates.entries()) {
    work.progress?.(at, dates.length)
    points.push(await pointOf(context, ports, { of: asked.of, knownAt: newest.asOf, date }, work))
  }
  return { points }
}

async function pointOf(
  context: Context,
  ports: InsightPorts,
  asked: { readonly of: People; readonly knownAt: string; readonly date: string },
  { actor, signal }: { readonly actor: Actor; readonly signal?: AbortSignal },
): Promise<History['points'][number]> {
  try {
    const dated = await peopleOn(context, ports, asked, asked.date)
    const row = (await context.warehouse.query(sizeQuery(sideOf(dated, actor)), signal === undefined ? {} : { signal, maxSeconds: 3600 }))[0]
    const customers = Number(row?.members ?? 0)
    const hidden = customers > 0 && customers < actor.scope.minCell
    return { date: asked.date, customers: hidden ? null : customers, everyone: Number(row?.everyone ?? 0), reconstructed: dated.reconstructed, reason: null }
  } catch (error) {
    if (!(error instanceof AppError) || catalogue[error.code].status >= 500 || error.code === 'CANCELLED') throw error
    return { date: asked.date, customers: null, everyone: 0, reconstructed: true, reason: messageOf(error.code, error.params) }
  }
}

/** The date itself and the month ends before it, oldest first. */
function datesBefore(asOf: string, months: number): string[] {
  const ends = Array.from({ length: months - 1 }, (_, back) => addDays(addMonths(monthStart(asOf), -back), -1)).filter((date) => date < asOf && date === monthEnd(date))
  return [...ends.toReversed(), asOf]
}
