import { sql, type Insertable, type Selectable } from 'kysely'
import { isValidDate } from '#kernel/calendar'
import { fail } from '#kernel/error'
import { decodeCursor, encodeCursor } from '#kernel/id'
import type { Scope } from '#platform/access/contract'
import type { Ledger, LedgerDb, LedgerTransaction } from '#platform/ledger'
import type { TaskState, TaskView } from '../contract.js'
import type { ExecutionTables } from './execution-tables.js'
import { scopeFilter } from './scope-filter.js'

export type NewTask = Insertable<ExecutionTables['task']>

/** Adds tasks; one that is there already stays as it is. */
export async function addTasks(db: LedgerDb, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return
  await db.withTables<ExecutionTables>().insertInto('task').values([...tasks]).onConflict((conflict) => conflict.columns(['list_id', 'cust_id']).doNothing()).execute()
}

export interface TaskFilter {
  readonly scope: Scope
  readonly state?: TaskState | undefined
  readonly list?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Tasks the scope may see, the soonest due first. */
export async function pageTasks(ledger: Ledger, filter: TaskFilter): Promise<{ items: TaskView[]; nextCursor: string | null; total: number }> {
  const after = filter.cursor === undefined ? null : decodeCursor(filter.cursor)
  if (after !== null && !(isValidDate(String(after[0])) && Number.isSafeInteger(after[1]))) fail('CURSOR_INVALID', {}, 'cursor')
  const seen = ledger.db
    .withTables<ExecutionTables>()
    .selectFrom('task')
    .where(scopeFilter(filter.scope))
    .$if(filter.state !== undefined, (found) => found.where('state', '=', filter.state ?? 'OPEN'))
    .$if(filter.list !== undefined, (found) => found.where('list_id', '=', Number(filter.list)))
  const rows = await seen
    .selectAll()
    .$if(after !== null, (found) => found.where(sql<boolean>`(due, id) > (${String(after?.[0])}::date, ${Number(after?.[1])})`))
    .orderBy('due')
    .orderBy('id')
    .limit(filter.limit + 1)
    .execute()
  const counted = await seen.select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  const items = rows.slice(0, filter.limit)
  const last = items.at(-1)
  return { items: items.map(toTask), nextCursor: rows.length > filter.limit && last ? encodeCursor([last.due, last.id]) : null, total: Number(counted.n) }
}

/** Locks a task of the scope. @throws AppError NOT_FOUND */
export async function lockTask(tx: LedgerTransaction, id: string, scope: Scope): Promise<TaskView> {
  if (!/^\d{1,15}$/.test(id)) return fail('NOT_FOUND', { what: `task ${id}` })
  const row = await tx.withTables<ExecutionTables>().selectFrom('task').selectAll().where('id', '=', Number(id)).where(scopeFilter(scope)).forUpdate().executeTakeFirst()
  return row === undefined ? fail('NOT_FOUND', { what: `task ${id}` }) : toTask(row)
}

export interface TaskEnd {
  readonly state: 'DONE' | 'SKIPPED'
  readonly disposition: string | null
  readonly note: string | null
  readonly by: string
}

export async function endTask(tx: LedgerTransaction, id: string, end: TaskEnd): Promise<TaskView> {
  const row = await tx
    .withTables<ExecutionTables>()
    .updateTable('task')
    .set({ state: end.state, disposition: end.disposition, note: end.note, done_by: end.by, done_at: sql<string>`now()` })
    .where('id', '=', Number(id))
    .returningAll()
    .executeTakeFirstOrThrow()
  return toTask(row)
}

/** Open tasks of a customer, locked. */
export async function openTasksOf(tx: LedgerTransaction, custId: string): Promise<TaskView[]> {
  const rows = await tx.withTables<ExecutionTables>().selectFrom('task').selectAll().where('cust_id', '=', custId).where('state', '=', 'OPEN').orderBy('id').forUpdate().execute()
  return rows.map(toTask)
}

/** Ends tasks without a contact. */
export async function skipTasks(tx: LedgerTransaction, ids: readonly string[], end: { readonly note: string; readonly by: string }): Promise<void> {
  if (ids.length === 0) return
  await tx
    .withTables<ExecutionTables>()
    .updateTable('task')
    .set({ state: 'SKIPPED', note: end.note, done_by: end.by, done_at: sql<string>`now()` })
    .where(sql<boolean>`id = any(${[...ids].map(Number)}::bigint[])`)
    .execute()
}

/** How many tasks about these customers have a note. */
export async function notedTasks(db: LedgerDb, custIds: readonly string[]): Promise<number> {
  const row = await noted(db, custIds).select((found) => found.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  return Number(row.n)
}

export async function dropTaskNotes(db: LedgerDb, custIds: readonly string[]): Promise<void> {
  await db.withTables<ExecutionTables>().updateTable('task').set({ note: null }).where(sql<boolean>`cust_id = any(${[...custIds]}::text[])`).execute()
}

function noted(db: LedgerDb, custIds: readonly string[]) {
  return db.withTables<ExecutionTables>().selectFrom('task').where('note', 'is not', null).where(sql<boolean>`cust_id = any(${[...custIds]}::text[])`)
}

function toTask(row: Selectable<ExecutionTables['task']>): TaskView {
  return {
    id: String(row.id),
    listId: String(row.list_id),
    strategy: row.strategy,
    custId: row.cust_id,
    orgPath: row.org_path,
    rm: row.rm,
    arm: row.arm,
    text: row.text,
    state: row.state,
    disposition: row.disposition,
    note: row.note,
    due: row.due,
    createdAt: row.created_at,
    doneAt: row.done_at,
    doneBy: row.done_by,
  }
}
