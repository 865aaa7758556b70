import type { Selectable } from 'kysely'
import type { Ledger, LedgerDb, LedgerTransaction } from '#platform/ledger'
import { defaultSettings, intakeSettingsSchema, type IntakeSettings, type WriteKey, type WriteKeyCreate, type WriteKeyPatch } from '../contract.js'
import type { EventTables } from './event-tables.js'

type KeyRow = Selectable<EventTables['write_key']>

const tables = (db: LedgerDb) => db.withTables<EventTables>()

/** A key as intake knows it: by the hash of its text. */
export interface StoredKey extends WriteKey {
  readonly hash: string
}

export async function insertKey(tx: LedgerTransaction, key: { id: string; hash: string; hint: string; by: string }, given: WriteKeyCreate): Promise<StoredKey> {
  const row = await tables(tx)
    .insertInto('write_key')
    .values({ id: key.id, hash: key.hash, hint: key.hint, name: given.name, source_type: given.sourceType, origins: [...given.origins], rate_limit: given.rateLimit, created_by: key.by })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toKey(row)
}

/** Changes a key; undefined when there is none. */
export async function updateKey(tx: LedgerTransaction, id: string, patch: WriteKeyPatch): Promise<StoredKey | undefined> {
  const row = await tables(tx)
    .updateTable('write_key')
    .set({
      ...(patch.name === undefined ? {} : { name: patch.name }),
      ...(patch.origins === undefined ? {} : { origins: [...patch.origins] }),
      ...(patch.rateLimit === undefined ? {} : { rate_limit: patch.rateLimit }),
      ...(patch.enabled === undefined ? {} : { enabled: patch.enabled }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row === undefined ? undefined : toKey(row)
}

export async function loadKeys(ledger: Ledger): Promise<StoredKey[]> {
  const rows = await tables(ledger.db).selectFrom('write_key').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()
  return rows.map(toKey)
}

export async function markUsed(ledger: Ledger, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tables(ledger.db).updateTable('write_key').set({ last_used_at: at.toISOString() }).where('id', 'in', [...ids]).execute()
}

export async function loadSettings(ledger: Ledger): Promise<IntakeSettings> {
  const row = await tables(ledger.db).selectFrom('event_settings').select('settings').executeTakeFirst()
  return row === undefined ? defaultSettings : intakeSettingsSchema.parse(row.settings)
}

export async function saveSettings(tx: LedgerTransaction, settings: IntakeSettings): Promise<void> {
  const text = JSON.stringify(settings)
  await tables(tx)
    .insertInto('event_settings')
    .values({ settings: text })
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet({ settings: text }))
    .execute()
}

function toKey(row: KeyRow): StoredKey {
  return {
    id: row.id,
    hash: row.hash,
    hint: row.hint,
    name: row.name,
    sourceType: row.source_type,
    origins: row.origins,
    rateLimit: row.rate_limit,
    enabled: row.enabled,
    createdBy: row.created_by,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}
