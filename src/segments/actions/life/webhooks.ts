import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { isListed } from '#platform/http'
import type { SegmentWebhook } from '../../contract-life.js'
import { endWebhook, insertWebhook, webhooksOf, type StoredWebhook } from '../../store/webhook-store.js'
import { segmentRuns } from '../segment-runs.js'

function toWebhook(row: StoredWebhook): SegmentWebhook {
  return {
    id: String(row.id),
    url: row.url,
    purpose: row.purpose,
    createdBy: row.created_by,
    createdAt: row.created_at,
    active: row.active,
    doneRun: row.done_run,
    failures: row.failures,
    lastStatus: row.last_status,
    lastAt: row.last_at,
  }
}

/** Who outside is told of members entering and leaving. */
export async function listWebhooks(context: Context, segment: string): Promise<SegmentWebhook[]> {
  return (await webhooksOf(context.ledger.db, segment)).map(toWebhook)
}

/**
 * Tells an allow-listed address of members entering and leaving from the newest snapshot on; where there is none, of the
 * first one's members. Whoever sets it up must see every customer. Audited with the purpose.
 * @throws AppError NOT_FOUND, SEGMENT_WEBHOOK_HOST, SEGMENT_WEBHOOK_SCOPE, SEGMENT_WEBHOOK_REPEATED
 */
export async function addWebhook(context: Context, segment: string, { url, purpose }: { readonly url: string; readonly purpose: string }, actor: Actor): Promise<SegmentWebhook> {
  await context.definitions.get('segment', segment)
  const address = new URL(url)
  if (!isListed(address, context.settings.webhookHosts)) fail('SEGMENT_WEBHOOK_HOST', { host: address.host }, 'url')
  if (!actor.scope.orgPaths.includes('/') || actor.scope.ownBookOf !== undefined) fail('SEGMENT_WEBHOOK_SCOPE')
  const newest = (await segmentRuns(context, segment))[0]
  const row = await context.ledger.transaction((tx) =>
    insertWebhook(tx, { segment, url, purpose, created_by_id: actor.id, created_by: actor.name, done_run: newest?.runId ?? null, sending_run: null, last_status: null, last_at: null }),
  )
  await context.audit.record(actor, { action: 'segment.webhook', objectKind: 'segment', objectKey: segment, purpose })
  return toWebhook(row)
}

/** Ends it. Audited. @throws AppError NOT_FOUND */
export async function removeWebhook(context: Context, segment: string, id: number, actor: Actor): Promise<void> {
  await context.ledger.transaction((tx) => endWebhook(tx, id, segment))
  await context.audit.record(actor, { action: 'segment.webhook-end', objectKind: 'segment', objectKey: segment })
}
