import type { LedgerDb } from '#platform/ledger'

/** A row of the audit log as tests look at it. */
export interface AuditEntryRow { readonly seq: number, readonly action: string, readonly actor_id: string, readonly object_kind: string, readonly object_key: string, readonly purpose: string | null, readonly after: unknown }

/** The entries of the audit log whose action is `action` (or like it, with `%`), in the order of the chain: a table without an order may answer in any. */
export const auditTrail = ({ db }: { readonly db: LedgerDb }, action: string): Promise<AuditEntryRow[]> =>
  db.withTables<{ audit_entry: AuditEntryRow }>().selectFrom('audit_entry').selectAll().where('action', 'like', action).orderBy('seq').execute()
