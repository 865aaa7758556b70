import type { Context } from '#platform/context'
import { PLAN_KIND } from '../domain/plan-kind.js'
import { plannedVersion, readPublished, type PlannedEvent } from './plan-cache.js'

/**
 * The plan in force, and published versions of its events that are in force no more, of archived events all of them, newest first:
 * what those declared is in events that are stored, and rules made then go on reading it.
 */
export async function loadPlanHistory(context: Context): Promise<{ readonly plan: PlannedEvent[]; readonly history: PlannedEvent[] }> {
  const [live, archived] = await Promise.all([context.definitions.list(PLAN_KIND), context.definitions.list(PLAN_KIND, { archived: true })])
  const past = [...live.map(({ key, version }) => ({ key, last: (version ?? 1) - 1 })), ...archived.map(({ key, version }) => ({ key, last: version ?? 0 }))]
  const [plan, history] = await Promise.all([
    readPublished(context, live),
    Promise.all(past.flatMap(({ key, last }) => Array.from({ length: last }, (_, at) => plannedVersion(context, key, last - at)))),
  ])
  return { plan, history }
}
