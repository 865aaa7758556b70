import type { Actor } from '#platform/access/contract'
import type { Clock } from '#platform/clock'
import type { Ledger, LedgerTransaction } from '#platform/ledger'
import { appendEntry, lockHead, type EntryRow } from './audit-store.js'
import type { Audit, AuditEntry } from './audit.js'
import { hideIdentifiers } from './hide-identifiers.js'
import { entryHash, storable, storableText } from './chain.js'

/** The audit log on the ledger. Inside a transaction always pass `tx`: the head row is held until it ends. */
export function createAudit(ledger: Ledger, clock: Clock): Audit {
  const append = async (tx: LedgerTransaction, actor: Actor, entry: AuditEntry): Promise<void> => {
    const head = await lockHead(tx)
    const plain = {
      seq: head.seq + 1,
      at: clock.now().toISOString(),
      actor_id: actor.id,
      actor_name: storableText(actor.name),
      actor_kind: actor.kind,
      action: entry.action,
      object_kind: entry.objectKind,
      object_key: storableText(entry.objectKey),
      before: storable(entry.before) as EntryRow['before'],
      after: storable(entry.after) as EntryRow['after'],
      purpose: entry.purpose === undefined ? null : storableText(hideIdentifiers(entry.purpose)),
      ip: entry.ip ?? null,
    }
    await appendEntry(tx, { ...plain, prev_hash: head.hash, hash: entryHash(head.hash, plain) })
  }
  return {
    record: async (actor, entry, tx) =>
      tx === undefined ? ledger.transaction((own) => append(own, actor, entry)) : append(tx, actor, entry),
  }
}
