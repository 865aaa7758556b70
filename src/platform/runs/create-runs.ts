import { sql, type Kysely, type Selectable } from 'kysely'
import { fail } from '#kernel/error'
import type { Clock } from '#platform/clock'
import type { Ledger, LedgerTransaction } from '#platform/ledger'
import type { Warehouse } from '#platform/warehouse'
import type { RunTables } from './run-table.js'
import type { Run, Runs } from './runs.js'

/** Readers that resolved a run just before it was replaced still need it for this long. */
const GRACE_MS = 10 * 60_000

const COLUMNS = ['id', 'kind', 'subject', 'as_of', 'committed_at', 'detail'] as const
type RunRow = Pick<Selectable<RunTables['run']>, (typeof COLUMNS)[number]>

export function createRuns(ledger: Ledger, warehouse: Warehouse, clock: Clock): Runs {
  const db = ledger.db.withTables<RunTables>()
  return {
    async begin(input) {
      const row = await db
        .insertInto('run')
        .values({
          kind: input.kind,
          subject: input.subject,
          as_of: input.asOf,
          job_id: input.jobId ?? null,
          tables: [...(input.tables ?? [])],
          own_tables: [...(input.ownTables ?? [])],
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    },
    async own(id, tables) {
      await db.updateTable('run').set({ own_tables: [...tables] }).where('id', '=', id).where('status', '=', 'open').execute()
    },
    commit: (id, detail, replaces = []) => ledger.transaction((tx) => commitRun(tx, id, detail, replaces)),
    commitAll: (commits, also) =>
      ledger.transaction(async (tx) => {
        for (const { id, detail, replaces } of commits) await commitRun(tx, id, detail, replaces ?? [])
        await also?.(tx)
      }),
    async abandon(id) {
      const run = await db.selectFrom('run').select(['tables', 'own_tables', 'status']).where('id', '=', id).executeTakeFirst()
      if (run?.status !== 'open') return
      await dropRows(warehouse, id, run)
      await db.updateTable('run').set({ status: 'dropped' }).where('id', '=', id).execute()
    },
    visible: (kind, subject, asOf) => visibleRuns(db, kind, subject, asOf),
    latest: async (kind, subject, asOf) => (await visibleRuns(db, kind, subject, asOf, 1))[0] ?? null,
    newest: (kind, subjects) => newestRun(db, kind, subjects),
    since: (kinds, asOf) => runsSince(db, kinds, asOf),
    async get(id) {
      const row = await db.selectFrom('run').select(COLUMNS).where('id', '=', id).executeTakeFirst()
      return row ? toRun(row) : fail('NOT_FOUND', { what: `run ${id}` })
    },
    sweep: () => sweepRuns(db, warehouse, clock),
  }
}

async function commitRun(
  tx: LedgerTransaction,
  id: number,
  detail: Readonly<Record<string, unknown>>,
  replaces: readonly number[],
): Promise<void> {
  const db = tx.withTables<RunTables>()
  const done = await db
    .updateTable('run')
    .set({ status: 'visible', committed_at: sql`now()`, detail: JSON.stringify(detail) })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) fail('CONFLICT')
  if (replaces.length === 0) return
  await db
    .updateTable('run')
    .set({ status: 'replaced', replaced_at: sql`now()`, replaced_by: id })
    .where('id', 'in', [...replaces])
    .where('status', '=', 'visible')
    .execute()
}

async function visibleRuns(db: Kysely<RunTables>, kind: string, subject: string | readonly string[], asOf?: string, limit?: number): Promise<Run[]> {
  const rows = await db
    .selectFrom('run')
    .select(COLUMNS)
    .where('kind', '=', kind)
    .where('subject', 'in', typeof subject === 'string' ? [subject] : [...subject])
    .where('status', '=', 'visible')
    .$if(asOf !== undefined, (found) => found.where('as_of', '<=', asOf ?? ''))
    .orderBy('as_of', 'desc')
    .orderBy('id', 'desc')
    .$if(limit !== undefined, (found) => found.limit(limit ?? 1))
    .execute()
  return rows.map(toRun)
}

async function newestRun(db: Kysely<RunTables>, kind: string, subjects: readonly string[]): Promise<Run | null> {
  const row = await db
    .selectFrom('run')
    .select(COLUMNS)
    .where('kind', '=', kind)
    .where('subject', 'in', [...subjects])
    .where('status', '=', 'visible')
    .orderBy('committed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : toRun(row)
}

async function runsSince(db: Kysely<RunTables>, kinds: readonly string[], asOf: string): Promise<Run[]> {
  const rows = await db
    .selectFrom('run')
    .select(COLUMNS)
    .where('kind', 'in', [...kinds])
    .where('status', '=', 'visible')
    .where('as_of', '>=', asOf)
    .orderBy('as_of', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map(toRun)
}

function toRun(row: RunRow): Run {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    asOf: row.as_of,
    committedAt: row.committed_at,
    detail: row.detail,
  }
}

async function dropRows(warehouse: Warehouse, id: number, run: { tables: string[]; own_tables: string[] }): Promise<void> {
  for (const table of run.tables) await warehouse.dropRun(table, id)
  for (const table of run.own_tables) await warehouse.dropTable(table)
}

async function sweepRuns(db: Kysely<RunTables>, warehouse: Warehouse, clock: Clock): Promise<{ abandoned: number; dropped: number }> {
  const before = new Date(clock.now().getTime() - GRACE_MS).toISOString()
  const rows = await db
    .selectFrom('run')
    .select(['id', 'status', 'tables', 'own_tables'])
    .where((found) =>
      found.or([found('status', '=', 'open'), found.and([found('status', '=', 'replaced'), found('replaced_at', '<', before)])]),
    )
    .execute()
  for (const row of rows) {
    await dropRows(warehouse, row.id, row)
    await db.updateTable('run').set({ status: 'dropped' }).where('id', '=', row.id).execute()
  }
  const abandoned = rows.filter((row) => row.status === 'open').length
  return { abandoned, dropped: rows.length - abandoned }
}
