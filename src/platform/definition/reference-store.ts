import type { LedgerDb } from '#platform/ledger'
import { definitionTables, type Reference } from './definition-store.js'

/** Says what the draft or the live version of a definition refers to. */
export async function writeReferences(
  tx: LedgerDb,
  from: { kind: string; key: string },
  of: 'draft' | 'live',
  references: readonly Reference[],
): Promise<void> {
  const tables = definitionTables(tx)
  await tables
    .deleteFrom('definition_reference')
    .where('kind', '=', from.kind)
    .where('key', '=', from.key)
    .where('of', '=', of)
    .execute()
  if (references.length === 0) return
  const values = references.map((to) => ({
    kind: from.kind,
    key: from.key,
    of,
    to_kind: to.kind,
    to_key: to.key,
    to_version: to.version === 'latest' ? null : to.version,
  }))
  await tables.insertInto('definition_reference').values(values).execute()
}

/** Definitions that are not archived and refer to this one, by draft or live version. */
export async function loadUsers(
  db: LedgerDb,
  kind: string,
  key: string,
): Promise<{ kind: string; key: string }[]> {
  return definitionTables(db)
    .selectFrom('definition_reference as r')
    .innerJoin('definition as d', (join) => join.onRef('d.kind', '=', 'r.kind').onRef('d.key', '=', 'r.key'))
    .select(['r.kind', 'r.key'])
    .distinct()
    .where('r.to_kind', '=', kind)
    .where('r.to_key', '=', key)
    .where('d.archived', '=', false)
    .orderBy('r.kind')
    .orderBy('r.key')
    .execute()
}

/** Every reference of definitions that are not archived. */
export async function loadReferences(db: LedgerDb): Promise<{ from: { kind: string; key: string }; to: { kind: string; key: string } }[]> {
  const rows = await definitionTables(db)
    .selectFrom('definition_reference as r')
    .innerJoin('definition as d', (join) => join.onRef('d.kind', '=', 'r.kind').onRef('d.key', '=', 'r.key'))
    .select(['r.kind', 'r.key', 'r.to_kind', 'r.to_key'])
    .distinct()
    .where('d.archived', '=', false)
    .orderBy('r.kind')
    .orderBy('r.key')
    .orderBy('r.to_kind')
    .orderBy('r.to_key')
    .execute()
  return rows.map((row) => ({ from: { kind: row.kind, key: row.key }, to: { kind: row.to_kind, key: row.to_key } }))
}

/** Every reference there is, as edges `kind/key` to `kind/key`. */
export async function loadEdges(db: LedgerDb): Promise<Map<string, string[]>> {
  const rows = await definitionTables(db)
    .selectFrom('definition_reference')
    .select(['kind', 'key', 'to_kind', 'to_key'])
    .distinct()
    .execute()
  const edges = new Map<string, string[]>()
  for (const row of rows) {
    const from = nodeOf(row)
    edges.set(from, [...(edges.get(from) ?? []), nodeOf({ kind: row.to_kind, key: row.to_key })])
  }
  return edges
}

export const nodeOf = (of: { kind: string; key: string }): string => `${of.kind}/${of.key}`
