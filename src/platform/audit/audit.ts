import type { Actor } from '#platform/access/contract'
import type { LedgerTransaction } from '#platform/ledger'

export interface AuditEntry {
  /** Dotted verb: `segment.publish`, `access.sign-in`, `list.export`. */
  readonly action: string
  readonly objectKind: string
  readonly objectKey: string
  readonly before?: unknown
  readonly after?: unknown
  /** Why, where the action asks for it (exports, unmasking); identifiers people write into it are hidden. */
  readonly purpose?: string
  readonly ip?: string
}

/** Append-only, hash-chained log of what people did. Never holds personal data in clear. */
export interface Audit {
  /** Appends an entry; inside `tx` it commits or rolls back with the action it records. */
  record(actor: Actor, entry: AuditEntry, tx?: LedgerTransaction): Promise<void>
}
