import { arrivedDues, nextDue } from '#ingest'
import type { Schedule } from '#ingest/contract'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { Model } from '../../contract.js'
import { dropModelDue, modelSchedules, setModelDue, type ScheduleRow } from '../../store/monitor-store.js'
import { versionInRole } from '../../store/version-store.js'
import type { MonitorInput } from './monitor-model.js'

/** Who looks at models when they are due: the product itself, so anybody may approve what it trains. */
const watcher: Actor = {
  id: 'system:model-monitor',
  name: '模型监控 Model monitor',
  kind: 'system',
  roles: [],
  permissions: ['model.read', 'model.manage'],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

/** Starts what became due: of a model one job, however many moments were missed. */
export async function tickMonitors(context: Context, now: Date): Promise<void> {
  const rows = await modelSchedules(context.ledger)
  const heads = await context.definitions.list<Model>('model')
  for (const { key, version } of heads) {
    if (version === null) continue
    const { body } = await context.definitions.version<Model>('model', key, version)
    const row = rows.get(key)
    rows.delete(key)
    if (body.monitor !== undefined) await raise(context, key, body.monitor.schedule, row, now.toISOString())
    else if (row !== undefined) await dropModelDue(context.ledger.db, key)
  }
  for (const key of rows.keys()) await dropModelDue(context.ledger.db, key)
}

async function raise(context: Context, key: string, schedule: Schedule, row: ScheduleRow | undefined, now: string): Promise<void> {
  const zone = context.settings.timeZone
  if (row?.nextDue == null || !same(row.schedule, schedule)) return setModelDue(context.ledger.db, key, schedule, nextDue(schedule, now, zone))
  const arrived = arrivedDues(schedule, row.nextDue, now, zone)
  if (arrived === null) return
  if ((await versionInRole(context.ledger.db, key, 'champion')) !== null) {
    const input: MonitorInput = { key, cause: arrived.missed > 0 ? 'catch-up' : 'schedule', missed: arrived.missed }
    // The key makes a crash before the next line harmless.
    await context.jobs.start('models.monitor', input, watcher, { subject: key, idempotencyKey: `model-monitor:${key}:${arrived.due}` })
  }
  await setModelDue(context.ledger.db, key, schedule, arrived.next)
}

function same(a: Schedule, b: Schedule): boolean {
  const text = (schedule: Schedule): string => JSON.stringify(Object.entries(schedule).sort(([left], [right]) => (left < right ? -1 : 1)))
  return text(a) === text(b)
}
