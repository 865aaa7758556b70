import type { Ledger } from '#platform/ledger'
import { auditTables, loadChain } from './audit-store.js'
import { entryHash } from './chain.js'
import type { AuditVerdict } from './contract.js'

const PAGE = 1000

/** Recomputes the chain from the first entry to the head: a changed, removed or inserted entry shows where. */
export async function verifyAudit(ledger: Ledger): Promise<AuditVerdict> {
  const head = await auditTables(ledger.db).selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
  let seq = 0
  let hash = ''
  while (seq < head.seq) {
    const rows = await loadChain(ledger.db, seq, PAGE)
    for (const row of rows.filter((entry) => entry.seq <= head.seq)) {
      const good = row.seq === seq + 1 && row.prev_hash === hash && row.hash === entryHash(hash, row)
      if (!good) return { entries: head.seq, ok: false, brokenAt: seq + 1 }
      seq = row.seq
      hash = row.hash
    }
    if (rows.length < PAGE) break
  }
  if (seq === head.seq && hash === head.hash) return { entries: head.seq, ok: true }
  return { entries: head.seq, ok: false, brokenAt: seq < head.seq ? seq + 1 : seq }
}
