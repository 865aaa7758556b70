import type { Insertable, Selectable, Updateable } from 'kysely'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { RequestState } from '../contract-life.js'
import type { TagTables } from './request-tables.js'

export type StoredRequest = Selectable<TagTables['tag_request']>
export type StoredStep = Selectable<TagTables['tag_request_step']>

/** Adds a request and gives its number. */
export async function insertRequest(tx: LedgerTransaction, request: Insertable<TagTables['tag_request']>): Promise<number> {
  const row = await tx.withTables<TagTables>().insertInto('tag_request').values(request).returning('id').executeTakeFirstOrThrow()
  return row.id
}

export async function addStep(tx: LedgerTransaction, step: { id: number; from: RequestState | null; to: RequestState; why: string }, actor: Actor): Promise<void> {
  const { id, from, to, why } = step
  await tx.withTables<TagTables>().insertInto('tag_request_step').values({ request_id: id, from_state: from, to_state: to, why, by_id: actor.id, by_name: actor.name }).execute()
}

/** Moves a request that is still in the state it was seen in. @throws AppError CONFLICT */
export async function moveRequest(tx: LedgerTransaction, id: number, from: RequestState, change: Updateable<TagTables['tag_request']>): Promise<void> {
  const done = await tx.withTables<TagTables>().updateTable('tag_request').set(change).where('id', '=', id).where('state', '=', from).executeTakeFirst()
  if (done.numUpdatedRows !== 1n) fail('CONFLICT')
}

/** @throws AppError NOT_FOUND */
export async function findRequest(db: LedgerDb, id: number): Promise<StoredRequest> {
  const row = await db.withTables<TagTables>().selectFrom('tag_request').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? fail('NOT_FOUND', { what: `tag request ${id}` })
}

export async function stepsOf(db: LedgerDb, ids: readonly number[]): Promise<StoredStep[]> {
  if (ids.length === 0) return []
  return db.withTables<TagTables>().selectFrom('tag_request_step').selectAll().where('request_id', 'in', [...ids]).orderBy('id').execute()
}

export interface RequestPage {
  readonly state?: RequestState | undefined
  readonly tag?: string | undefined
  /** Published, and to be reviewed by this day. */
  readonly dueBy?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Requests, newest first. */
export async function pageOfRequests(db: LedgerDb, { state, tag, dueBy, cursor, limit }: RequestPage): Promise<{ rows: StoredRequest[]; nextCursor: string | null; total: number }> {
  const tables = db.withTables<TagTables>()
  const [after] = cursor === undefined ? [] : decodeCursor(cursor)
  const asked = tables
    .selectFrom('tag_request')
    .$if(state !== undefined, (found) => found.where('state', '=', state ?? 'proposed'))
    .$if(dueBy !== undefined, (found) => found.where('state', '=', 'published').where('review_due', '<=', dueBy ?? ''))
    .$if(tag !== undefined, (found) => found.where('tag', '=', tag ?? ''))
  const counted = await asked.select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const found = await asked
    .selectAll()
    .$if(after !== undefined, (page) => page.where('id', '<', Number(after)))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, nextCursor: found.length > limit && last !== undefined ? encodeCursor([last.id]) : null, total: Number(counted.n) }
}
