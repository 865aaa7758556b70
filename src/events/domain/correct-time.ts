import { businessDateOf } from '#kernel/calendar'
import { fault, type Fault, type IntakeRecord } from './record.js'

const SKEW_MS = 1000
const DAY_MS = 86_400_000

export interface Corrected {
  readonly ts: number
  /** How far the sender's clock was off, ms; 0 when it was not corrected. */
  readonly skew: number
}

/**
 * When it happened by our clock: `receivedAt - (sentAt - timestamp)` when the sender's clock is off by more than a second
 * (Segment's rule; Sensors sends `_flush_time`), else as the sender said; without a time, when it was received.
 */
export function correctTime(record: Pick<IntakeRecord, 'clientTime' | 'sentTime'>, receivedAt: number, maxAgeDays: number): Corrected | Fault {
  const { clientTime, sentTime } = record
  if (clientTime === null) return { ts: receivedAt, skew: 0 }
  const off = sentTime === null || Number.isNaN(sentTime) ? 0 : receivedAt - sentTime
  const skew = Math.abs(off) > SKEW_MS ? off : 0
  const ts = clientTime + skew
  if (!Number.isFinite(ts)) return fault('EVENT_TIME_INVALID')
  if (ts > receivedAt + DAY_MS) return fault('EVENT_TIME_FUTURE')
  if (ts < receivedAt - maxAgeDays * DAY_MS) return fault('EVENT_TIME_OLD', { days: maxAgeDays })
  return { ts, skew }
}

const QUARTER_MS = 900_000
const KEPT = 4096

/** Calendar day of an instant in a zone, remembered by quarter of an hour: no zone changes its day within one. */
export function createDayOf(timeZone: string): (ms: number) => string {
  const known = new Map<number, string>()
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS)
    const day = known.get(quarter)
    if (day !== undefined) return day
    if (known.size >= KEPT) known.clear()
    const made = businessDateOf(new Date(quarter * QUARTER_MS).toISOString(), timeZone)
    known.set(quarter, made)
    return made
  }
}
