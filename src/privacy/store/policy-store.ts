import type { Actor } from '#platform/access/contract'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import { defaultPolicy, privacyPolicySchema, type PrivacyPolicy } from '../contract.js'
import type { PrivacyTables } from './privacy-tables.js'

/** The newest policy of the bank; the product's own (version 0) until somebody decides otherwise. */
export async function loadPolicy(db: LedgerDb): Promise<PrivacyPolicy & { version: number }> {
  const row = await db.withTables<PrivacyTables>().selectFrom('privacy_policy').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst()
  return { ...(row === undefined ? defaultPolicy : privacyPolicySchema.parse({ ...defaultPolicy, ...row.policy })), version: row?.version ?? 0 }
}

export async function insertPolicy(tx: LedgerTransaction, policy: PrivacyPolicy, actor: Actor): Promise<void> {
  await tx.withTables<PrivacyTables>().insertInto('privacy_policy').values({ policy: JSON.stringify(policy), by_id: actor.id, by_name: actor.name }).execute()
}
