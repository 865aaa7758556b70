import type { TicketState } from '../../contract-evaluation.js'

/** open → doing → done, either dropped with a reason; an open or begun one can be given another owner or date. */
export const TICKET_MOVES: Readonly<Record<TicketState, readonly TicketState[]>> = {
  open: ['open', 'doing', 'done', 'dropped'],
  doing: ['doing', 'done', 'dropped'],
  done: [],
  dropped: [],
}
