import { sql, type Insertable, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor, Scope } from '#platform/access/contract'
import type { Ledger, LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { Certificate, ErasureView } from '../contract.js'
import type { PrivacyTables } from './privacy-tables.js'

type Row = Selectable<PrivacyTables['erasure_request']>

/** Adds a request; null when the person has one that is not ended, under whatever number. */
export async function insertRequest(tx: LedgerTransaction, row: Insertable<PrivacyTables['erasure_request']>): Promise<ErasureView | null> {
  await sql`lock table erasure_request in share row exclusive mode`.execute(tx)
  const open = await sql`select 1 from erasure_request where status in ('OPEN', 'CONFIRMED') and cust_ids && ${[...row.cust_ids]}::text[] limit 1`.execute(tx)
  if (open.rows.length > 0) return null
  const made = await tx
    .withTables<PrivacyTables>()
    .insertInto('erasure_request')
    .values(row)
    .onConflict((conflict) => conflict.column('cust_id').where('status', 'in', ['OPEN', 'CONFIRMED']).doNothing())
    .returningAll()
    .executeTakeFirst()
  return made === undefined ? null : toView(made)
}

/** @throws AppError NOT_FOUND */
export async function getRequest(db: LedgerDb, id: string, lock = false): Promise<ErasureView> {
  if (!/^\d{1,15}$/.test(id)) return fail('NOT_FOUND', { what: `request ${id}` })
  const asked = db.withTables<PrivacyTables>().selectFrom('erasure_request').selectAll().where('id', '=', Number(id))
  const row = await (lock ? asked.forUpdate() : asked).executeTakeFirst()
  return row === undefined ? fail('NOT_FOUND', { what: `request ${id}` }) : toView(row)
}

export async function decideRequest(tx: LedgerTransaction, id: string, status: 'CONFIRMED' | 'REFUSED', by: Actor, note: string | null): Promise<void> {
  await tx
    .withTables<PrivacyTables>()
    .updateTable('erasure_request')
    .set({ status, decided_by_id: by.id, decided_by_name: by.name, decided_at: sql<string>`now()`, note })
    .where('id', '=', Number(id))
    .execute()
}

export async function setJob(db: LedgerDb, id: string, jobId: string): Promise<void> {
  await db.withTables<PrivacyTables>().updateTable('erasure_request').set({ job_id: jobId }).where('id', '=', Number(id)).execute()
}

export async function endRequest(tx: LedgerTransaction, id: string, outcome: NonNullable<ErasureView['outcome']>, certificate: Certificate): Promise<void> {
  await tx.withTables<PrivacyTables>().updateTable('erasure_request').set({ status: 'DONE', outcome, certificate: JSON.stringify(certificate) }).where('id', '=', Number(id)).execute()
}

export interface RequestFilter {
  readonly scope: Scope
  readonly status?: ErasureView['status'] | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Requests about customers of a scope, newest first. */
export async function pageRequests(ledger: Ledger, filter: RequestFilter) {
  const before = filter.cursor === undefined ? null : Number(decodeCursor(filter.cursor)[0])
  const seen = ledger.db
    .withTables<PrivacyTables>()
    .selectFrom('erasure_request')
    .where(inScope(filter.scope))
    .$if(filter.status !== undefined, (found) => found.where('status', '=', filter.status ?? 'OPEN'))
  const rows = await seen.selectAll().$if(before !== null, (found) => found.where('id', '<', before ?? 0)).orderBy('id', 'desc').limit(filter.limit + 1).execute()
  const counted = await seen.select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items: items.map(toView), nextCursor: rows.length > filter.limit && last ? encodeCursor([last.id]) : null, total: Number(counted.n), totalIsEstimate: false }
}

function inScope(scope: Scope) {
  if (scope.orgPaths.length === 0) return sql<boolean>`false`
  const inside = scope.orgPaths.includes('/') ? sql<boolean>`true` : sql<boolean>`(${sql.join(scope.orgPaths.map((path) => sql`starts_with(org_path, ${path})`), sql` or `)})`
  return scope.ownBookOf === undefined ? inside : sql<boolean>`(${inside} and rm = ${scope.ownBookOf})`
}

function toView(row: Row): ErasureView {
  const { id, cust_id, kind, reason, status, outcome, note, certificate } = row
  return {
    id: String(id), custId: cust_id, custIds: row.cust_ids, numbers: row.cust_ids.length, kind, reason, status, outcome, note, certificate,
    requestedBy: { id: row.requested_by_id, name: row.requested_by_name },
    requestedAt: row.requested_at,
    decidedBy: row.decided_by_id === null ? null : { id: row.decided_by_id, name: row.decided_by_name ?? '' },
    decidedAt: row.decided_at,
    jobId: row.job_id,
  }
}
