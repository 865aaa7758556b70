import { daysBetween } from '#kernel/calendar'
import type { Context } from '#platform/context'
import { latestSnapshot } from '#tags'
import type { Segment } from '../../contract.js'
import { segmentRuns } from '../segment-runs.js'

const DAYS = { daily: 1, weekly: 7, monthly: 28 } as const

/** Asks for a snapshot of every published segment that is not frozen and whose newest is older than its schedule and the data there are. */
export async function startDueSnapshots(context: Context, start: (key: string) => Promise<unknown>): Promise<void> {
  const newest = await latestSnapshot(context)
  if (newest === null) return
  for (const { key, version } of await context.definitions.list<Segment>('segment')) {
    if (version === null) continue
    const { body } = await context.definitions.version<Segment>('segment', key, version)
    if (body.refresh === undefined || body.frozen === true) continue
    const [last] = await segmentRuns(context, key)
    if (last === undefined || daysBetween(last.asOf, newest.asOf) >= DAYS[body.refresh]) await start(key)
  }
}
