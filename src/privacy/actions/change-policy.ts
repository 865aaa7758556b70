import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { PrivacyPolicy } from '../contract.js'
import { insertPolicy, loadPolicy } from '../store/policy-store.js'

/** Replaces the bank's privacy policy; the earlier versions stay. */
export async function changePolicy(context: Context, policy: PrivacyPolicy, actor: Actor) {
  await context.ledger.transaction(async (tx) => {
    const before = await loadPolicy(tx)
    await insertPolicy(tx, policy, actor)
    await context.audit.record(actor, { action: 'privacy-policy.change', objectKind: 'privacy-policy', objectKey: 'bank', before, after: policy }, tx)
  })
  return loadPolicy(context.ledger.db)
}
