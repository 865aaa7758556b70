import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { bankRuns, readSealed } from '#ingest'
import type { LinkRule, LinkSummary } from '../contract.js'
import type { IdentityReadPorts } from '../ports.js'
import { presentQueueItem, presentReview } from '../present.js'
import { sidesQuery } from '../sql/customer-queries.js'
import { edgesOfPairsQuery, queueCountsQuery, queuePageQuery, type QueuePlace, type QueuePlan, type QueueRow } from '../sql/edge-queries.js'
import { personsOfQuery } from '../sql/state-queries.js'
import { decisionsOf } from '../store/decision-store.js'
import { decidedPairs, orgPlaces, requireVisible } from './reading.js'

export interface QueueAsked {
  readonly rule?: LinkRule | undefined
  readonly minProbability?: number | undefined
  readonly state: QueuePlan['state']
}

/**
 * What the asker may review.
 * @throws AppError IDENTITY_NOT_LINKED
 */
export async function queuePlan(context: Context, ports: IdentityReadPorts, asked: QueueAsked, actor: Actor): Promise<QueuePlan> {
  const run = (await context.runs.latest('identity-link', 'applied')) ?? fail('IDENTITY_NOT_LINKED')
  return { runId: run.id, decided: await decidedPairs(context), places: await orgPlaces(ports), scope: actor.scope, ...asked }
}

/** One page of the queue. */
export async function readQueue(context: Context, ports: IdentityReadPorts, asked: QueueAsked & { cursor?: string | undefined; limit: number }, actor: Actor) {
  const { cursor, limit, ...filter } = asked
  const plan = await queuePlan(context, ports, filter, actor)
  const rows = await context.warehouse.query(queuePageQuery(plan, cursor === undefined ? null : placeOf(cursor), limit + 1))
  const counts = (await context.warehouse.query(queueCountsQuery(plan)))[0]
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const total = { waiting: Number(counts?.waiting ?? 0), unsure: Number(counts?.unsure ?? 0), all: Number(counts?.waiting ?? 0) + Number(counts?.unsure ?? 0) }[filter.state]
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor([last.probability, last.value_minor, last.a_id, last.b_id]) : null
  return { items: items.map(presentQueueItem), nextCursor, total }
}

function placeOf(cursor: string): QueuePlace {
  const [probability = 0, valueMinor = '0', a = '', b = ''] = decodeCursor(cursor)
  return { probability: Number(probability), valueMinor: String(valueMinor), a: String(a), b: String(b) }
}

/** The next pair to look at, after one that was looked at; null when nothing waits. */
export async function nextReview(context: Context, ports: IdentityReadPorts, asked: { after?: { a: string; b: string } | undefined; rule?: LinkRule | undefined }, actor: Actor) {
  const plan = await queuePlan(context, ports, { state: 'waiting', rule: asked.rule }, actor)
  const left = Number((await context.warehouse.query(queueCountsQuery(plan)))[0]?.waiting ?? 0)
  const after = asked.after === undefined ? null : await placeOfPair(context, plan, asked.after)
  const row = (await context.warehouse.query(queuePageQuery(plan, after, 1)))[0] ?? (after === null ? undefined : (await context.warehouse.query(queuePageQuery(plan, null, 1)))[0])
  return { item: row === undefined ? null : await reviewItem(context, ports, row), left }
}

async function placeOfPair(context: Context, plan: QueuePlan, { a, b }: { a: string; b: string }): Promise<QueuePlace | null> {
  const edge = (await context.warehouse.query(edgesOfPairsQuery(plan.runId, [[a, b]])))[0]
  return edge === undefined ? null : { probability: edge.probability, valueMinor: edge.value_minor, a: edge.a_id, b: edge.b_id }
}

/**
 * One pair side by side, whatever was decided about it.
 * @throws AppError NOT_FOUND when it was never compared, or a side is outside the asker's scope
 */
export async function readPair(context: Context, ports: IdentityReadPorts, pair: { a: string; b: string }, actor: Actor) {
  await requireVisible(context, ports, [pair.a, pair.b], actor)
  const run = (await context.runs.latest('identity-link', 'applied')) ?? fail('IDENTITY_NOT_LINKED')
  const edge = (await context.warehouse.query(edgesOfPairsQuery(run.id, [[pair.a, pair.b]])))[0] ?? fail('NOT_FOUND', { what: 'pair' })
  return reviewItem(context, ports, { ...edge, state: 'waiting' })
}

async function reviewItem(context: Context, ports: IdentityReadPorts, row: QueueRow) {
  const asOf = await context.businessClock.today()
  const pair = [row.a_id, row.b_id]
  const [customers, values] = await Promise.all([bankRuns(context.runs, 'customer', asOf), bankRuns(context.runs, 'aum_month', asOf)])
  const [sides, sealed, people, history, run] = await Promise.all([
    context.warehouse.query(sidesQuery(customers, values, pair, asOf)),
    readSealed(context, pair, ['name', 'mobile', 'id_no', 'email']),
    context.warehouse.query(personsOfQuery(pair)),
    decisionsOf(context.ledger.db, row.a_id, row.b_id),
    context.runs.latest('identity-link', 'applied'),
  ])
  const summary = run?.detail['summary'] as LinkSummary | undefined
  return presentReview({ row, sides, sealed, people, history, fields: summary?.fields ?? [], mask: (kind, text) => ports.mask(kind, text) })
}
