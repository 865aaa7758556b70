import type { Context } from '#platform/context'
import { personMates } from '#identity'
import { changedSince, loadContactStates } from '#privacy'
import { idsOnList, type StoredList } from '#strategy'
import { decideContact, GATE_VERSION, type GateInputs } from '../domain/gate.js'
import { settleContacts } from '../store/cap-store.js'
import { withdrawDecision, type OutboxRow } from '../store/outbox-store.js'
import { complainers, hashInputs, wordOf } from './decide-page.js'

/** Written words are looked for from this long before a decision: one may have been committed while it was taken. */
const MARGIN_MS = 5 * 60_000

/**
 * Of contacts decided about those that may still go out. Whoever said something since, under any of their numbers, came on the do-not-contact list,
 * or was decided about on an earlier business date goes through the gate again with it; who is stopped now is recorded so, and the reservation given back.
 */
export async function stillAllowed(context: Context, list: StoredList, rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
  const custIds = rows.map((row) => row.cust_id)
  const oldest = Math.min(...rows.map((row) => Date.parse(row.decided_at)))
  const since = new Date(oldest - MARGIN_MS).toISOString()
  const mates = await personMates(context, custIds)
  const numbersOf = (custId: string): readonly string[] => mates.get(custId) ?? [custId]
  const everyone = [...new Set(custIds.flatMap(numbersOf))]
  const [changed, onList, today] = await Promise.all([changedSince(context.ledger.db, everyone, since), idsOnList(context.ledger.db, everyone), context.businessClock.today()])
  const isIn = (ids: ReadonlySet<string>, custId: string): boolean => numbersOf(custId).some((id) => ids.has(id))
  const again = rows.filter((row) => isIn(changed, row.cust_id) || isIn(onList, row.cust_id) || row.inputs.today < today)
  if (again.length === 0) return rows
  const [stateOf, complaining] = await Promise.all([loadContactStates(context, list, again, mates), complainers(context, list, everyone, today)])
  const stopped = again.flatMap((row) => {
    const flags = { consent: row.inputs.consent, dnc: row.inputs.doNotContact }
    const inputs: GateInputs = { ...row.inputs, ...wordOf(stateOf(row.cust_id), flags), onDoNotContactList: isIn(onList, row.cust_id), evidence: { ...row.inputs.evidence, noSensitiveCase: isIn(complaining, row.cust_id) ? false : row.inputs.evidence.noSensitiveCase } }
    const { decision, step, reason } = decideContact(inputs)
    return decision === 'SENT' ? [] : [{ row, inputs, step, reason }]
  })
  await context.ledger.transaction(async (tx) => {
    for (const { row, inputs, step, reason } of stopped) {
      await withdrawDecision(tx, row.id, { step, reason, inputs: JSON.stringify(inputs), inputs_hash: hashInputs(inputs), gate_version: GATE_VERSION })
    }
    await settleContacts(tx, Number(list.id), stopped.map(({ row }) => row.cust_id), 'RELEASED')
  })
  const out = new Set(stopped.map(({ row }) => row.cust_id))
  return rows.filter((row) => !out.has(row.cust_id))
}
