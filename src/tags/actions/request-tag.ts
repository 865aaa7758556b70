import { addDays } from '#kernel/calendar'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { RequestMove, TagProposal, TagRequest } from '../contract-life.js'
import { movesFrom, REVIEW_DAYS } from '../domain/request-states.js'
import { requireWriter } from '../policy.js'
import { presentRequest } from '../present.js'
import { addStep, findRequest, insertRequest, moveRequest, pageOfRequests, stepsOf, type RequestPage, type StoredRequest } from '../store/request-store.js'

/** Asks for a tag. */
export async function proposeTag(context: Context, { name, decision, why }: TagProposal, actor: Actor): Promise<TagRequest> {
  const id = await context.ledger.transaction(async (tx) => {
    const added = await insertRequest(tx, { name_zh: name.zh, name_en: name.en ?? null, decision, tag: null, version: null, state: 'proposed', proposed_by_id: actor.id, proposed_by_name: actor.name, proposed_org: actor.scope.orgPaths[0] ?? null, defined_by_id: null, review_due: null })
    await addStep(tx, { id: added, from: null, to: 'proposed', why }, actor)
    return added
  })
  await context.audit.record(actor, { action: 'tag-request.propose', objectKind: 'tag-request', objectKey: String(id), after: { name, decision } })
  return readRequest(context, id, actor)
}

/** Requests with what the asker may do next. */
export async function listRequests(context: Context, { due, ...page }: Omit<RequestPage, 'dueBy'> & { readonly due?: boolean | undefined }, actor: Actor) {
  const today = await context.businessClock.today()
  const { rows, nextCursor, total } = await pageOfRequests(context.ledger.db, { ...page, ...(due === true ? { dueBy: today } : {}) })
  const steps = await stepsOf(context.ledger.db, rows.map(({ id }) => id))
  return { items: rows.map((row) => presentRequest(row, steps.filter((step) => step.request_id === row.id), { actor, today })), nextCursor, total }
}

async function readRequest(context: Context, id: number, actor: Actor): Promise<TagRequest> {
  const [row, steps] = await Promise.all([findRequest(context.ledger.db, id), stepsOf(context.ledger.db, [id])])
  return presentRequest(row, steps, { actor, today: await context.businessClock.today() })
}

/**
 * Moves a request on. To define it names the tag; publishing publishes the tag's draft, and is for somebody else than who
 * defined it.
 * @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, TAG_REQUEST_MOVE, TAG_REQUEST_TAG, TAG_REQUEST_OWN
 */
export async function moveTagRequest(context: Context, id: number, move: RequestMove, actor: Actor): Promise<TagRequest> {
  requireWriter(actor)
  const request = await findRequest(context.ledger.db, id)
  if (!movesFrom(request.state).includes(move.to)) fail('TAG_REQUEST_MOVE', { from: request.state, to: move.to }, 'to')
  const change = await changeOf(context, request, move, actor)
  await context.ledger.transaction(async (tx) => {
    await moveRequest(tx, id, request.state, { ...change, state: move.to })
    await addStep(tx, { id, from: request.state, to: move.to, why: move.why }, actor)
  })
  await context.audit.record(actor, { action: `tag-request.${move.to}`, objectKind: 'tag-request', objectKey: String(id), before: { state: request.state }, after: { state: move.to, ...change }, purpose: move.why })
  return readRequest(context, id, actor)
}

type Change = Partial<Pick<StoredRequest, 'tag' | 'defined_by_id' | 'version' | 'review_due'>>

async function changeOf(context: Context, request: StoredRequest, move: RequestMove, actor: Actor): Promise<Change> {
  if (move.to === 'defined') {
    const tag = move.tag ?? request.tag ?? fail('TAG_REQUEST_TAG', {}, 'tag')
    await context.definitions.get('tag', tag)
    return { tag, defined_by_id: request.state === 'in_review' ? request.defined_by_id : actor.id }
  }
  return move.to === 'published' ? publishRequested(context, request, move, actor) : {}
}

async function publishRequested(context: Context, request: StoredRequest, { why }: RequestMove, actor: Actor): Promise<Change> {
  const key = request.tag ?? fail('TAG_REQUEST_TAG', {}, 'tag')
  const head = await context.definitions.get('tag', key)
  if (request.defined_by_id === actor.id || (head.hasDraft && head.updatedBy === actor.id)) fail('TAG_REQUEST_OWN', { tag: key })
  const version = head.hasDraft || head.version === null ? (await context.definitions.publish('tag', key, { revision: head.revision, note: why }, actor)).version : head.version
  return { version, review_due: addDays(await context.businessClock.today(), REVIEW_DAYS) }
}
