import type { Context } from '#platform/context'
import type { Violation } from '../domain/check-plan.js'
import { tsv, tsvInstant, tsvTexts } from '../domain/tsv.js'

/** Figures about intake, added up in memory and stored every few seconds: never one row an event. */
export interface Tally {
  /** `what`: accepted, duplicate, late, corrected, erased, unknown-user, rejected:CODE. */
  count(writeKey: string, what: string, n: number, now: number): void
  seen(event: string, writeKey: string, day: string, n: number, now: number): void
  /** `sample` is asked for only while samples are still wanted. */
  violation(violation: Violation, sender: { readonly lib: string; readonly libVersion: string; readonly day: string }, sample: () => string): void
  /** Stores what was added up. */
  flush(): Promise<void>
  /** Events accepted in the last minute, a second. */
  perSecond(now: number): number
}

const SAMPLES = 20
const MOST_ROWS = 20_000
const HOUR_MS = 3_600_000
const SEPARATOR = '\u0001'

interface Broken {
  n: number
  readonly samples: string[]
}

export function createTally(context: Context): Tally {
  const figures = { counts: new Map<string, number>(), seen: new Map<string, { n: number; last: number }>(), broken: new Map<string, Broken>() }
  const sampled = new Map<string, number>()
  const seconds = new Float64Array(60)
  const secondOf = new Float64Array(60)
  const put = async (table: string, columns: readonly string[], lines: readonly string[]) => {
    if (lines.length === 0) return
    await context.warehouse.insert(table, 'TabSeparated', Buffer.from(lines.join('')), { columns, apart: true })
  }
  return {
    count(writeKey, what, n, now) {
      const key = `${Math.floor(now / HOUR_MS)}${SEPARATOR}${writeKey}${SEPARATOR}${what}`
      figures.counts.set(key, (figures.counts.get(key) ?? 0) + n)
      if (what === 'accepted') addSecond(seconds, secondOf, n, now)
    },
    seen(event, writeKey, day, n, now) {
      const key = `${day}${SEPARATOR}${event}${SEPARATOR}${writeKey}`
      const known = figures.seen.get(key)
      if (known !== undefined) [known.n, known.last] = [known.n + n, now]
      else if (figures.seen.size < MOST_ROWS) figures.seen.set(key, { n, last: now })
    },
    violation({ event, prop, kind }, { lib, libVersion, day }, sample) {
      const key = [day, event, prop, kind, lib, libVersion].join(SEPARATOR)
      const known = figures.broken.get(key) ?? { n: 0, samples: [] }
      known.n += 1
      if (sampled.size > MOST_ROWS) sampled.clear()
      const taken = sampled.get(key) ?? 0
      if (taken < SAMPLES) {
        known.samples.push(sample())
        sampled.set(key, taken + 1)
      }
      if (figures.broken.size < MOST_ROWS) figures.broken.set(key, known)
    },
    async flush() {
      await take(figures.counts, (rows) => put('event_count', ['hour', 'write_key', 'what', 'n'], rows.map(countLine)))
      await take(figures.seen, (rows) => put('event_seen', ['day', 'event', 'write_key', 'n', 'last'], rows.map(seenLine)))
      await take(figures.broken, (rows) => put('event_violation', ['day', 'event', 'prop', 'kind', 'lib', 'lib_version', 'n', 'samples'], rows.map(brokenLine)))
    },
    perSecond: (now) => seconds.reduce((sum, n, at) => sum + ((secondOf[at] ?? 0) > now / 1000 - 60 ? n : 0), 0) / 60,
  }
}

/** Empties a map into `store`; what could not be stored stays out: figures may miss it, events never do. */
async function take<Value>(map: Map<string, Value>, store: (rows: [string, Value][]) => Promise<void>): Promise<void> {
  const rows = [...map]
  map.clear()
  await store(rows)
}

function addSecond(seconds: Float64Array, secondOf: Float64Array, n: number, now: number): void {
  const second = Math.floor(now / 1000)
  const at = second % 60
  seconds[at] = secondOf[at] === second ? (seconds[at] ?? 0) + n : n
  secondOf[at] = second
}

function fields(key: string): string[] {
  return key.split(SEPARATOR).map(tsv)
}

function countLine([key, n]: [string, number]): string {
  const [hour, writeKey, what] = fields(key)
  return `${tsvInstant(Number(hour) * HOUR_MS)}\t${writeKey}\t${what}\t${n}\n`
}

function seenLine([key, { n, last }]: [string, { n: number; last: number }]): string {
  return `${fields(key).join('\t')}\t${n}\t${tsvInstant(last)}\n`
}

function brokenLine([key, { n, samples }]: [string, Broken]): string {
  return `${fields(key).join('\t')}\t${n}\t${tsvTexts(samples)}\n`
}
