import { sql, type Insertable, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Scope } from '#platform/access/contract'
import type { Ledger, LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { OutboxState } from '../contract.js'
import type { ExecutionTables } from './execution-tables.js'
import { scopeFilter } from './scope-filter.js'

export type OutboxRow = Selectable<ExecutionTables['outbox']>
export type NewOutboxRow = Omit<Insertable<ExecutionTables['outbox']>, 'id' | 'attempts' | 'decided_at'>

/** A failed send nobody can tell whether it arrived: never sent again. */
export const UNCERTAIN = 'UNCERTAIN'

/** What the outbox holds of these customers of a list. */
export async function outboxOf(db: LedgerDb, listId: number, custIds: readonly string[]): Promise<Map<string, OutboxRow>> {
  const rows = await db.withTables<ExecutionTables>().selectFrom('outbox').selectAll().where('list_id', '=', listId).where(sql<boolean>`cust_id = any(${[...custIds]}::text[])`).execute()
  return new Map(rows.map((row) => [row.cust_id, row]))
}

/** Writes decisions; one that was held or failed is replaced, any other stands. */
export async function writeDecisions(tx: LedgerTransaction, rows: readonly NewOutboxRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .withTables<ExecutionTables>()
    .insertInto('outbox')
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(['list_id', 'cust_id'])
        .doUpdateSet((row) => ({
          state: row.ref('excluded.state'),
          step: row.ref('excluded.step'),
          reason: row.ref('excluded.reason'),
          gate_version: row.ref('excluded.gate_version'),
          inputs_hash: row.ref('excluded.inputs_hash'),
          inputs: row.ref('excluded.inputs'),
          decided_at: sql<string>`now()`,
        }))
        .where('outbox.state', 'in', ['HELD', 'FAILED']),
    )
    .execute()
}

export async function setState(db: LedgerDb, listId: number, custIds: readonly string[], to: { state: OutboxState; reason?: string | null }): Promise<void> {
  if (custIds.length === 0) return
  await db
    .withTables<ExecutionTables>()
    .updateTable('outbox')
    .set({ state: to.state, ...(to.reason === undefined ? {} : { reason: to.reason }), ...(to.state === 'SENDING' ? { attempts: sql<number>`attempts + 1` } : {}) })
    .where('list_id', '=', listId)
    .where(sql<boolean>`cust_id = any(${[...custIds]}::text[])`)
    .execute()
}

/** A decision is taken back before its contact was handed over. */
export async function withdrawDecision(tx: LedgerTransaction, id: number, to: Pick<NewOutboxRow, 'step' | 'reason' | 'inputs' | 'inputs_hash' | 'gate_version'>): Promise<void> {
  await tx
    .withTables<ExecutionTables>()
    .updateTable('outbox')
    .set({ ...to, state: 'SUPPRESSED', decided_at: sql<string>`now()` })
    .where('id', '=', id)
    .execute()
}

/** Rows of a list in customer order, page by page. */
export async function* outboxPages(ledger: Ledger, listId: number, size: number, state?: OutboxState): AsyncIterable<OutboxRow[]> {
  let after = 0
  for (;;) {
    const rows = await ledger.db
      .withTables<ExecutionTables>()
      .selectFrom('outbox')
      .selectAll()
      .where('list_id', '=', listId)
      .where('cust_no', '>', after)
      .$if(state !== undefined, (found) => found.where('state', '=', state ?? 'SENT'))
      .orderBy('cust_no')
      .limit(size)
      .execute()
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < size || last === undefined) return
    after = last.cust_no
  }
}

/** Counts by state, step and reason. */
export async function outboxCounts(db: LedgerDb, listId: number) {
  const rows = await db
    .withTables<ExecutionTables>()
    .selectFrom('outbox')
    .select((found) => ['state', 'step', 'reason', found.fn.countAll<string>().as('n')])
    .where('list_id', '=', listId)
    .groupBy(['state', 'step', 'reason'])
    .orderBy('state')
    .orderBy('step')
    .orderBy('reason')
    .execute()
  return rows.map((row) => ({ state: row.state, step: row.step, reason: row.reason ?? '', n: Number(row.n) }))
}

export interface DecisionFilter {
  readonly listId: number
  readonly scope: Scope
  readonly state?: OutboxState | undefined
  readonly reason?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** One page of decisions the scope may see. */
export async function pageDecisions(ledger: Ledger, filter: DecisionFilter) {
  const after = filter.cursor === undefined ? 0 : Number(decodeCursor(filter.cursor)[0])
  const seen = ledger.db
    .withTables<ExecutionTables>()
    .selectFrom('outbox')
    .where('list_id', '=', filter.listId)
    .where(scopeFilter(filter.scope))
    .$if(filter.state !== undefined, (found) => found.where('state', '=', filter.state ?? 'SENT'))
    .$if(filter.reason !== undefined, (found) => found.where('reason', '=', filter.reason ?? ''))
  const rows = await seen.selectAll().where('cust_no', '>', after).orderBy('cust_no').limit(filter.limit + 1).execute()
  const counted = await seen.select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > filter.limit && last ? encodeCursor([last.cust_no]) : null, total: Number(counted.n) }
}

/** @throws AppError NOT_FOUND, for a decision outside the scope too. */
export async function getDecision(ledger: Ledger, id: string, scope: Scope): Promise<OutboxRow> {
  if (!/^\d{1,15}$/.test(id)) return fail('NOT_FOUND', { what: `decision ${id}` })
  const row = await ledger.db.withTables<ExecutionTables>().selectFrom('outbox').selectAll().where('id', '=', Number(id)).where(scopeFilter(scope)).executeTakeFirst()
  return row ?? fail('NOT_FOUND', { what: `decision ${id}` })
}
