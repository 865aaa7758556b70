import type { z } from 'zod'
import type { decisionSchema } from './contract.js'
import type { OutboxRow } from './store/outbox-store.js'

const SILENT_STEP = 4

/** A decision as people see it. Why somebody is silently excluded is nobody's to read. */
export function presentDecision(row: OutboxRow): z.input<typeof decisionSchema> {
  return {
    id: String(row.id),
    listId: String(row.list_id),
    custId: row.cust_id,
    arm: row.arm,
    channel: row.channel,
    state: row.state,
    step: row.step,
    reason: row.step === SILENT_STEP && row.reason !== 'NOT_EVALUATED' ? 'EXCLUDED' : row.reason,
    gateVersion: row.gate_version,
    inputsHash: row.inputs_hash,
    attempts: row.attempts,
    at: row.decided_at,
  }
}
