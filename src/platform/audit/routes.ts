import type { Audit } from './audit.js'
import type { Ledger } from '#platform/ledger'
import type { Routes } from '#platform/http'
import { loadEntries, type EntryRow } from './audit-store.js'
import { auditListSchema, auditQuerySchema, auditVerdictSchema, type AuditEntryView } from './contract.js'
import { verifyAudit } from './verify.js'

const tags = ['audit'] as const

/** Reading and verifying the audit log; verifying is itself recorded. */
export function auditRoutes(routes: Routes, ledger: Ledger, audit: Audit): void {
  routes.add({
    method: 'GET',
    url: '/api/v1/audit',
    permission: 'audit.read',
    summary: 'Audit entries, newest first',
    tags,
    query: auditQuerySchema,
    response: auditListSchema,
    handler: async ({ query }) => {
      const rows = await loadEntries(ledger.db, query)
      const items = rows.slice(0, query.limit).map(present)
      return { items, nextCursor: rows.length > query.limit ? String(items.at(-1)?.seq) : null }
    },
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/audit/verify',
    permission: 'audit.read',
    summary: 'Verify the hash chain of the audit log',
    tags,
    response: auditVerdictSchema,
    handler: async ({ actor, request }) => {
      const verdict = await verifyAudit(ledger)
      await audit.record(actor, {
        action: 'audit.verify',
        objectKind: 'audit',
        objectKey: '-',
        after: verdict,
        ip: request.ip,
      })
      return verdict
    },
  })
}

function present(row: EntryRow): AuditEntryView {
  return {
    seq: row.seq,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorKind: row.actor_kind,
    action: row.action,
    objectKind: row.object_kind,
    objectKey: row.object_key,
    before: row.before,
    after: row.after,
    purpose: row.purpose,
    ip: row.ip,
    hash: row.hash,
  }
}
