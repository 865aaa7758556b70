import type { Context } from '#platform/context'
import type { BlockedTable } from '../contract.js'
import { blockingResults } from '../store/result-store.js'
import { loadRules } from './load-rules.js'

/**
 * Tables whose newest judgement up to a business date is `block`: what is built from them should wait. Rules that were
 * switched off or archived since have no say.
 */
export async function blockedTables(context: Context, asOf: string): Promise<BlockedTable[]> {
  const blocking = await blockingResults(context.ledger.db, asOf)
  if (blocking.length === 0) return []
  const active = new Set((await loadRules(context)).filter(({ off }) => !off).map(({ key }) => key))
  return blocking.filter(({ rule }) => active.has(rule))
}
