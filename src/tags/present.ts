import type { Actor } from '#platform/access/contract'
import type { TagSnapshot } from './actions/latest-snapshot.js'
import type { TagRequest } from './contract-life.js'
import { movesFrom } from './domain/request-states.js'
import { mayWrite } from './policy.js'
import type { StoredRequest, StoredStep } from './store/request-store.js'

/** A snapshot as people see it: no table names. */
export function presentSnapshot(snapshot: TagSnapshot | null) {
  if (snapshot === null) return null
  const { runId, asOf, builtAt, customers, tags } = snapshot
  return { runId, asOf, builtAt, customers, tags: tags.length }
}

/** A request as people see it; what can be done next is what the asker may do. */
export function presentRequest(row: StoredRequest, steps: readonly StoredStep[], { actor, today }: { actor: Actor; today: string }): TagRequest {
  const own = row.state === 'in_review' && row.defined_by_id === actor.id
  const next = mayWrite(actor) ? movesFrom(row.state).filter((to) => !(own && to === 'published')) : []
  return {
    id: row.id,
    name: { zh: row.name_zh, ...(row.name_en === null ? {} : { en: row.name_en }) },
    decision: row.decision,
    tag: row.tag,
    version: row.version,
    state: row.state,
    proposedBy: row.proposed_by_name,
    proposedOrg: row.proposed_org,
    proposedAt: row.proposed_at,
    reviewDue: row.review_due,
    overdue: row.state === 'published' && row.review_due !== null && row.review_due <= today,
    next,
    steps: steps.map((step) => ({ at: step.at, by: step.by_name, from: step.from_state, to: step.to_state, why: step.why })),
  }
}
