import type { JSONColumnType } from 'kysely'
import type { LedgerDb } from '#platform/ledger'
import type { Publish, Published } from '../contract-picture.js'

interface Name {
  readonly zh: string
  readonly en?: string | undefined
}

interface PublishedRow {
  run_id: number
  name: JSONColumnType<Name>
  owner: string
  description: JSONColumnType<Name> | null
  published_by: string
  published_at: string
}

type PublicationTables = { portrait_published: PublishedRow }
const tables = (db: LedgerDb) => db.withTables<PublicationTables>()

/** Enters a publication, in place of an earlier one of the same portrait. */
export async function publishPortrait(db: LedgerDb, id: number, { name, owner, description }: Publish, { by, at }: { readonly by: string; readonly at: string }): Promise<void> {
  const said = { name: JSON.stringify(name), owner, description: description === undefined ? null : JSON.stringify(description), published_by: by, published_at: at }
  await tables(db)
    .insertInto('portrait_published')
    .values({ run_id: id, ...said })
    .onConflict((conflict) => conflict.column('run_id').doUpdateSet(said))
    .execute()
}

export async function withdrawPortrait(db: LedgerDb, id: number): Promise<void> {
  await tables(db).deleteFrom('portrait_published').where('run_id', '=', id).execute()
}

/** What each of some portraits was published with. */
export async function publicationsOf(db: LedgerDb, ids: readonly number[]): Promise<ReadonlyMap<number, Published>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(db).selectFrom('portrait_published').selectAll().where('run_id', 'in', [...ids]).execute()
  return new Map(rows.map((row) => [row.run_id, { name: row.name, owner: row.owner, description: row.description, by: row.published_by, at: new Date(row.published_at).toISOString() }]))
}
