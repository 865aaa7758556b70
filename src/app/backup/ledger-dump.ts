import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import type { Ledger, LedgerTransaction } from '#platform/ledger'

const PAGE = 5000

/** Tables that belong to a running process, not to the data. */
const TRANSIENT = new Set(['session', 'login_attempt', 'setup_link', 'qunce_instance'])

/** Writes every table as JSON lines, all of one instant. */
export async function dumpLedger(ledger: Ledger, folder: string): Promise<{ table: string; rows: number }[]> {
  return ledger.transaction(async (tx) => {
    await sql`set transaction isolation level repeatable read read only`.execute(tx)
    const tables = await ledgerTables(tx)
    const dumped: { table: string; rows: number }[] = []
    for (const table of tables) dumped.push({ table, rows: await dumpTable(tx, table, join(folder, `${table}.jsonl`)) })
    return dumped
  })
}

export async function ledgerTables(db: LedgerTransaction | Ledger['db']): Promise<string[]> {
  const found = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db)
  return found.rows.map((row) => row.name).filter((name) => !TRANSIENT.has(name))
}

async function dumpTable(tx: LedgerTransaction, table: string, path: string): Promise<number> {
  const out = createWriteStream(path, { mode: 0o600 })
  const cursor = sql.id(`dump_${table}`)
  await sql`declare ${cursor} no scroll cursor for select to_jsonb(t)::text as row from ${sql.table(table)} t`.execute(tx)
  let rows = 0
  for (;;) {
    const page = await sql<{ row: string }>`fetch ${sql.lit(PAGE)} from ${cursor}`.execute(tx)
    for (const { row } of page.rows) if (!out.write(`${row}\n`)) await once(out, 'drain')
    rows += page.rows.length
    if (page.rows.length < PAGE) break
  }
  await sql`close ${cursor}`.execute(tx)
  out.end()
  await once(out, 'close')
  return rows
}

/** Fills migrated, otherwise empty tables from a dump. */
export async function restoreLedger(ledger: Ledger, folder: string, tables: readonly string[]): Promise<number> {
  return ledger.transaction(async (tx) => {
    // Rows come table by table; their references hold once all are in.
    await sql`set local session_replication_role = replica`.execute(tx)
    let rows = 0
    for (const table of tables) {
      await sql`truncate ${sql.table(table)} cascade`.execute(tx)
    }
    for (const table of tables) rows += await fillTable(tx, table, join(folder, `${table}.jsonl`))
    for (const table of tables) await resetSequences(tx, table)
    return rows
  })
}

async function fillTable(tx: LedgerTransaction, table: string, path: string): Promise<number> {
  let page: string[] = []
  let rows = 0
  const write = async () => {
    if (page.length === 0) return
    const json = `[${page.join(',')}]`
    const target = sql.table(table)
    await sql`insert into ${target} overriding system value select * from jsonb_populate_recordset(null::${target}, ${json}::jsonb)`.execute(tx)
    rows += page.length
    page = []
  }
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    if (line !== '') page.push(line)
    if (page.length >= PAGE) await write()
  }
  await write()
  return rows
}

async function resetSequences(tx: LedgerTransaction, table: string): Promise<void> {
  const found = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and (is_identity = 'YES' or column_default like 'nextval(%')`.execute(tx)
  for (const { name } of found.rows) {
    const column = sql.ref(name)
    await sql`select setval(pg_get_serial_sequence(${table}, ${name}), coalesce((select max(${column}) from ${sql.table(table)}), 0) + 1, false)`.execute(tx)
  }
}
