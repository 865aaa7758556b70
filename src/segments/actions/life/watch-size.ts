import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { closeNotice, raiseNotice } from '#quality'
import type { Subscribe, Subscription } from '../../contract-life.js'
import type { Segment, SegmentRun } from '../../contract.js'
import { measureSize, sizeNotice } from '../../domain/size-threshold.js'
import { seesWholeBank } from '../../domain/whole-bank.js'
import { deleteSubscription, insertSubscription, markMeasured, subscriptionsOf, watchedSegments, type StoredSubscription } from '../../store/subscription-store.js'
import { segmentRuns } from '../segment-runs.js'

const ruleOf = (segment: string, id: number) => `segment/${segment}/${id}` as const

/** The size it began with is the bank's: told to who sees the whole of it. */
function toSubscription(row: StoredSubscription, actor: Actor): Subscription {
  const { id, measure, threshold, against, start_size: startSize, since, met_as_of: asOf, met_value: value } = row
  return { id: String(id), measure, threshold, against, startSize: seesWholeBank(actor.scope) ? startSize : null, since, met: asOf === null || value === null ? null : { asOf, value } }
}

/** A person's own subscriptions to a segment. */
export async function mySubscriptions(context: Context, segment: string, actor: Actor): Promise<Subscription[]> {
  return (await subscriptionsOf(context.ledger.db, segment, actor.id)).map((row) => toSubscription(row, actor))
}

/** Begins to watch a segment's size for a person: from its newest snapshot on. @throws AppError NOT_FOUND, SEGMENT_PERSON_ONLY, SEGMENT_SIZE_SCOPE */
export async function subscribe(context: Context, segment: string, { measure, threshold, against }: Subscribe, actor: Actor): Promise<Subscription> {
  if (actor.kind !== 'person') fail('SEGMENT_PERSON_ONLY')
  if (!seesWholeBank(actor.scope) && (measure === 'above' || measure === 'below')) fail('SEGMENT_SIZE_SCOPE', {}, 'measure')
  await context.definitions.get('segment', segment)
  const newest = (await segmentRuns(context, segment))[0]
  const row = { segment, person_id: actor.id, person_name: actor.name, measure, threshold, against, start_size: newest?.size ?? null, seen_run: newest?.runId ?? null, met_as_of: null, met_value: null }
  return toSubscription(await insertSubscription(context.ledger.db, row), actor)
}

/** Ends a person's own subscription and the notice that is open. @throws AppError NOT_FOUND */
export async function unsubscribe(context: Context, segment: string, id: number, actor: Actor): Promise<void> {
  await deleteSubscription(context.ledger.db, id, segment, actor.id)
  await closeNotice(context, ruleOf(segment, id), await context.businessClock.today())
}

/** Measures every subscription whose segment has a snapshot it has not seen yet; what is missed is made up for. */
export async function watchSizes(context: Context, only?: string): Promise<void> {
  for (const segment of only === undefined ? await watchedSegments(context.ledger.db) : [only]) {
    const runs = await segmentRuns(context, segment)
    const now = runs[0]
    if (now === undefined) continue
    for (const row of await subscriptionsOf(context.ledger.db, segment)) {
      if (row.seen_run !== now.runId) await measure(context, row, { now, before: runs.slice(1).find(({ asOf, version }) => asOf < now.asOf || version < now.version) })
    }
  }
}

async function measure(context: Context, row: StoredSubscription, { now, before }: { readonly now: SegmentRun; readonly before: SegmentRun | undefined }): Promise<void> {
  const rule = ruleOf(row.segment, row.id)
  const then = row.against === 'start' ? row.start_size : (before?.size ?? null)
  const found = measureSize(row, { now: now.size, then })
  if (found?.isMet === true) {
    const { name } = await context.definitions.get<Segment>('segment', row.segment)
    await raiseNotice(context, { rule, name: sizeNotice(name, row), kind: 'segment-size', severity: 'warn', asOf: now.asOf, value: found.value, threshold: row.threshold, tell: [{ person: row.person_id }] })
  } else await closeNotice(context, rule, now.asOf)
  await markMeasured(context.ledger.db, row.id, now.runId, found?.isMet === true ? { asOf: now.asOf, value: found.value } : null)
}
