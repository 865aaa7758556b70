import type { Context } from '#platform/context'
import { planEventSchema } from '../contract.js'
import { PLAN_KIND } from '../domain/plan-kind.js'
import { readPublished, type PlannedEvent } from './plan-cache.js'

/** A published version never changes: read once. */
const versionsRead = new WeakMap<Context, Map<string, PlannedEvent>>()

/**
 * The plan in force, and published versions of its events that are in force no more, of archived events all of them, newest first:
 * what those declared is in events that are stored, and rules made then go on reading it.
 */
export async function loadPlanHistory(context: Context): Promise<{ readonly plan: PlannedEvent[]; readonly history: PlannedEvent[] }> {
  const [live, archived] = await Promise.all([context.definitions.list(PLAN_KIND), context.definitions.list(PLAN_KIND, { archived: true })])
  const past = [...live.map(({ key, version }) => ({ key, last: (version ?? 1) - 1 })), ...archived.map(({ key, version }) => ({ key, last: version ?? 0 }))]
  const read = versionsRead.get(context) ?? new Map<string, PlannedEvent>()
  versionsRead.set(context, read)
  const [plan, history] = await Promise.all([
    readPublished(context, live),
    Promise.all(past.flatMap(({ key, last }) => Array.from({ length: last }, (_, at) => readOnce(context, read, key, last - at)))),
  ])
  return { plan, history }
}

async function readOnce(context: Context, read: Map<string, PlannedEvent>, key: string, version: number): Promise<PlannedEvent> {
  const id = `${key}@${version}`
  const known = read.get(id)
  if (known !== undefined) return known
  const { name, body } = await context.definitions.version<unknown>(PLAN_KIND, key, version)
  const event = { key, name, body: planEventSchema.parse(body) }
  read.set(id, event)
  return event
}
