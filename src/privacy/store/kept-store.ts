import { sql } from 'kysely'
import type { LedgerDb } from '#platform/ledger'
import type { ErasureView } from '../contract.js'

/** Ledger tables with rows about these customers, and how many; audit entries about them and their request. */
export async function keptInLedger(db: LedgerDb, request: Pick<ErasureView, 'id' | 'custIds'>): Promise<{ table: string; rows: number }[]> {
  const ids = [...request.custIds]
  const found = await sql<{ table: string; column: 'cust_id' | 'cust_ids' }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = current_schema() and c.column_name in ('cust_id', 'cust_ids') order by 1, 2`.execute(db)
  const rows = new Map<string, number>()
  for (const { table, column } of found.rows) {
    const matches = column === 'cust_id' ? sql`cust_id = any(${ids}::text[])` : sql`cust_ids && ${ids}::text[]`
    const counted = await sql<{ n: string }>`select count(*) as n from ${sql.table(table)} where ${matches}`.execute(db)
    rows.set(table, Math.max(rows.get(table) ?? 0, Number(counted.rows[0]?.n ?? 0)))
  }
  const audited = await sql<{ n: string }>`select count(*) as n from audit_entry where object_key = any(${ids}::text[]) or (object_kind = 'erasure' and object_key = ${request.id})`.execute(db)
  return [...[...rows].map(([table, n]) => ({ table, rows: n })), { table: 'audit_entry', rows: Number(audited.rows[0]?.n ?? 0) }]
}
