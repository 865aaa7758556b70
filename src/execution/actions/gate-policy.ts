import { Mistakes, type Mistake } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { fixedSteps, type GatePolicy, type GatePolicyChange } from '../contract.js'
import { insertGatePolicy, loadGatePolicy } from '../store/policy-store.js'

/** Replaces the steps the bank accepts as not applicable yet; who, when and why stay with each. */
export async function changeGatePolicy(context: Context, change: GatePolicyChange, actor: Actor): Promise<GatePolicy> {
  const mistakes = change.accepted.flatMap(({ step }, at): Mistake[] =>
    fixedSteps.includes(step) ? [{ code: 'GATE_STEP_FIXED', path: `accepted[${at}].step`, params: { step } }] : [],
  )
  if (mistakes.length > 0) throw new Mistakes(mistakes)
  await context.ledger.transaction(async (tx) => {
    const before = await loadGatePolicy(tx)
    const at = context.clock.now().toISOString()
    const accepted = change.accepted.map(({ step, why }) => {
      const same = before.accepted.find((each) => each.step === step && each.why === why)
      return same ?? { step, why, by: { id: actor.id, name: actor.name }, at }
    })
    await insertGatePolicy(tx, accepted, actor)
    await context.audit.record(actor, { action: 'gate-policy.change', objectKind: 'gate-policy', objectKey: 'bank', before: before.accepted, after: accepted }, tx)
  })
  return loadGatePolicy(context.ledger.db)
}
