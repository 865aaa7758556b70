import type { Actor } from '#platform/access/contract'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { AcceptedStep, GatePolicy } from '../contract.js'
import { GATE_VERSION } from '../domain/gate.js'
import type { ExecutionTables } from './execution-tables.js'

/** The newest policy; strict (nothing accepted, version 0) until somebody decides otherwise. */
export async function loadGatePolicy(db: LedgerDb): Promise<GatePolicy> {
  const row = await db.withTables<ExecutionTables>().selectFrom('gate_policy').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst()
  return { version: row?.version ?? 0, gateVersion: GATE_VERSION, accepted: row?.accepted ?? [] }
}

export async function insertGatePolicy(tx: LedgerTransaction, accepted: readonly AcceptedStep[], actor: Actor): Promise<void> {
  await tx.withTables<ExecutionTables>().insertInto('gate_policy').values({ accepted: JSON.stringify(accepted), by_id: actor.id, by_name: actor.name }).execute()
}
