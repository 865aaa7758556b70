import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { getList } from '#strategy'
import type { OutboxState } from '../contract.js'
import { decideContact, GATE_VERSION } from '../domain/gate.js'
import { findDispatch } from '../store/dispatch-store.js'
import { getDecision, outboxCounts } from '../store/outbox-store.js'
import { hashInputs } from './decide-page.js'

/** How far a list's dispatch has come, and why who was not reached. */
export async function readDispatch(context: Context, id: string, minCell: number) {
  const list = await getList(context.ledger.db, id)
  const dispatch = await findDispatch(context.ledger, Number(id))
  const counts = await outboxCounts(context.ledger.db, Number(id))
  const of = (...states: OutboxState[]) => counts.filter(({ state }) => states.includes(state)).reduce((sum, { n }) => sum + n, 0)
  return {
    listId: list.id,
    status: list.status,
    jobId: dispatch?.job_id ?? null,
    size: list.size,
    decided: of('PENDING', 'SENDING', 'SENT', 'FAILED', 'SUPPRESSED', 'HELD'),
    sent: of('SENT'),
    pending: of('PENDING', 'SENDING'),
    failed: of('FAILED'),
    held: of('HELD'),
    suppressed: of('SUPPRESSED'),
    reasons: counts.filter(({ n }) => n >= minCell),
    finishedAt: dispatch?.finished_at ?? null,
    hasFile: (dispatch?.file_name ?? null) !== null,
  }
}

/** The file a FILE list made; audited before the first byte. Who may take it sees every customer of it. */
export async function readFileOf(context: Context, id: string, actor: Actor, purpose: string) {
  const list = await getList(context.ledger.db, id)
  const name = (await findDispatch(context.ledger, Number(list.id)))?.file_name ?? fail('LIST_NO_FILE', { id })
  if (!actor.scope.orgPaths.includes('/') || actor.scope.ownBookOf !== undefined) fail('NOT_FOUND', { what: `file of list ${id}` })
  await context.audit.record(actor, { action: 'list.file', objectKind: 'list', objectKey: id, purpose })
  return { name, bytes: createReadStream(join(context.settings.exportDir, name)) }
}

/** Takes a stored decision again from its stored inputs: the same gate must say the same. */
export async function replayDecision(context: Context, id: string, actor: Actor) {
  const row = await getDecision(context.ledger, id, actor.scope)
  const { decision, step, reason, steps } = decideContact(row.inputs)
  const hashSame = hashInputs(row.inputs) === row.inputs_hash
  const passed = row.state !== 'SUPPRESSED' && row.state !== 'HELD'
  const sameStop = passed ? decision === 'SENT' : step === row.step && reason === row.reason
  return { same: hashSame && sameStop && row.gate_version === GATE_VERSION, hashSame, decision, step, reason, steps: [...steps] }
}
