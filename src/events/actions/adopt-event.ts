import { isSlug } from '#kernel/id'
import { fail } from '#kernel/error'
import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import type { PlanEvent, PlanProp } from '../contract.js'
import { eventNameOf, typeOfValues } from '../domain/check-plan.js'
import { hashText } from '../domain/text-hash.js'
import { sampledPropsQuery } from '../sql/event-queries.js'

const SAMPLED = 500
const MOST_PROPS = 100
/** Present in this share of the samples, a property is taken for required. */
const ALWAYS = 1

/** A definition for an event that is seen and not planned, made of what its last events look like. Nothing is saved. */
export async function draftFromSeen(context: Context, event: string) {
  const runs = await bankRuns(context.runs, 'app_event', await context.businessClock.today())
  const rows = await context.warehouse.query(sampledPropsQuery(runs, event, SAMPLED))
  if (rows.length === 0) return fail('NOT_FOUND', { what: `event ${event}` })
  const key = keyFor(event)
  const body: PlanEvent = { owner: '', purposes: [], onViolation: 'keep', props: propsOf(rows.map((row) => JSON.parse(row.props) as Record<string, unknown>)) }
  const named = eventNameOf(key, body) === event ? body : { ...body, event }
  return { key, name: { zh: event, en: event }, body: named, sampledEvents: rows.length }
}

function propsOf(samples: readonly Record<string, unknown>[]): PlanEvent['props'] {
  const values = new Map<string, unknown[]>()
  for (const sample of samples) {
    for (const [key, value] of Object.entries(sample)) {
      if (key.startsWith('_') || key.startsWith('$') || value === null) continue
      if (values.has(key) || values.size < MOST_PROPS) values.set(key, [...(values.get(key) ?? []), value])
    }
  }
  const entries = [...values].map(([key, seen]): [string, PlanProp] => [key, { type: typeOfValues(seen), required: seen.length >= samples.length * ALWAYS }])
  return Object.fromEntries(entries)
}

/** A slug of an event's name; names without Latin letters get one of their hash. */
function keyFor(event: string): string {
  const plain = event.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').replace(/^(\d)/, 'e-$1').slice(0, 60)
  return isSlug(plain) ? plain : `e-${hashText(event)}`
}
