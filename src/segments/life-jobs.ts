import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { deliverChanges, dueDeliveries, type DeliverInput, type DeliverResult } from './actions/life/deliver-changes.js'
import { startDueSnapshots } from './actions/life/start-due.js'
import { watchSizes } from './actions/life/watch-size.js'

const TICK_SECONDS = 300

/** Who takes snapshots and tells receivers when it is due: the product itself. */
const keeper: Actor = {
  id: 'system:segments',
  name: '客群快照 Segment snapshots',
  kind: 'system',
  roles: [],
  permissions: ['segment.read', 'segment.write'],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

async function startOnce(context: Context, kind: string, key: string): Promise<void> {
  const { items } = await context.jobs.list({ kind, subject: key, status: 'queued', limit: 1 })
  if (items.length === 0) await context.jobs.start(kind, { key }, keeper, { subject: key })
}

/** What follows a snapshot: people who watch the size, receivers outside. What a crash missed is made up for at the next beat. */
export async function afterSnapshot(context: Context, key: string): Promise<void> {
  await watchSizes(context, key)
  if ((await dueDeliveries(context)).includes(key)) await startOnce(context, 'segments.deliver', key)
}

/** The job that tells receivers, and what is done by itself. */
export function registerSegmentLife(context: Context): void {
  context.jobs.register<DeliverInput, DeliverResult>({
    kind: 'segments.deliver',
    titleZh: '推送客群进出',
    titleEn: 'Tell of members entering and leaving',
    afterCrash: 'resume',
    exclusive: (input) => `segment-webhook:${input.key}`,
    run: (run) => deliverChanges(context, run.input.key, run.signal),
  })
  context.jobs.every('segment.snapshot', TICK_SECONDS, () => startDueSnapshots(context, (key) => startOnce(context, 'segment.snapshot', key)))
  context.jobs.every('segments.deliver', TICK_SECONDS, async () => {
    await watchSizes(context)
    for (const key of await dueDeliveries(context)) await startOnce(context, 'segments.deliver', key)
  })
}
