import { query, sql } from '#kernel/sql'
import type { TableDefinition, Warehouse } from '#platform/warehouse'

/** Gives tables an older version made the columns this version adds; their rows read as NULL or the type's default. */
export async function addMissingColumns(warehouse: Warehouse, tables: readonly TableDefinition[]): Promise<void> {
  const rows = await warehouse.query(query<{ table: string; name: string }>(sql`SELECT table, name FROM system.columns WHERE database = currentDatabase()`))
  const known = new Set(rows.map((row) => `${row.table}.${row.name}`))
  for (const table of tables) {
    const missing = Object.entries(table.columns).filter(([name]) => !known.has(`${table.name}.${name}`))
    if (missing.length > 0) await warehouse.addColumns(table.name, Object.fromEntries(missing))
  }
}
