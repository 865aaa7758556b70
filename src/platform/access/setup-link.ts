import { fail } from '#kernel/error'
import type { Ledger, LedgerDb } from '#platform/ledger'
import { accessTables } from './access-tables.js'
import { newToken, tokenHash } from './opaque-token.js'
import { hasAdmin } from './person-store.js'

const LIFE_MS = 30 * 60 * 1000

/** A fresh link token when nobody administers this installation; earlier links stop working. Else null. */
export async function makeSetupLink(ledger: Ledger, now: Date): Promise<string | null> {
  return ledger.transaction(async (tx) => {
    if (await hasAdmin(tx)) return null
    const token = newToken()
    const tables = accessTables(tx)
    await tables.deleteFrom('setup_link').execute()
    await tables
      .insertInto('setup_link')
      .values({
        token_hash: tokenHash(token),
        expires_at: new Date(now.getTime() + LIFE_MS).toISOString(),
        used_at: null,
      })
      .execute()
    return token
  })
}

export async function isSetupLinkValid(db: LedgerDb, token: string, now: Date): Promise<boolean> {
  const row = await accessTables(db)
    .selectFrom('setup_link')
    .select('token_hash')
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  return row !== undefined && !(await hasAdmin(db))
}

/** Uses a link up. Call inside the transaction that makes the administrator. @throws AppError SETUP_LINK_INVALID */
export async function useSetupLink(tx: LedgerDb, token: string, now: Date): Promise<void> {
  const used = await accessTables(tx)
    .updateTable('setup_link')
    .set({ used_at: now.toISOString() })
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  if (used.numUpdatedRows !== 1n || (await hasAdmin(tx))) fail('SETUP_LINK_INVALID')
}

/** Uses a link up for something else than an administrator. @throws AppError SETUP_LINK_INVALID */
export function spendSetupLink(ledger: Ledger, token: string, now: Date): Promise<void> {
  return ledger.transaction((tx) => useSetupLink(tx, token, now))
}
