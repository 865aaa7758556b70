import type { ColumnType, JSONColumnType } from 'kysely'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { Portrait, PortraitMade } from '../contract-portrait.js'

interface Name {
  readonly zh: string
  readonly en: string
}

interface PortraitRow {
  /** The run that keeps the portrait. */
  run_id: number
  made_at: string
  /** Name of who had it made; null of portraits older than this book. */
  made_by: string | null
  as_of: ColumnType<string, string, never>
  scope: string
  of_key: string | null
  of_kind: Portrait['of']['kind']
  of_name: JSONColumnType<Name>
  of_customers: number
  against_key: string | null
  against_kind: Portrait['of']['kind']
  against_name: JSONColumnType<Name>
  against_customers: number
}

type PortraitTables = { portrait_made: PortraitRow; portrait_published: { run_id: number } }
export type MadePortrait = Omit<PortraitMade, 'published'>

/** Enters a portrait in the book, and strikes out those that are kept no more. */
export async function enterPortrait(tx: LedgerTransaction, { id, madeAt, asOf, of, against }: Portrait, made: { readonly by: string; readonly scope: string; readonly gone: readonly number[] }): Promise<void> {
  const book = tx.withTables<PortraitTables>()
  await book
    .insertInto('portrait_made')
    .values({
      run_id: id, made_at: madeAt, made_by: made.by, as_of: asOf, scope: made.scope,
      of_key: of.key, of_kind: of.kind, of_name: JSON.stringify(of.name), of_customers: of.customers,
      against_key: against.key, against_kind: against.kind, against_name: JSON.stringify(against.name), against_customers: against.customers,
    })
    .execute()
  if (made.gone.length > 0) await book.deleteFrom('portrait_made').where('run_id', 'in', [...made.gone]).execute()
}

/** Runs of portraits beyond the newest so many that nobody stands for. */
export async function portraitsBeyond(db: LedgerDb, most: number): Promise<number[]> {
  const rows = await db.withTables<PortraitTables>().selectFrom('portrait_made').select('run_id').where('run_id', 'not in', (published) => published.selectFrom('portrait_published').select('portrait_published.run_id')).orderBy('run_id', 'desc').offset(most).execute()
  return rows.map((row) => row.run_id)
}

export interface PortraitsAsked {
  readonly scope: string
  /** Of this segment only. */
  readonly of?: string | undefined
  /** Only those somebody stands for. */
  readonly published?: boolean | undefined
  /** Older than this run. */
  readonly before?: number | undefined
  readonly limit: number
}

/** Portraits that are kept for who sees the same customers, newest first. */
export async function keptPortraits(db: LedgerDb, { scope, of, published, before, limit }: PortraitsAsked): Promise<MadePortrait[]> {
  const rows = await db
    .withTables<PortraitTables>()
    .selectFrom('portrait_made')
    .selectAll()
    .where('scope', '=', scope)
    .$if(of !== undefined, (found) => found.where('of_key', '=', of ?? ''))
    .$if(published === true, (found) => found.where('run_id', 'in', (standing) => standing.selectFrom('portrait_published').select('portrait_published.run_id')))
    .$if(before !== undefined, (found) => found.where('run_id', '<', before ?? 0))
    .orderBy('run_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.run_id, madeAt: new Date(row.made_at).toISOString(), by: row.made_by, asOf: row.as_of,
    of: { kind: row.of_kind, key: row.of_key, name: row.of_name, customers: row.of_customers },
    against: { kind: row.against_kind, key: row.against_key, name: row.against_name, customers: row.against_customers },
  }))
}
