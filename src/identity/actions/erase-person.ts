import type { Context } from '#platform/context'
import type { ErasedPerson, ErasurePlace, ErasureWork } from '#ingest'
import { changeRunsQuery, edgeCountQuery, edgeRows } from '../sql/erasure-queries.js'
import { dropNotes, notedChanges } from '../store/change-store.js'
import { deleteDecisions, decisionCount } from '../store/decision-store.js'

/**
 * Evidence of links, what people decided on it and what they wrote: all of it goes. Which numbers were one person when
 * stays: without it the numbers of others could not be read any more.
 */
export function identityErasure(context: Context): ErasurePlace[] {
  return [{ name: 'identity', erase: (person, work) => erasePerson(context, person, work) }]
}

async function erasePerson({ warehouse, ledger }: Context, { custIds }: ErasedPerson, work: ErasureWork): Promise<void> {
  const edges = Number((await warehouse.query(edgeCountQuery(custIds), { maxSeconds: 0 }))[0]?.n ?? 0)
  if (edges > 0) {
    await work.removing('identity_edge', edges)
    await warehouse.deleteRows('identity_edge', edgeRows(custIds))
  }
  const runs = (await warehouse.query(changeRunsQuery(custIds))).map(({ run_id }) => Number(run_id))
  const notes = await notedChanges(ledger.db, custIds, runs)
  if (notes.length > 0) {
    await work.removing('identity_change', notes.length)
    await dropNotes(ledger.db, notes)
  }
  const decisions = await decisionCount(ledger.db, custIds)
  if (decisions === 0) return
  await work.removing('identity_decision', decisions)
  await deleteDecisions(ledger.db, custIds)
}
