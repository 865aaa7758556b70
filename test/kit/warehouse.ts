import { identifier, query, raw, renderInline, renderSql, sql, type Query, type Sql } from '#kernel/sql'
import { openChdb, writeEngineConfig, type Warehouse } from '#platform/warehouse'
import { join } from 'node:path'
import { freePort } from './free-port.js'
import { tempDir } from './temp-dir.js'

export interface TestWarehouse {
  readonly warehouse: Warehouse
  readonly dir: string
  close(): Promise<void>
}

/** An embedded engine in a folder of its own. */
export async function openTestWarehouse(): Promise<TestWarehouse> {
  const dir = tempDir('warehouse')
  const configFile = writeEngineConfig(join(dir.path, 'config'), { backupDir: join(dir.path, 'backup') })
  const warehouse = openChdb({ path: join(dir.path, 'db'), configFile, sessions: 3 })
  return { warehouse, dir: dir.path, close: () => warehouse.close().then(dir.remove) }
}

export interface TwoShards extends TestWarehouse {
  /** The same tables split over two shards by cityHash64(shard_key). Call `mirror()` after creating tables. */
  readonly shards: Warehouse
  mirror(): Promise<void>
}

/** One node and, over the same rows, a real Distributed read path with two shards. */
export async function openTwoShards(): Promise<TwoShards> {
  const dir = tempDir('shards')
  const port = await freePort()
  const config = { backupDir: join(dir.path, 'backup'), twoShardsOn: port }
  const configFile = writeEngineConfig(join(dir.path, 'config'), config)
  const path = join(dir.path, 'db')
  const warehouse = openChdb({ path, configFile, sessions: 2 })
  const shards = openChdb({ path, configFile, sessions: 2, database: 'two_shards' })
  const run = (statement: Sql) => shards.command(raw(renderInline(statement)))
  return {
    warehouse,
    shards,
    dir: dir.path,
    async mirror() {
      for (const table of await warehouse.tables()) await mirrorTable(shards, run, table)
    },
    close: async () => {
      await shards.close()
      await warehouse.close()
      dir.remove()
    },
  }
}

async function mirrorTable(shards: Warehouse, run: (statement: Sql) => Promise<void>, table: string): Promise<void> {
  const columns = await shards.query(
    query<{ name: string }>(sql`SELECT name FROM system.columns WHERE database = 'qunce' AND table = ${table}`),
  )
  const spread = columns.some((column) => column.name === 'shard_key')
  const source = identifier('qunce', table)
  await run(sql`DROP TABLE IF EXISTS ${identifier(table)} SYNC`)
  if (!spread) return run(sql`CREATE VIEW ${identifier(table)} AS SELECT * FROM ${source}`)
  const part = `${table}_part`
  await run(sql`DROP TABLE IF EXISTS ${identifier(part)} SYNC`)
  await run(
    sql`CREATE VIEW ${identifier(part)} AS SELECT * FROM ${source} WHERE cityHash64(shard_key) % 2 = shardNum() - 1`,
  )
  await run(
    sql`CREATE TABLE ${identifier(table)} AS ${source} ENGINE = Distributed('two_shards', 'two_shards', ${part}, cityHash64(shard_key))`,
  )
}

/** Checks a query by the engine's own analysis: unknown columns, functions and types fail with the SQL printed. */
export async function checkQuery(warehouse: Warehouse, checked: Query<unknown>): Promise<void> {
  await warehouse.query(query(sql`EXPLAIN QUERY TREE ${checked.sql}`))
}

/** Text of a query as a builder test compares it: places numbered, white space single. */
export function textOf(checked: Query<unknown> | Sql): string {
  const statement = 'kind' in checked ? checked : checked.sql
  return renderSql(statement).text.replace(/\s+/g, ' ').trim()
}

/** Rows of a query on one node and on two shards, each sorted as text, for comparing. */
export async function onBoth<Row>(two: TwoShards, asked: Query<Row>): Promise<{ one: Row[]; two: Row[] }> {
  const sorted = (rows: Row[]) => rows.map((row) => JSON.stringify(row)).sort().map((text) => JSON.parse(text) as Row)
  return { one: sorted(await two.warehouse.query(asked)), two: sorted(await two.shards.query(asked)) }
}
