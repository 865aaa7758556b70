import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import type { Context } from '#platform/context'
import type { liveQuery } from '../contract.js'
import { nameOfRecord } from '../domain/record.js'
import { intakeOf } from './intake-of.js'
import type { LiveEvent } from './live-ring.js'

/** Events newer than a position; waits for one that is wanted when there is none and the asker has time. */
export async function watchLive(context: Context, asked: z.infer<typeof liveQuery>, connection: IncomingMessage): Promise<{ position: number; items: LiveEvent[] }> {
  const { live } = await intakeOf(context)
  const wanted = (event: LiveEvent) =>
    (asked.writeKey === undefined || event.writeKey === asked.writeKey) && (asked.event === undefined || nameOfRecord(event.entry.record) === asked.event)
  const until = performance.now() + asked.wait * 1000
  const gone = new AbortController()
  connection.once('close', () => gone.abort())
  for (;;) {
    const items = live.after(asked.after, asked.limit, wanted)
    const left = until - performance.now()
    if (items.length > 0 || left <= 0 || gone.signal.aborted) return { position: live.position, items }
    await live.changed(left, gone.signal)
  }
}
