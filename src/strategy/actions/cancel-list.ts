import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { endFrozen, getList } from '../store/list-store.js'

/** Gives a frozen list up; its customers are free for another. */
export async function cancelList(context: Context, id: string, actor: Actor) {
  await getList(context.ledger.db, id)
  await context.ledger.transaction(async (tx) => {
    await endFrozen(tx, id, { status: 'CANCELLED', by: actor })
    await context.audit.record(actor, { action: 'list.cancel', objectKind: 'list', objectKey: id }, tx)
  })
  return getList(context.ledger.db, id)
}
