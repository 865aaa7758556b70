import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { closeSwitchedOff } from '../store/alert-store.js'
import { writeSwitch } from '../store/switch-store.js'
import { loadRules } from './load-rules.js'

/**
 * Switches a rule, built in or the bank's own, off or on; audited. Its open alerts are closed with it.
 * @throws AppError QUALITY_RULE_UNKNOWN
 */
export async function switchRule(context: Context, key: string, off: boolean, actor: Actor): Promise<void> {
  const rule = (await loadRules(context)).find((each) => each.key === key) ?? fail('QUALITY_RULE_UNKNOWN', { key })
  await context.ledger.transaction(async (tx) => {
    await writeSwitch(tx, key, off, actor.name)
    if (off) await closeSwitchedOff(tx, key, actor.name)
    await context.audit.record(actor, { action: 'quality.switch', objectKind: 'quality-rule', objectKey: key, before: { off: rule.off }, after: { off } }, tx)
  })
}
