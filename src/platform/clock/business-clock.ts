import { sql, type Kysely } from 'kysely'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Ledger, LedgerDb, LedgerMigration } from '#platform/ledger'
import type { BusinessClock, Clock } from './clock.js'

export const clockMigrations: readonly LedgerMigration[] = [
  {
    name: 'clock-1-business-day',
    async up(db) {
      await sql`CREATE TABLE business_day (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, date date NOT NULL UNIQUE,
        closed_at timestamptz NOT NULL DEFAULT now(), closed_by text NOT NULL
      )`.execute(db)
    },
  },
]

type ClockTables = { business_day: { date: string; closed_by: string } }
const tables = (db: LedgerDb): Kysely<ClockTables> => db.withTables<ClockTables>()

/**
 * Business date of the ledger. Before the first day-close it is the wall date in the bank's zone; then it is the date
 * the last day-close set, and only moves forward.
 */
export function openBusinessClock(ledger: Ledger, zone: string, wall: Clock): BusinessClock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const stored = async (db: LedgerDb): Promise<string | null> => {
    const row = await tables(db)
      .selectFrom('business_day')
      .select('date')
      .orderBy('date', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.date ?? null
  }
  return {
    today: async () => (await stored(ledger.db)) ?? format.format(wall.now()),
    async closeDay(date: string, actor: Actor) {
      if (!isDate(date)) fail('FIELD_INVALID', { reason: date }, 'date')
      return ledger.transaction(async (tx) => {
        await sql`LOCK TABLE business_day IN EXCLUSIVE MODE`.execute(tx)
        const before = await stored(tx)
        if (before !== null && date < before) fail('BUSINESS_DATE_BACK', { date, current: before }, 'date')
        if (date !== before) {
          await tables(tx).insertInto('business_day').values({ date, closed_by: actor.id }).execute()
        }
        return { before, today: date }
      })
    },
  }
}

function isDate(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`)
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
  )
}
