import { sql } from 'kysely'
import type { Ledger } from '#platform/ledger'
import type { RegistryItem } from '../contract.js'
import type { IngestTables } from './ingest-tables.js'

/** The newest business date a source has loaded, or null. */
export async function newestLoadedDate(ledger: Ledger, source: string): Promise<string | null> {
  const row = await ledger.db
    .withTables<IngestTables>()
    .selectFrom('load')
    .select((found) => found.fn.max('business_date').as('newest'))
    .where('source', '=', source)
    .where('status', '=', 'loaded')
    .executeTakeFirst()
  return row?.newest ?? null
}

/** Of these sources, those with a load of a business date; the same file again counts. */
export async function loadedFor(ledger: Ledger, sources: readonly string[], businessDate: string): Promise<Set<string>> {
  if (sources.length === 0) return new Set()
  const rows = await ledger.db
    .withTables<IngestTables>()
    .selectFrom('load')
    .select('source')
    .distinct()
    .where('source', 'in', [...sources])
    .where('business_date', '=', businessDate)
    .where('status', 'in', ['loaded', 'unchanged'])
    .execute()
  return new Set(rows.map((row) => row.source))
}

/** Business dates a source has loaded in a range. */
export async function loadedDates(ledger: Ledger, source: string, from: string, to: string): Promise<Set<string>> {
  const rows = await ledger.db
    .withTables<IngestTables>()
    .selectFrom('load')
    .select('business_date')
    .distinct()
    .where('source', '=', source)
    .where('business_date', '>=', from)
    .where('business_date', '<=', to)
    .where('status', '=', 'loaded')
    .execute()
  return new Set(rows.map((row) => row.business_date))
}

/** Status of loads by id. */
export async function loadStatuses(ledger: Ledger, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ledger.db.withTables<IngestTables>().selectFrom('load').select(['id', 'status']).where('id', 'in', ids.map(Number)).execute()
  return new Map(rows.map((row) => [String(row.id), row.status]))
}

export interface LoadSummary {
  readonly last: NonNullable<RegistryItem['lastLoad']>
  readonly newestDate: string | null
}

/** The last load of every source, and the newest date loaded. */
export async function loadSummaries(ledger: Ledger): Promise<Map<string, LoadSummary>> {
  const db = ledger.db.withTables<IngestTables>()
  const newest = await db
    .selectFrom('load')
    .select(['source', (found) => found.fn.max('business_date').as('newest')])
    .where('status', '=', 'loaded')
    .groupBy('source')
    .execute()
  const dates = new Map(newest.map((row) => [row.source, row.newest]))
  const rows = await db
    .selectFrom('load')
    .select(['id', 'source', 'status', 'business_date', 'ended_at'])
    .select([sql<number>`coalesce((report->>'accepted')::bigint, 0)`.as('accepted'), sql<number>`coalesce((report->>'rejected')::bigint, 0)`.as('rejected')])
    .distinctOn('source')
    .orderBy('source')
    .orderBy('id', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      row.source,
      {
        last: { id: String(row.id), status: row.status, businessDate: row.business_date, endedAt: row.ended_at, accepted: row.accepted, rejected: row.rejected },
        newestDate: dates.get(row.source) ?? null,
      },
    ]),
  )
}
