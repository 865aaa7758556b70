import type { Actor } from '#platform/access/contract'
import type { TagTicket } from './contract-evaluation.js'
import { TICKET_MOVES } from './domain/evaluation/ticket-states.js'
import { mayWrite } from './policy.js'
import type { StoredTicket, StoredTicketStep } from './store/evaluation-store.js'

/** A ticket as people see it; what can be done next is what the asker may do. */
export function presentTicket(row: StoredTicket, steps: readonly StoredTicketStep[], { actor, today }: { actor: Actor; today: string }): TagTicket {
  return {
    id: row.id,
    subjectKind: row.subject_kind,
    subject: row.subject,
    grade: row.grade,
    measure: row.measure,
    params: row.params,
    state: row.state,
    owner: row.owner,
    due: row.due,
    overdue: (row.state === 'open' || row.state === 'doing') && row.due < today,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    next: mayWrite(actor) ? [...TICKET_MOVES[row.state]] : [],
    steps: steps.map(({ at, by_name: by, state, owner, due, why }) => ({ at, by, state, owner, due, why })),
  }
}
