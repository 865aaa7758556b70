import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { resolveTarget, signedPost, webhookSecret, type Target } from '#platform/http'
import { latestSnapshot } from '#tags'
import type { SegmentDelivery } from '../../contract-life.js'
import type { SegmentRun } from '../../contract.js'
import { isWaiting } from '../../domain/delivery-wait.js'
import { changedNumbersQuery, custIdsQuery, firstCustIdsQuery } from '../../sql/change-queries.js'
import { markFailed, markSent, toldSegments, webhooksOf, type StoredWebhook } from '../../store/webhook-store.js'
import { segmentRuns } from '../segment-runs.js'

/** Customers a part. */
const PART = 500

export interface DeliverInput {
  readonly key: string
}

export interface DeliverResult {
  readonly parts: number
  readonly failed: number
}

/** Segments with a receiver that has not been told of the newest snapshot and is not waiting after a failure. */
export async function dueDeliveries(context: Context): Promise<string[]> {
  const due: string[] = []
  for (const key of await toldSegments(context.ledger.db)) {
    const newest = (await segmentRuns(context, key))[0]
    const hooks = newest === undefined ? [] : await webhooksOf(context.ledger.db, key)
    if (hooks.some((hook) => hook.done_run !== newest?.runId && !isWaiting({ failures: hook.failures, at: hook.last_at }, context.clock.now()))) due.push(key)
  }
  return due
}

/**
 * Tells every receiver of a segment who entered and left since the snapshot it knows of: at least once, in parts in the order of
 * our numbers, each with an idempotency key that is the same whenever the part is sent again. A part that fails is sent again
 * later, from there.
 */
export async function deliverChanges(context: Context, key: string, signal: AbortSignal): Promise<DeliverResult> {
  const runs = await segmentRuns(context, key)
  let [parts, failed] = [0, 0]
  for (const hook of await webhooksOf(context.ledger.db, key)) {
    if (isWaiting({ failures: hook.failures, at: hook.last_at }, context.clock.now())) continue
    const told = await tell(context, hook, runs, signal)
    parts += told.parts
    failed += told.failed
  }
  return { parts, failed }
}

async function tell(context: Context, hook: StoredWebhook, runs: readonly SegmentRun[], signal: AbortSignal): Promise<DeliverResult> {
  const known = (id: number | null) => (id === null ? undefined : runs.find(({ runId }) => runId === id))
  const going = known(hook.sending_run)
  const to = going ?? runs[0]
  if (to === undefined || to.runId === hook.done_run) return { parts: 0, failed: 0 }
  const target = await resolveTarget(hook.url, context.settings.webhookHosts)
  if (target === null) {
    await markFailed(context.ledger.db, hook.id, 0)
    return { parts: 0, failed: 1 }
  }
  return sendParts(context, { hook, target, to, after: going === undefined ? 0 : hook.sent_to }, signal)
}

interface Telling {
  readonly hook: StoredWebhook
  readonly target: Target
  readonly to: SegmentRun
  readonly after: number
}

async function sendParts(context: Context, { hook, target, to, after: first }: Telling, signal: AbortSignal): Promise<DeliverResult> {
  let after = first
  for (let parts = 0; ; parts++) {
    signal.throwIfAborted()
    const { body, last, through } = await partOf(context, { hook, to, after })
    const idempotencyKey = `segment-${hook.id}-${hook.done_run ?? 0}-${to.runId}-${after}`
    const sent = signedPost(target, { body: JSON.stringify(body), idempotencyKey, secret: webhookSecret(context.secrets, target.url.host), now: context.clock.now() })
    const status = await sent.catch((cause: unknown) => {
      context.log.warn({ webhook: hook.id, cause: cause instanceof Error ? cause.message : String(cause) }, 'a segment webhook was not reached')
      return 0
    })
    if (status < 200 || status >= 300) {
      await markFailed(context.ledger.db, hook.id, status)
      return { parts, failed: 1 }
    }
    await markSent(context.ledger.db, hook.id, status, last ? { done_run: to.runId, sending_run: null, sent_to: 0 } : { sending_run: to.runId, sent_to: through })
    if (last) return { parts: parts + 1, failed: 0 }
    after = through
  }
}

async function partOf(context: Context, { hook, to, after }: Pick<Telling, 'hook' | 'to' | 'after'>): Promise<{ body: SegmentDelivery; last: boolean; through: number }> {
  const found = (await context.warehouse.query(changedNumbersQuery(hook.done_run, to.runId, after, PART + 1)))[0]
  const sorted = (found?.numbers ?? []).toSorted((a, b) => a - b)
  const numbers = sorted.slice(0, PART)
  const ids = await custIdsOf(context, numbers)
  const isIn = new Set(found?.entered)
  const named = (wanted: boolean) => numbers.flatMap((number) => (isIn.has(number) === wanted ? (ids.get(number) ?? []) : []))
  const last = sorted.length <= PART
  const body = { segment: hook.segment, version: to.version, asOf: to.asOf, fromRun: hook.done_run, toRun: to.runId, entered: named(true), left: named(false), last }
  return { body, last, through: numbers.at(-1) ?? after }
}

/** Numbers the bank knows customers by: as the newest tags have them, else the first they were given. */
async function custIdsOf(context: Context, numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (numbers.length === 0) return new Map()
  const snapshot = (await latestSnapshot(context)) ?? fail('TAGS_NOT_BUILT')
  const known = new Map((await context.warehouse.query(custIdsQuery(snapshot.table, numbers))).map((row) => [row.cust_no, row.cust_id]))
  const gone = numbers.filter((number) => !known.has(number))
  if (gone.length === 0) return known
  const first = await context.warehouse.query(firstCustIdsQuery(gone))
  return new Map([...known, ...first.map((row) => [row.cust_no, row.cust_id] as const)])
}
