import type { Objection } from './contract.js'
import { isoOf } from './actions/find-subject.js'
import type { ObjectionRow } from './sql/objection-queries.js'

/** A word about a tag as people see it. */
export function presentObjection({ id, tag, objected, channel, reason, ts, actor_name }: ObjectionRow): Objection {
  return { id, tag, objected, channel, reason, at: isoOf(ts), by: actor_name }
}
