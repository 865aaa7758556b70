import { businessDateOf } from '#kernel/calendar'
import { fail, Mistakes } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { readSealed } from '#ingest'
import type { UnmaskRequest } from '../contract.js'
import type { PrivacyPorts } from '../ports.js'
import { loadPolicy } from '../store/policy-store.js'
import { takeUnmasking, unmaskingsOf } from '../store/quota-store.js'
import { findSubject } from './find-subject.js'
import { purposeCodes } from './purpose-registry.js'

const quota = (day: string, used: number, limit: number) => ({ day, used, limit, left: Math.max(0, limit - used) })
const dayOf = (context: Context) => businessDateOf(context.clock.now().toISOString(), context.settings.timeZone)

/** What a person has left of today's unmaskings; a day is a wall day in the bank's zone. */
export async function readQuota(context: Context, actor: Actor) {
  const { unmaskPerDay } = await loadPolicy(context.ledger.db)
  return quota(dayOf(context), await unmaskingsOf(context.ledger.db, actor.id, dayOf(context)), unmaskPerDay)
}

/**
 * Clear values of one customer in reach, for a purpose. One unmasking is taken and audited before anything is answered;
 * a refusal takes none and shows nothing.
 */
export async function unmask(context: Context, ports: PrivacyPorts, request: UnmaskRequest, actor: Actor) {
  if (actor.scope.masking !== 'clear') fail('UNMASK_NOT_ALLOWED')
  const known = await purposeCodes(context)
  const purpose = request.purpose.toUpperCase()
  if (!known.includes(purpose)) throw new Mistakes([{ code: 'PURPOSE_UNKNOWN', path: 'purpose', params: { purpose, known: known.join(', ') } }])
  const subject = await findSubject(context, ports, request.custId, actor)
  const { unmaskPerDay } = await loadPolicy(context.ledger.db)
  const day = dayOf(context)
  const fields = [...new Set(request.fields)]
  const values = (await readSealed(context, [subject.cust_id], fields)).get(subject.cust_id)
  const used = await context.ledger.transaction(async (tx) => {
    const taken = (await takeUnmasking(tx, actor.id, day, unmaskPerDay)) ?? fail('UNMASK_QUOTA_USED', { limit: unmaskPerDay })
    const entry = { action: 'customer.unmask', objectKind: 'customer', objectKey: context.secrets.hash('cust_id', subject.cust_id), after: { fields, purpose, used: taken }, purpose: request.reason }
    await context.audit.record(actor, entry, tx)
    return taken
  })
  return { custId: subject.cust_id, values: values ?? {}, quota: quota(day, used, unmaskPerDay) }
}
