import { AppError } from '#kernel/error'
import type { Ledger, LedgerTransaction } from '#platform/ledger'
import { accessTables } from './access-tables.js'

/** Attempts that cost nothing; after them each failure doubles the wait. */
const FREE = { login: 5, address: 20 } as const
const LONGEST_S = 900
/** Failures older than this are forgotten. */
const MEMORY_MS = 24 * 3600 * 1000

type Subject = keyof typeof FREE

/**
 * Counts a sign-in attempt before its password is looked at, so parallel guesses do not slip through; a success takes
 * it back with `forgive`.
 * @throws AppError SIGN_IN_THROTTLED
 */
export async function countAttempt(ledger: Ledger, login: string, address: string, now: Date): Promise<void> {
  const wait = await ledger.transaction(async (tx) => {
    const byAddress = await count(tx, 'address', address, now)
    const byLogin = await count(tx, 'login', login, now)
    return Math.max(byAddress, byLogin)
  })
  if (wait > 0) throw new AppError('SIGN_IN_THROTTLED', { seconds: wait })
}

/** After a success the login starts afresh and the address gets this attempt back. */
export async function forgive(ledger: Ledger, login: string, address: string): Promise<void> {
  const tables = accessTables(ledger.db)
  await tables.deleteFrom('login_attempt').where('key', '=', keyOf('login', login)).execute()
  await tables
    .updateTable('login_attempt')
    .set((eb) => ({ failures: eb('failures', '-', 1) }))
    .where('key', '=', keyOf('address', address))
    .where('failures', '>', 0)
    .execute()
}

/** Seconds to wait; 0 when the attempt is admitted and counted. A refused attempt is not counted. */
async function count(tx: LedgerTransaction, subject: Subject, value: string, now: Date): Promise<number> {
  const key = keyOf(subject, value)
  const tables = accessTables(tx)
  const fresh = { key, failures: 0, last_at: now.toISOString(), blocked_until: now.toISOString() }
  await tables
    .insertInto('login_attempt')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tables
    .selectFrom('login_attempt')
    .selectAll()
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const left = Date.parse(row.blocked_until) - now.getTime()
  if (left > 0) return Math.ceil(left / 1000)
  const recent = now.getTime() - Date.parse(row.last_at) < MEMORY_MS
  const failures = (recent ? row.failures : 0) + 1
  const seconds = failures < FREE[subject] ? 0 : Math.min(LONGEST_S, 2 ** (failures - FREE[subject]))
  await tables
    .updateTable('login_attempt')
    .set({
      failures,
      last_at: now.toISOString(),
      blocked_until: new Date(now.getTime() + seconds * 1000).toISOString(),
    })
    .where('key', '=', key)
    .execute()
  return 0
}

const keyOf = (subject: Subject, value: string): string => `${subject}:${value.toLowerCase().slice(0, 200)}`
