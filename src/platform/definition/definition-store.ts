import { sql, type Generated, type Kysely, type Selectable } from 'kysely'
import type { LedgerDb } from '#platform/ledger'
import type { Definition } from './definitions.js'

type Json = Generated<unknown>

interface DefinitionTable {
  kind: string
  key: string
  name: Json
  body: Json
  revision: number
  version: number | null
  has_draft: boolean
  archived: Generated<boolean>
  updated_at: Generated<string>
  updated_by: string
}

interface VersionTable {
  kind: string
  key: string
  version: number
  name: Json
  body: Json
  published_at: Generated<string>
  published_by: string
  note: string
}

interface ReferenceTable {
  kind: string
  key: string
  of: 'draft' | 'live'
  to_kind: string
  to_key: string
  to_version: number | null
}

export type DefinitionTables = {
  definition: DefinitionTable
  definition_version: VersionTable
  definition_reference: ReferenceTable
}

export type Name = Definition<unknown>['name']
export type Reference = { readonly kind: string; readonly key: string; readonly version: number | 'latest' }
export type VersionRow = Selectable<VersionTable>

export const definitionTables = (db: LedgerDb): Kysely<DefinitionTables> => db.withTables<DefinitionTables>()

export async function loadDefinitions(
  db: LedgerDb,
  kind: string,
  archived: boolean,
): Promise<Definition<unknown>[]> {
  const rows = await definitionTables(db)
    .selectFrom('definition')
    .selectAll()
    .where('kind', '=', kind)
    .where('archived', '=', archived)
    .orderBy('key')
    .execute()
  return rows.map(present)
}

/** The shared draft, or the published body when there is no draft. `lock` holds the row until the transaction ends. */
export async function findDefinition(
  db: LedgerDb,
  kind: string,
  key: string,
  lock = false,
): Promise<Definition<unknown> | null> {
  const rows = definitionTables(db)
    .selectFrom('definition')
    .selectAll()
    .where('kind', '=', kind)
    .where('key', '=', key)
  const row = await (lock ? rows.forUpdate() : rows).executeTakeFirst()
  return row === undefined ? null : present(row)
}

/** Newest first. */
export async function loadVersions(db: LedgerDb, kind: string, key: string): Promise<VersionRow[]> {
  return definitionTables(db)
    .selectFrom('definition_version')
    .selectAll()
    .where('kind', '=', kind)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .execute()
}

export async function findVersion(
  db: LedgerDb,
  kind: string,
  key: string,
  version: number,
): Promise<VersionRow | null> {
  const row = await definitionTables(db)
    .selectFrom('definition_version')
    .selectAll()
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('version', '=', version)
    .executeTakeFirst()
  return row ?? null
}

/** The latest published version of every definition that is not archived. */
export async function loadLive(db: LedgerDb): Promise<VersionRow[]> {
  return definitionTables(db)
    .selectFrom('definition_version')
    .innerJoin('definition', (join) =>
      join
        .onRef('definition.kind', '=', 'definition_version.kind')
        .onRef('definition.key', '=', 'definition_version.key')
        .onRef('definition.version', '=', 'definition_version.version'),
    )
    .selectAll('definition_version')
    .where('definition.archived', '=', false)
    .orderBy('definition_version.kind')
    .orderBy('definition_version.key')
    .execute()
}

/** Writes the shared draft; false when the key exists already. */
export async function insertDefinition(
  tx: LedgerDb,
  input: { kind: string; key: string; name: Name; body: unknown; by: string },
): Promise<boolean> {
  const { name, body, by, ...rest } = input
  const result = await definitionTables(tx)
    .insertInto('definition')
    .values({
      ...rest,
      name: JSON.stringify(name),
      body: JSON.stringify(body),
      revision: 1,
      version: null,
      has_draft: true,
      updated_by: by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export interface DraftWrite {
  readonly kind: string
  readonly key: string
  readonly name: Name
  readonly body: unknown
  readonly hasDraft: boolean
  /** The version that becomes the latest, when this write publishes. */
  readonly version?: number
  readonly by: string
}

/** Replaces the working copy and adds one to its revision; brings an archived definition back. */
export async function updateDefinition(tx: LedgerDb, write: DraftWrite): Promise<void> {
  await definitionTables(tx)
    .updateTable('definition')
    .set((eb) => ({
      name: JSON.stringify(write.name),
      body: JSON.stringify(write.body),
      revision: eb('revision', '+', 1),
      has_draft: write.hasDraft,
      archived: false,
      updated_at: sql<string>`now()`,
      updated_by: write.by,
      ...(write.version === undefined ? {} : { version: write.version }),
    }))
    .where('kind', '=', write.kind)
    .where('key', '=', write.key)
    .execute()
}

export async function insertVersion(
  tx: LedgerDb,
  row: { kind: string; key: string; version: number; name: Name; body: unknown; by: string; note: string },
): Promise<void> {
  const { name, body, by, ...rest } = row
  await definitionTables(tx)
    .insertInto('definition_version')
    .values({ ...rest, name: JSON.stringify(name), body: JSON.stringify(body), published_by: by })
    .execute()
}

function present(row: Selectable<DefinitionTable>): Definition<unknown> {
  return {
    kind: row.kind,
    key: row.key,
    name: row.name as Name,
    body: row.body,
    revision: row.revision,
    version: row.version,
    hasDraft: row.has_draft,
    archived: row.archived,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }
}
