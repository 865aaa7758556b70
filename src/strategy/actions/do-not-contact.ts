import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import type { LedgerTransaction } from '#platform/ledger'
import { addIds, countIds, removeId } from '../store/do-not-contact-store.js'

/** Adds customers to the do-not-contact list inside a transaction; the audit says how many, never who. */
export async function addDoNotContact(context: Context, tx: LedgerTransaction, custIds: readonly string[], reason: string, actor: Actor): Promise<number> {
  const changed = await addIds(tx, custIds, reason, actor.id)
  await context.audit.record(actor, { action: 'do-not-contact.add', objectKind: 'do-not-contact', objectKey: 'all', after: { asked: custIds.length, changed }, purpose: reason }, tx)
  return changed
}

export async function uploadDoNotContact(context: Context, custIds: readonly string[], reason: string, actor: Actor) {
  const changed = await context.ledger.transaction((tx) => addDoNotContact(context, tx, custIds, reason, actor))
  return { changed, total: await countIds(context.ledger.db) }
}

/** Takes one customer off the list; the audit keeps a keyed hash of who. */
export async function removeDoNotContact(context: Context, custId: string, reason: string, actor: Actor) {
  const removed = await context.ledger.transaction(async (tx) => {
    const done = await removeId(tx, custId)
    const objectKey = context.secrets.hash('cust_id', custId)
    await context.audit.record(actor, { action: 'do-not-contact.remove', objectKind: 'do-not-contact', objectKey, after: { removed: done }, purpose: reason }, tx)
    return done
  })
  return { changed: removed ? 1 : 0, total: await countIds(context.ledger.db) }
}
