import { sql, type Selectable } from 'kysely'
import type { Actor } from '#platform/access/contract'
import type { Ledger, LedgerDb } from '#platform/ledger'
import type { ConnectorSecret } from '../contract.js'
import type { ConnectorTables } from './connector-tables.js'

/** A secret as stored: sealed. */
export type StoredSecret = Selectable<ConnectorTables['connector_secret']>

/** Keeps a secret, or replaces its value under the next version; returns the version. */
export async function putSecret(db: LedgerDb, name: string, secret: { kind: ConnectorSecret['kind']; hosts: readonly string[]; sealed: string }, actor: Actor): Promise<number> {
  const values = { kind: secret.kind, hosts: JSON.stringify(secret.hosts), sealed: secret.sealed, actor_id: actor.id, actor_name: actor.name }
  const row = await db
    .withTables<ConnectorTables>()
    .insertInto('connector_secret')
    .values({ name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ ...values, version: sql`connector_secret.version + 1`, updated_at: sql`now()` }))
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

export async function findSecret(ledger: Ledger, name: string): Promise<StoredSecret | null> {
  return (await ledger.db.withTables<ConnectorTables>().selectFrom('connector_secret').selectAll().where('name', '=', name).executeTakeFirst()) ?? null
}

export async function listSecrets(ledger: Ledger): Promise<StoredSecret[]> {
  return ledger.db.withTables<ConnectorTables>().selectFrom('connector_secret').selectAll().orderBy('name').execute()
}

export async function deleteSecret(db: LedgerDb, name: string): Promise<void> {
  await db.withTables<ConnectorTables>().deleteFrom('connector_secret').where('name', '=', name).execute()
}

/** The same secret sealed with another key; false when its value was replaced meanwhile. */
export async function resealSecret(ledger: Ledger, name: string, before: string, after: string): Promise<boolean> {
  const done = await ledger.db.withTables<ConnectorTables>().updateTable('connector_secret').set({ sealed: after }).where('name', '=', name).where('sealed', '=', before).executeTakeFirst()
  return done.numUpdatedRows === 1n
}
