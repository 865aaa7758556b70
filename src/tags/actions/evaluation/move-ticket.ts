import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { TagTicket, TicketMove } from '../../contract-evaluation.js'
import { cursorAfter, offsetOf } from '../../domain/evaluation/offset.js'
import { TICKET_MOVES } from '../../domain/evaluation/ticket-states.js'
import { requireWriter } from '../../policy.js'
import { presentTicket } from '../../present-evaluation.js'
import { findTicket, gradesOfTag, moveStoredTicket, openTicket, pageOfTickets, ticketSteps, type TicketFilter } from '../../store/evaluation-store.js'

const DUE_DAYS = 30

/** Tickets, open ones first, with what the asker may do. */
export async function listTickets(context: Context, { cursor, ...filter }: Omit<TicketFilter, 'offset'> & { readonly cursor?: string | undefined }, actor: Actor): Promise<{ items: TagTicket[]; nextCursor: string | null; total: number }> {
  const offset = offsetOf(cursor)
  const { rows, total } = await pageOfTickets(context.ledger.db, { ...filter, offset })
  const steps = await ticketSteps(context.ledger.db, rows.map(({ id }) => id))
  const today = await context.businessClock.today()
  return { items: rows.map((row) => presentTicket(row, steps.filter((step) => step.ticket_id === row.id), { actor, today })), nextCursor: cursorAfter(offset, rows.length, total), total }
}

/** Opens a ticket for a tag on its newest grade. @throws AppError NOT_FOUND, CONFLICT, TAG_NOT_EVALUATED */
export async function openTagTicket(context: Context, tag: string, why: string, actor: Actor): Promise<TagTicket> {
  await context.definitions.get('tag', tag)
  const [newest] = await gradesOfTag(context.ledger.db, tag, 1)
  const graded = newest ?? fail('TAG_NOT_EVALUATED', { subject: tag })
  const [first] = graded.detail.because
  const due = addDays(await context.businessClock.today(), DUE_DAYS)
  const id = await context.ledger.transaction((tx) => openTicket(tx, { subject_kind: 'tag', subject: tag, grade: graded.grade, measure: first?.name ?? 'usage', params: first?.params ?? {}, due, opened_by: actor.name }, why))
  if (id === null) fail('CONFLICT')
  await context.audit.record(actor, { action: 'tag-ticket.open', objectKind: 'tag-ticket', objectKey: String(id), after: { tag, grade: graded.grade }, purpose: why })
  return readTicket(context, id, actor)
}

async function readTicket(context: Context, id: number, actor: Actor): Promise<TagTicket> {
  const [row, steps] = await Promise.all([findTicket(context.ledger.db, id), ticketSteps(context.ledger.db, [id])])
  return presentTicket(row, steps, { actor, today: await context.businessClock.today() })
}

/**
 * Moves a ticket on, or gives it another owner or date. Beginning needs an owner.
 * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, TAG_TICKET_MOVE, TAG_TICKET_OWNER
 */
export async function moveTagTicket(context: Context, id: number, move: TicketMove, actor: Actor): Promise<TagTicket> {
  requireWriter(actor)
  const seen = await findTicket(context.ledger.db, id)
  if (!TICKET_MOVES[seen.state].includes(move.state)) fail('TAG_TICKET_MOVE', { from: seen.state, to: move.state }, 'state')
  const to = { state: move.state, owner: move.owner ?? seen.owner, due: move.due ?? seen.due }
  if (move.state === 'doing' && to.owner === null) fail('TAG_TICKET_OWNER', {}, 'owner')
  await context.ledger.transaction((tx) => moveStoredTicket(tx, seen, to, actor.name, move.why))
  await context.audit.record(actor, { action: `tag-ticket.${move.state}`, objectKind: 'tag-ticket', objectKey: String(id), before: { state: seen.state, owner: seen.owner, due: seen.due }, after: to, purpose: move.why })
  return readTicket(context, id, actor)
}
