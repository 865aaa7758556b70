import { fail } from '#kernel/error'
import type { z } from 'zod'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { customersOfPerson } from '#identity'
import type { erasureDecisionSchema, erasureRequestSchema, ErasureView } from '../contract.js'
import type { PrivacyPorts } from '../ports.js'
import { decideRequest, getRequest, insertRequest, setJob } from '../store/request-store.js'
import { findSubject, stateOf } from './find-subject.js'

/**
 * Asks that a customer's data be erased or only stored, or that a restriction be lifted; somebody else decides. It covers
 * every customer number of the person as they are now: whoever confirms sees which.
 */
export async function requestErasure(context: Context, ports: PrivacyPorts, request: z.infer<typeof erasureRequestSchema>, actor: Actor): Promise<ErasureView> {
  const subject = await findSubject(context, ports, request.custId, actor)
  const state = await stateOf(context, subject)
  const possible = { ERASE: state !== 'erased', RESTRICT: state === 'none', LIFT: state === 'restricted' }[request.kind]
  if (!possible) fail('ERASURE_STATE', { state, kind: request.kind })
  const custIds = await customersOfPerson(context, subject.cust_id)
  return context.ledger.transaction(async (tx) => {
    const row = {
      cust_id: subject.cust_id, cust_ids: custIds, org_path: subject.org_path, rm: subject.rm, kind: request.kind, reason: request.reason,
      requested_by_id: actor.id, requested_by_name: actor.name,
    }
    const made = (await insertRequest(tx, row)) ?? fail('ERASURE_OPEN')
    await context.audit.record(actor, { action: 'erasure.request', objectKind: 'erasure', objectKey: made.id, after: { kind: request.kind, numbers: custIds.length }, purpose: request.reason }, tx)
    return made
  })
}

/** Confirms or refuses a request, as somebody else than who asked. Confirming starts the work, which cannot be undone. */
export async function decideErasure(context: Context, id: string, decision: z.infer<typeof erasureDecisionSchema>, actor: Actor): Promise<ErasureView> {
  await context.ledger.transaction(async (tx) => {
    const request = await getRequest(tx, id, true)
    if (request.status !== 'OPEN') fail('ERASURE_NOT_OPEN', { id, status: request.status })
    if (request.requestedBy.id === actor.id) fail('ERASURE_SAME_PERSON')
    await decideRequest(tx, id, decision.confirm ? 'CONFIRMED' : 'REFUSED', actor, decision.note ?? null)
    const action = decision.confirm ? 'erasure.confirm' : 'erasure.refuse'
    await context.audit.record(actor, { action, objectKind: 'erasure', objectKey: id, after: { kind: request.kind }, ...(decision.note === undefined ? {} : { purpose: decision.note }) }, tx)
  })
  if (decision.confirm) await startErasure(context, id, actor)
  return getRequest(context.ledger.db, id)
}

/** Starts the work of a confirmed request; the same request starts it once. */
export async function startErasure(context: Context, id: string, actor: Actor): Promise<void> {
  const jobId = await context.jobs.start('privacy.erase', { requestId: id }, actor, { subject: `request-${id}`, idempotencyKey: `erasure-${id}` })
  await setJob(context.ledger.db, id, jobId)
}
