import type { Context } from '#platform/context'
import type { BlockedTable } from '../contract.js'
import { newestResults } from '../store/result-store.js'
import { loadRules } from './load-rules.js'

/**
 * Tables whose newest judgement up to a business date is `block`: what is built from them should wait. Rules that were
 * switched off or archived since have no say.
 */
export async function blockedTables(context: Context, asOf: string): Promise<BlockedTable[]> {
  const [rules, newest] = await Promise.all([loadRules(context), newestResults(context.ledger.db, { asOf })])
  const active = new Set(rules.filter(({ off }) => !off).map(({ key }) => key))
  return newest.flatMap(({ table, rule, source, status, asOf: judged }) => (status === 'block' && table !== null && active.has(rule) ? [{ table, rule, source, asOf: judged }] : []))
}
