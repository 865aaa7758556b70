import { fail } from '#kernel/error'
import type { z } from 'zod'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { HypothesisBody, hypothesisCreateSchema, HypothesisMove, HypothesisVote } from '../../contract-hypothesis.js'
import { changeCard, getCard, insertCard, insertComment, setVote } from '../../store/hypothesis-store.js'
import { columnsOf, requireSet, showCard } from './cards.js'

const KIND = 'hypothesis'

/** Writes a card for an org of the actor's scope. Audited. @throws AppError NOT_FOUND, HYPOTHESIS_ORG; Mistakes of the rule */
export async function createCard(context: Context, universe: string, { orgPath, ...body }: z.infer<typeof hypothesisCreateSchema>, actor: Actor) {
  await requireSet(context, universe)
  const org = orgPath ?? actor.scope.orgPaths[0] ?? fail('HYPOTHESIS_ORG', { org: '–' })
  requireOrg(actor, org)
  const columns = await columnsOf(context, body)
  const id = await context.ledger.transaction(async (tx) => {
    const made = await insertCard(tx, { universe, org_path: org, author_id: actor.id, author_name: actor.name, reason: null, segment: null, ...columns })
    await context.audit.record(actor, { action: 'hypothesis.create', objectKind: KIND, objectKey: String(made), after: { universe, orgPath: org, ...body } }, tx)
    return made
  })
  return showCard(context, universe, id, actor)
}

/** Changes what an open card says; its author alone. Audited. @throws AppError NOT_FOUND, HYPOTHESIS_AUTHOR_ONLY, HYPOTHESIS_CHANGED; Mistakes of the rule */
export async function updateCard(context: Context, at: { universe: string; id: number }, { revision, ...body }: HypothesisBody & { revision: number }, actor: Actor) {
  const card = await getCard(context.ledger.db, actor, at.universe, at.id)
  if (card.author_id !== actor.id) fail('HYPOTHESIS_AUTHOR_ONLY')
  const columns = await columnsOf(context, body)
  await context.ledger.transaction(async (tx) => {
    await changeCard(tx, at.id, { revision, states: ['open'] }, columns)
    await context.audit.record(actor, { action: 'hypothesis.update', objectKind: KIND, objectKey: String(at.id), before: { claim: card.claim }, after: body }, tx)
  })
  return showCard(context, at.universe, at.id, actor)
}

/** Gives, changes or takes back the actor's one vote on an open card. Audited. @throws AppError NOT_FOUND, HYPOTHESIS_PERSON_ONLY, HYPOTHESIS_NOT_OPEN */
export async function voteOnCard(context: Context, at: { universe: string; id: number }, vote: HypothesisVote | null, actor: Actor) {
  await requireOpen(context, at, actor)
  await context.ledger.transaction(async (tx) => {
    await setVote(tx, at.id, actor.id, vote)
    await context.audit.record(actor, { action: 'hypothesis.vote', objectKind: KIND, objectKey: String(at.id), after: { vote } }, tx)
  })
  return showCard(context, at.universe, at.id, actor)
}

/** Says something about an open card. Audited. @throws AppError NOT_FOUND, HYPOTHESIS_PERSON_ONLY, HYPOTHESIS_NOT_OPEN */
export async function commentOnCard(context: Context, at: { universe: string; id: number }, text: string, actor: Actor) {
  await requireOpen(context, at, actor)
  await context.ledger.transaction(async (tx) => {
    await insertComment(tx, at.id, actor, text)
    await context.audit.record(actor, { action: 'hypothesis.comment', objectKind: KIND, objectKey: String(at.id), after: { text } }, tx)
  })
  return showCard(context, at.universe, at.id, actor)
}

/** From which states a card may go to another; an adopted one is archived, never undone. */
const FROM = { rejected: ['open'], archived: ['open', 'adopted', 'rejected'], open: ['rejected', 'archived'] } as const

/** Rejects a card with a reason, archives it, or opens it again; somebody whose scope its org is in. Audited. @throws AppError NOT_FOUND, HYPOTHESIS_ORG, HYPOTHESIS_CHANGED */
export async function moveCard(context: Context, at: { universe: string; id: number }, move: HypothesisMove, actor: Actor) {
  const card = await getCard(context.ledger.db, actor, at.universe, at.id)
  requireOrg(actor, card.org_path)
  await context.ledger.transaction(async (tx) => {
    const reason = move.state === 'rejected' ? { reason: move.reason } : move.state === 'open' ? { reason: null } : {}
    await changeCard(tx, at.id, { states: FROM[move.state] }, { state: move.state, ...reason })
    await context.audit.record(actor, { action: `hypothesis.${move.state}`, objectKind: KIND, objectKey: String(at.id), before: { state: card.state }, after: move }, tx)
  })
  return showCard(context, at.universe, at.id, actor)
}

/** Who acts for an org: somebody in whose scope it is. @throws AppError HYPOTHESIS_ORG */
export function requireOrg(actor: Actor, org: string): void {
  if (!actor.scope.orgPaths.some((path) => org.startsWith(path))) fail('HYPOTHESIS_ORG', { org })
}

async function requireOpen(context: Context, at: { universe: string; id: number }, actor: Actor): Promise<void> {
  if (actor.kind !== 'person') fail('HYPOTHESIS_PERSON_ONLY')
  const { state } = await getCard(context.ledger.db, actor, at.universe, at.id)
  if (state !== 'open') fail('HYPOTHESIS_NOT_OPEN', { state })
}
