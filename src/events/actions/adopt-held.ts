import type { Context } from '#platform/context'
import type { JobRun } from '#platform/jobs'
import { linkDevices } from '#ingest'
import { LINK_COLUMNS, linkLine } from '../domain/event-row.js'
import { adoptableLinksQuery } from '../sql/customer-queries.js'
import { openedIntake, portsOf } from './intake-of.js'

const PAGE = 5000

export interface AdoptResult {
  readonly links: number
}

/**
 * Gives events of users who were unknown to the customers they have become: links the devices they are kept under. Safe
 * to run again: a link is noted as delivered after it was.
 */
export async function adoptHeld(context: Context, run?: Pick<JobRun<unknown>, 'signal' | 'progress'>): Promise<AdoptResult> {
  let links = 0
  for (;;) {
    run?.signal.throwIfAborted()
    const rows = await context.warehouse.query(adoptableLinksQuery(PAGE))
    if (rows.length === 0) break
    const owned = rows.map((row) => ({ deviceId: row.device_id, custId: row.user_id, linkedAt: isoOf(row.linked_at) }))
    await portsOf(context).numbers.hold(() => linkDevices(context, owned))
    const lines = rows.map((row) => linkLine(row.device_id, row.user_id, Date.parse(isoOf(row.linked_at)), 'adopted', true)).join('')
    await context.warehouse.insert('event_link', 'TabSeparated', Buffer.from(lines), { columns: LINK_COLUMNS })
    links += rows.length
    run?.progress({ step: 'linking', done: links, unit: 'rows' })
  }
  if (links > 0) (await openedIntake(context))?.lookup.forget()
  return { links }
}

function isoOf(text: string): string {
  return `${text.replace(' ', 'T')}Z`
}
