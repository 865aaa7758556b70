import type { Context } from '#platform/context'
import { eventsAfterQuery, type FollowedEvent } from '../sql/event-queries.js'
import { intakeOf } from './intake-of.js'

/** Where a follower stands: the commit and the event id it has read last. */
export interface FollowPosition {
  readonly commit: string
  readonly id: string
}

/** A reader of events in the order they became durable. It pulls: however slow it is, nothing waits for it. */
export interface Follower {
  /** The next events, at most `limit`; none when there are no more now. */
  next(limit: number): Promise<FollowedEvent[]>
  /** Resolves when something new may be there, or after `ms`. */
  changed(ms: number): Promise<void>
  readonly position: FollowPosition
}

const FOLLOWED_DAYS = 31

/** Follows stored events after a position a consumer kept; `from` null begins with what comes now. */
export async function followEvents(context: Context, from: FollowPosition | null): Promise<Follower> {
  const intake = await intakeOf(context)
  let position = from ?? { commit: String(intake.writer.lastCommit + 1), id: '' }
  return {
    async next(limit) {
      const rows = await context.warehouse.query(eventsAfterQuery(await intake.runs.recent(FOLLOWED_DAYS), position, limit))
      const last = rows.at(-1)
      if (last !== undefined) position = { commit: last.x_commit, id: last.event_id }
      return rows
    },
    changed: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(end, ms)
        function end(): void {
          clearTimeout(timer)
          intake.followers.delete(end)
          resolve()
        }
        intake.followers.add(end)
      }),
    get position() {
      return position
    },
  }
}
