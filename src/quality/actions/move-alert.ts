import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { QualityAlert } from '../contract.js'
import { moveAlert } from '../store/alert-store.js'

/** Takes an alert on, or ends it; audited. @throws AppError NOT_FOUND, QUALITY_ALERT_CLOSED */
export function moveQualityAlert(context: Context, id: string, to: 'acknowledged' | 'closed', note: string | undefined, actor: Actor): Promise<QualityAlert> {
  return context.ledger.transaction(async (tx) => {
    const alert = await moveAlert(tx, id, to, actor, note)
    const action = to === 'closed' ? 'quality.alert-close' : 'quality.alert-acknowledge'
    await context.audit.record(actor, { action, objectKind: 'quality-alert', objectKey: id, after: { rule: alert.rule, source: alert.source, note: note ?? null } }, tx)
    return alert
  })
}
