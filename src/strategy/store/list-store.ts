import { sql, type Insertable, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Actor } from '#platform/access/contract'
import type { Ledger, LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { FrozenList, WaterfallStep } from '../contract.js'
import type { StrategyTables } from './strategy-tables.js'

export type NewList = Insertable<StrategyTables['list']>

/** A list with what only the server needs. */
export interface StoredList extends FrozenList {
  readonly runId: number
  readonly salt: string
  readonly waterfall: readonly WaterfallStep[]
  readonly maxLoadId: number
}

/** Takes the next list id before its rows are written. */
export async function reserveListId(ledger: Ledger): Promise<number> {
  const row = await sql<{ id: number }>`select nextval('list_id_seq') as id`.execute(ledger.db)
  return row.rows[0]?.id ?? fail('CONFLICT')
}

export async function insertList(tx: LedgerTransaction, list: NewList): Promise<void> {
  await tx.withTables<StrategyTables>().insertInto('list').values(list).execute()
}

/** The list a job made, when an earlier attempt of it got that far. */
export async function listOfJob(ledger: Ledger, jobId: string): Promise<StoredList | null> {
  const row = await ledger.db.withTables<StrategyTables>().selectFrom('list').selectAll().where('job_id', '=', jobId).executeTakeFirst()
  return row === undefined ? null : toList(row)
}

/** @throws AppError NOT_FOUND */
export async function getList(db: LedgerDb, id: string): Promise<StoredList> {
  if (!/^\d{1,15}$/.test(id)) return fail('NOT_FOUND', { what: `list ${id}` })
  const row = await db.withTables<StrategyTables>().selectFrom('list').selectAll().where('id', '=', Number(id)).executeTakeFirst()
  return row === undefined ? fail('NOT_FOUND', { what: `list ${id}` }) : toList(row)
}

/** Lists of a strategy that hold their customers on a date: frozen, or released and not past their last day. */
export async function liveLists(ledger: Ledger, strategy: string, on: string): Promise<StoredList[]> {
  const rows = await ledger.db
    .withTables<StrategyTables>()
    .selectFrom('list')
    .selectAll()
    .where('strategy', '=', strategy)
    .where('status', '!=', 'CANCELLED')
    .where((found) => found.or([found('until', 'is', null), found('until', '>=', on)]))
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toList)
}

/** Every list of a strategy, newest first. */
export async function listsOf(ledger: Ledger, strategy: string): Promise<StoredList[]> {
  const rows = await ledger.db.withTables<StrategyTables>().selectFrom('list').selectAll().where('strategy', '=', strategy).orderBy('id', 'desc').execute()
  return rows.map(toList)
}

/** The newest list of each strategy. */
export async function newestLists(ledger: Ledger): Promise<Map<string, StoredList>> {
  const rows = await ledger.db.withTables<StrategyTables>().selectFrom('list').selectAll().distinctOn('strategy').orderBy('strategy').orderBy('id', 'desc').execute()
  return new Map(rows.map((row) => [row.strategy, toList(row)]))
}

export async function pageLists(ledger: Ledger, page: { cursor?: string | undefined; limit: number; strategy?: string | undefined }) {
  const db = ledger.db.withTables<StrategyTables>()
  const before = page.cursor === undefined ? null : Number(decodeCursor(page.cursor)[0])
  const rows = await db
    .selectFrom('list')
    .selectAll()
    .$if(before !== null, (found) => found.where('id', '<', before ?? 0))
    .$if(page.strategy !== undefined, (found) => found.where('strategy', '=', page.strategy ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const counted = await db
    .selectFrom('list')
    .select((found) => found.fn.countAll<string>().as('n'))
    .$if(page.strategy !== undefined, (found) => found.where('strategy', '=', page.strategy ?? ''))
    .executeTakeFirstOrThrow()
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { items: items.map(toList), nextCursor: rows.length > page.limit && last ? encodeCursor([last.id]) : null, total: Number(counted.n) }
}

/**
 * Moves a frozen list on; a list moves once.
 * @throws AppError LIST_NOT_FROZEN
 */
export async function endFrozen(tx: LedgerTransaction, id: string, to: { status: 'RELEASED' | 'CANCELLED'; by: Actor }): Promise<void> {
  const released = to.status === 'RELEASED' ? { released_by_id: to.by.id, released_by_name: to.by.name, released_at: sql<string>`now()` } : {}
  const done = await tx
    .withTables<StrategyTables>()
    .updateTable('list')
    .set({ status: to.status, ...released })
    .where('id', '=', Number(id))
    .where('status', '=', 'FROZEN')
    .executeTakeFirst()
  if (done.numUpdatedRows === 1n) return
  const list = await getList(tx, id)
  fail('LIST_NOT_FROZEN', { id, status: list.status })
}

function toList(row: Selectable<StrategyTables['list']>): StoredList {
  return {
    id: String(row.id),
    strategy: row.strategy,
    strategyVersion: row.strategy_version,
    segment: row.segment,
    segmentVersion: row.segment_version,
    asOf: row.as_of,
    channel: row.channel,
    purpose: row.purpose,
    arms: row.arms,
    counts: row.counts,
    size: row.size,
    status: row.status,
    author: { id: row.author_id, name: row.author_name },
    releasedBy: row.released_by_id === null ? null : { id: row.released_by_id, name: row.released_by_name ?? '' },
    createdAt: row.created_at,
    releasedAt: row.released_at,
    runId: row.run_id,
    salt: row.salt,
    waterfall: row.waterfall,
    maxLoadId: row.max_load_id,
  }
}
