import type { LedgerDb } from '#platform/ledger'
import { accessTables, type PersonRow } from './access-tables.js'
import type { OrgLevel } from './contract.js'
import { newToken, tokenHash } from './opaque-token.js'

const HOUR = 3600 * 1000
/** A session ends after this long without a request, and in any case after the absolute limit. */
const IDLE_MS = 12 * HOUR
export const SESSION_MS = 7 * 24 * HOUR
/** How often a request moves the idle limit. */
const TOUCH_MS = 60 * 1000

export interface OpenSession {
  readonly person: PersonRow
  readonly org: { readonly path: string; readonly level: OrgLevel } | null
  readonly csrf: string
}

/** Opens a session and returns the cookie's token, which is stored only as a hash. */
export async function openSession(
  db: LedgerDb,
  personId: string,
  now: Date,
): Promise<{ token: string; csrf: string }> {
  const token = newToken()
  const csrf = newToken()
  const at = now.toISOString()
  const after = (ms: number): string => new Date(now.getTime() + ms).toISOString()
  const tables = accessTables(db)
  await tables.deleteFrom('session').where('ends_at', '<', at).execute()
  await tables
    .insertInto('session')
    .values({
      token_hash: tokenHash(token),
      person_id: personId,
      csrf,
      created_at: at,
      seen_at: at,
      idle_until: after(IDLE_MS),
      ends_at: after(SESSION_MS),
    })
    .execute()
  return { token, csrf }
}

/** The session of a cookie when it lives and its person is enabled; its idle limit moves on. */
export async function findSession(db: LedgerDb, token: string, now: Date): Promise<OpenSession | null> {
  const at = now.toISOString()
  const row = await accessTables(db)
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .leftJoin('org', 'org.org_id', 'person.org_id')
    .selectAll('person')
    .select(['session.csrf', 'session.seen_at', 'org.path', 'org.level'])
    .where('session.token_hash', '=', tokenHash(token))
    .where('session.idle_until', '>', at)
    .where('session.ends_at', '>', at)
    .where('person.disabled', '=', false)
    .executeTakeFirst()
  if (row === undefined) return null
  if (now.getTime() - Date.parse(row.seen_at) > TOUCH_MS) await touch(db, token, now)
  const { csrf, path, level, ...person } = row
  return { person, csrf, org: path === null || level === null ? null : { path, level } }
}

export async function closeSession(db: LedgerDb, token: string): Promise<void> {
  await accessTables(db).deleteFrom('session').where('token_hash', '=', tokenHash(token)).execute()
}

/** Signs a person out everywhere: after a new password, other roles or being disabled. */
export async function closeSessionsOf(db: LedgerDb, personId: string): Promise<void> {
  await accessTables(db).deleteFrom('session').where('person_id', '=', personId).execute()
}

async function touch(db: LedgerDb, token: string, now: Date): Promise<void> {
  await accessTables(db)
    .updateTable('session')
    .set({ seen_at: now.toISOString(), idle_until: new Date(now.getTime() + IDLE_MS).toISOString() })
    .where('token_hash', '=', tokenHash(token))
    .execute()
}
