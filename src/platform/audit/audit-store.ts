import { sql, type JSONColumnType, type Kysely, type Selectable } from 'kysely'
import type { LedgerDb } from '#platform/ledger'
import type { AuditQuery } from './contract.js'

interface EntryTable {
  seq: number
  at: string
  actor_id: string
  actor_name: string
  actor_kind: string
  action: string
  object_kind: string
  object_key: string
  before: JSONColumnType<object> | null
  after: JSONColumnType<object> | null
  purpose: string | null
  ip: string | null
  prev_hash: string
  hash: string
}

type AuditTables = { audit_entry: EntryTable; audit_head: { seq: number; hash: string } }
export type EntryRow = Selectable<EntryTable>

export const auditTables = (db: LedgerDb): Kysely<AuditTables> => db.withTables<AuditTables>()

/** Takes the head of the chain until the transaction ends: entries are written one after the other. */
export async function lockHead(tx: LedgerDb): Promise<{ seq: number; hash: string }> {
  return auditTables(tx)
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow()
}

export async function appendEntry(tx: LedgerDb, row: EntryRow): Promise<void> {
  const { before, after } = row
  await auditTables(tx)
    .insertInto('audit_entry')
    .values({
      ...row,
      before: before === null ? null : JSON.stringify(before),
      after: after === null ? null : JSON.stringify(after),
    })
    .execute()
  await auditTables(tx).updateTable('audit_head').set({ seq: row.seq, hash: row.hash }).execute()
}

/** The next entries of the chain after `seq`, in order. */
export async function loadChain(db: LedgerDb, seq: number, limit: number): Promise<EntryRow[]> {
  return auditTables(db)
    .selectFrom('audit_entry')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** Newest first; one more than asked for. */
export async function loadEntries(db: LedgerDb, filter: AuditQuery): Promise<EntryRow[]> {
  let rows = auditTables(db)
    .selectFrom('audit_entry')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(filter.limit + 1)
  if (filter.actorId !== undefined) rows = rows.where('actor_id', '=', filter.actorId)
  if (filter.objectKind !== undefined) rows = rows.where('object_kind', '=', filter.objectKind)
  if (filter.objectKey !== undefined) rows = rows.where('object_key', '=', filter.objectKey)
  if (filter.from !== undefined) rows = rows.where('at', '>=', filter.from)
  if (filter.to !== undefined) rows = rows.where('at', '<', filter.to)
  if (filter.cursor !== undefined) rows = rows.where('seq', '<', Number(filter.cursor))
  if (filter.action?.endsWith('.') === true) {
    rows = rows.where(sql<boolean>`starts_with(action, ${filter.action})`)
  } else if (filter.action !== undefined) rows = rows.where('action', '=', filter.action)
  return rows.execute()
}
