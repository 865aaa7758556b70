import { columnType, identifier, join, query, raw, renderInline, sql, type ColumnType, type Sql } from '#kernel/sql'
import { tableDdl, type Topology } from './table-ddl.js'
import type { TableDefinition, Warehouse } from './warehouse.js'

type Base = Pick<Warehouse, 'query' | 'command'>

/** Tables, columns, partitions, backup: the same for both drivers, the topology decides the text. */
export function adminCommands(
  base: Base,
  topology: Topology,
): Pick<Warehouse, 'createTable' | 'dropTable' | 'addColumns' | 'dropRun' | 'deleteRows' | 'updateRows' | 'tables' | 'backup' | 'restore' | 'version'> {
  const ddl = (statement: Sql) => base.command(raw(renderInline(statement)))
  const cluster = topology.kind === 'cluster' ? sql` ON CLUSTER ${identifier(topology.cluster)}` : sql``
  const places = (table: string) => (topology.kind === 'cluster' ? [`${table}_local`, table] : [table])
  const exists = async (table: string) => (await listTables(base)).includes(table)
  /** Where a node keeps a table's rows: behind a Distributed table, or in a copied one itself. */
  const rowsOf = async (table: string) => {
    const known = await listTables(base)
    return places(table).find((place) => known.includes(place)) ?? null
  }
  const alter = async (table: string, change: Sql) => {
    const place = await rowsOf(table)
    if (place !== null) await ddl(sql`ALTER TABLE ${identifier(place)}${cluster} ${change}`)
  }

  return {
    async createTable(table: TableDefinition) {
      for (const text of tableDdl(table, topology)) await base.command(raw(text))
    },
    async dropTable(name) {
      for (const place of places(name).reverse()) await ddl(sql`DROP TABLE IF EXISTS ${identifier(place)}${cluster} SYNC`)
    },
    async addColumns(table, columns) {
      for (const place of places(table)) {
        if (!(await exists(place))) continue
        for (const [name, type] of Object.entries(columns)) await ddl(addColumn(place, name, type, cluster))
      }
    },
    dropRun: (table, runId) => alter(table, sql`DROP PARTITION ${runId}`),
    deleteRows: (table, where) => alter(table, sql`DELETE WHERE ${where} SETTINGS mutations_sync = 2`),
    updateRows: (table, values, where) => alter(table, sql`UPDATE ${written(values)} WHERE ${where} SETTINGS mutations_sync = 2`),
    tables: () => listTables(base),
    async backup(tables, folder) {
      await ddl(sql`BACKUP ${join(tables.map((table) => sql`TABLE ${identifier(table)}`))} TO File(${folder})`)
    },
    async restore(folder) {
      await ddl(sql`RESTORE ALL FROM File(${folder})`)
    },
    async version() {
      const rows = await base.query(query<{ version: string }>(sql`SELECT version() AS version`))
      return rows[0]?.version ?? ''
    },
  }
}

function written(values: Readonly<Record<string, Sql>>): Sql {
  return join(Object.entries(values).map(([name, value]) => sql`${identifier(name)} = ${value}`))
}

async function listTables(base: Base): Promise<string[]> {
  const rows = await base.query(
    query<{ name: string }>(sql`SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name`),
  )
  return rows.map((row) => row.name)
}

function addColumn(table: string, name: string, type: ColumnType, cluster: Sql): Sql {
  return sql`ALTER TABLE ${identifier(table)}${cluster} ADD COLUMN IF NOT EXISTS ${identifier(name)} ${columnType(type)}`
}
