import type { Context } from '#platform/context'
import type { StoredList } from '#strategy'
import { canonicalJson } from '../domain/canonical.js'
import { updateDispatch } from '../store/dispatch-store.js'
import { outboxPages, type OutboxRow } from '../store/outbox-store.js'

const PAGE = 5000

/** Copies a list's decisions to the warehouse as one run; an earlier copy of the list goes in the same instant. */
export async function recordDecisions(context: Context, list: StoredList, jobId: string): Promise<number> {
  const subject = `list-${list.id}`
  const asOf = await context.businessClock.today()
  const runId = await context.runs.begin({ kind: 'contact', subject, asOf, jobId, tables: ['contact_decision'] })
  try {
    let rows = 0
    for await (const page of outboxPages(context.ledger, Number(list.id), PAGE)) {
      const bytes = Buffer.from(page.map((row) => JSON.stringify(toDecision(row, runId))).join('\n'))
      await context.warehouse.insert('contact_decision', 'JSONEachRow', bytes, { token: `${runId}:${rows}` })
      rows += page.length
    }
    const earlier = await context.runs.visible('contact', subject)
    const commit = { id: runId, detail: { listId: list.id, rows }, replaces: earlier.map((run) => run.id) }
    await context.runs.commitAll([commit], (tx) => updateDispatch(tx, Number(list.id), { run_id: runId }))
    return runId
  } catch (error) {
    await context.runs.abandon(runId)
    throw error
  }
}

function toDecision(row: OutboxRow, runId: number) {
  return {
    run_id: runId,
    list_id: row.list_id,
    cust_no: row.cust_no,
    cust_id: row.cust_id,
    shard_key: row.shard_key,
    arm: row.arm,
    channel: row.channel,
    decision: row.state === 'SENT' ? 'SENT' : 'SUPPRESSED',
    step: row.step ?? 0,
    reason: row.reason ?? '',
    gate_version: row.gate_version,
    inputs_hash: row.inputs_hash,
    inputs: canonicalJson(row.inputs),
    at: row.decided_at,
  }
}
