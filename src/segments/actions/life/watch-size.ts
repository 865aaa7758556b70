import { fail } from '#kernel/error'
import { findPeople } from '#platform/access'
import type { Actor, Scope } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { closeNotice, raiseNotice } from '#quality'
import type { Subscribe, Subscription } from '../../contract-life.js'
import type { Segment, SegmentRun } from '../../contract.js'
import { measureSize, sizeNotice } from '../../domain/size-threshold.js'
import { seesWholeBank } from '../../domain/whole-bank.js'
import { deleteSubscription, insertSubscription, markMeasured, subscriptionsOf, watchedSegments, type StoredSubscription } from '../../store/subscription-store.js'
import { ownSizes } from '../own-sizes.js'
import { segmentRuns } from '../segment-runs.js'

const ruleOf = (segment: string, id: number) => `segment/${segment}/${id}` as const

/** The size it began with is of the customers counted: told to who sees the same. */
function toSubscription(row: StoredSubscription, actor: Actor): Subscription {
  const { id, measure, threshold, against, start_size: startSize, since, met_as_of: asOf, met_value: value } = row
  return { id: String(id), measure, threshold, against, startSize: (row.scope === null ? seesWholeBank(actor.scope) : whose(row.scope) === whose(actor.scope)) ? startSize : null, since, met: asOf === null || value === null ? null : { asOf, value } }
}

const whose = ({ orgPaths, ownBookOf, minCell }: Scope): string => JSON.stringify([orgPaths, ownBookOf ?? '', minCell])

const EVERYBODY: Scope = { orgPaths: ['/'], masking: 'masked', minCell: 0 }

/** As whom a subscription is measured: with the scope it was made with. One older than that was made for the whole bank. */
function watcherOf({ person_id: id, person_name: name, scope }: StoredSubscription): Actor {
  return { id, name, kind: 'person', roles: [], permissions: [], scope: scope ?? EVERYBODY }
}

/** How many of snapshots somebody may see; null below their smallest cell, which says nothing. */
async function sizesSeen(context: Context, actor: Actor, runs: readonly SegmentRun[]): Promise<(number | null)[]> {
  const sized = await ownSizes(context, actor, runs)
  return sized.map(({ size }) => (size === 0 && actor.scope.minCell > 0 ? null : size))
}

/** Org, roles and employee of a person, to see that their post is the same; null for nobody who may sign in. */
async function postOf(context: Context, id: string): Promise<string | null> {
  const [person] = await findPeople(context.ledger.db, { roles: [], logins: [], ids: [id] })
  return person === undefined ? null : JSON.stringify([person.orgId, [...person.roles].sort(), person.empId])
}

/** Whether the customers counted are still the person's: another post needs another subscription, and so does an old one of a branch. */
async function mayStillBeTold(context: Context, { person_id: id, scope, holder }: StoredSubscription): Promise<boolean> {
  const post = await postOf(context, id)
  return scope === null ? post?.startsWith('[null') === true : post === holder
}

/** A person's own subscriptions to a segment. */
export async function mySubscriptions(context: Context, segment: string, actor: Actor): Promise<Subscription[]> {
  return (await subscriptionsOf(context.ledger.db, segment, actor.id)).map((row) => toSubscription(row, actor))
}

/** Begins to watch a segment's size for a person, among the customers they see: from its newest snapshot on. @throws AppError NOT_FOUND, SEGMENT_PERSON_ONLY */
export async function subscribe(context: Context, segment: string, { measure, threshold, against }: Subscribe, actor: Actor): Promise<Subscription> {
  if (actor.kind !== 'person') fail('SEGMENT_PERSON_ONLY')
  await context.definitions.get('segment', segment)
  const newest = (await segmentRuns(context, segment))[0]
  const [size] = newest === undefined ? [] : await sizesSeen(context, actor, [newest])
  const row = { segment, person_id: actor.id, person_name: actor.name, measure, threshold, against, start_size: size ?? null, seen_run: newest?.runId ?? null, met_as_of: null, met_value: null, scope: JSON.stringify(actor.scope), holder: await postOf(context, actor.id) }
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
  const [size = null, sizeBefore = null] = (await mayStillBeTold(context, row)) ? await sizesSeen(context, watcherOf(row), before === undefined ? [now] : [now, before]) : []
  const found = size === null ? null : measureSize(row, { now: size, then: row.against === 'start' ? row.start_size : sizeBefore })
  if (found?.isMet === true) {
    const { name } = await context.definitions.get<Segment>('segment', row.segment)
    await raiseNotice(context, { rule, name: sizeNotice(name, row), kind: 'segment-size', severity: 'warn', asOf: now.asOf, value: found.value, threshold: row.threshold, tell: [{ person: row.person_id }] })
  } else await closeNotice(context, rule, now.asOf)
  await markMeasured(context.ledger.db, row.id, now.runId, found?.isMet === true ? { asOf: now.asOf, value: found.value } : null)
}
