import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, param, query, sql } from '#kernel/sql'
import { openServer, tableDdl, type TableDefinition, type Warehouse } from '#platform/warehouse'
import { join } from 'node:path'
import { startWarehouseShim } from '../kit/warehouse-shim.js'
import { tempDir } from '../kit/temp-dir.js'
import { onBoth, openTestWarehouse, openTwoShards, type TwoShards } from '../kit/warehouse.js'

const table: TableDefinition = {
  name: 'sample',
  columns: { run_id: 'UInt64', cust_no: 'UInt32', shard_key: 'String', born: 'Nullable(Date32)', amount_minor: 'Int64' },
  orderBy: ['cust_no'],
  partitionBy: 'run_id',
  spread: 'customer',
}

const wide: TableDefinition = {
  name: 'wide_sample',
  columns: { run_id: 'UInt64', cust_no: 'UInt32', note: 'Nullable(String)', kind: 'LowCardinality(Nullable(String))', at: "DateTime64(3, 'UTC')" },
  orderBy: ['cust_no'],
  partitionBy: 'run_id',
  spread: 'copied',
  durable: true,
}

const rows = (run: number) => Buffer.from(`${run},1,"a","1911-03-02",100\n${run},2,"b'\\",\\N,-7\n${run},3,"丙",,9007199254740993\n`)

type Opened = { warehouse: Warehouse; close: () => Promise<void> }

async function openShimmed(): Promise<Opened> {
  const dir = tempDir('shim')
  const shim = await startWarehouseShim(join(dir.path, 'db'))
  const warehouse = openServer({ url: shim.url, database: 'qunce' })
  return {
    warehouse,
    close: async () => {
      await warehouse.close()
      await shim.close()
      dir.remove()
    },
  }
}

describe.each<[string, () => Promise<Opened>]>([
  ['chdb', openTestWarehouse],
  ['server over HTTP', openShimmed],
])('Warehouse contract: %s', (_name, open) => {
  let opened: Opened
  let warehouse: Warehouse
  beforeAll(async () => {
    opened = await open()
    warehouse = opened.warehouse
    await warehouse.createTable(table)
  })
  afterAll(() => opened.close())

  it('inserts bytes and reads rows with 64-bit integers as text', async () => {
    await warehouse.insert('sample', 'CSV', rows(1), { token: 'load-1' })
    const read = await warehouse.query(
      query<{ cust_no: number; shard_key: string; born: string | null; amount_minor: string }>(
        sql`SELECT cust_no, shard_key, born, amount_minor FROM sample WHERE run_id = ${1} ORDER BY cust_no`,
      ),
    )
    expect(read).toEqual([
      { cust_no: 1, shard_key: 'a', born: '1911-03-02', amount_minor: '100' },
      { cust_no: 2, shard_key: "b'\\", born: null, amount_minor: '-7' },
      { cust_no: 3, shard_key: '丙', born: null, amount_minor: '9007199254740993' },
    ])
  })

  it('an insert replayed with its token changes nothing, another token adds rows', async () => {
    await warehouse.insert('sample', 'CSV', rows(2), { token: 'load-2' })
    await warehouse.insert('sample', 'CSV', rows(2), { token: 'load-2' })
    await warehouse.insert('sample', 'CSV', rows(2), { token: 'load-2b' })
    const counted = await warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM sample WHERE run_id = ${2}`))
    expect(counted).toEqual([{ n: '6' }])
  })

  it('stores a large insert once under its token, every kind of text as it came', async () => {
    await warehouse.createTable(wide)
    const texts = ['a', '', "b'\\\\", '\\N', '丙', 'tab\\there', 'line\\nbreak']
    const line = (i: number) => `4\t${i}\t${texts[i % texts.length] ?? ''}\t${i % 3 === 0 ? '\\N' : `k${i % 5}`}\t2026-11-22 10:00:00.${String(i % 1000).padStart(3, '0')}\n`
    const bytes = Buffer.from(Array.from({ length: 7000 }, (_, i) => line(i)).join(''))
    const columns = ['run_id', 'cust_no', 'note', 'kind', 'at']
    for (const token of ['big-1', 'big-1', 'big-2']) await warehouse.insert('wide_sample', 'TabSeparated', bytes, { token, columns })
    const [read] = await warehouse.query(
      query<{ n: string; kinds: string; none: string; ms: string; notes: (string | null)[] }>(
        sql`SELECT count() AS n, uniqExact(kind) AS kinds, countIf(kind IS NULL) AS none, sum(toUnixTimestamp64Milli(at) % 1000) AS ms, arrayMap((pair) -> pair.2, arraySort(groupUniqArrayIf((cust_no, note), cust_no < 7))) AS notes FROM wide_sample WHERE run_id = ${4}`,
      ),
    )
    expect(read).toEqual({ n: '14000', kinds: '5', none: String(2 * 2334), ms: String(2 * 7 * 499_500), notes: ['a', '', "b'\\", null, '丙', 'tab\there', 'line\nbreak'] })
    await expect(warehouse.insert('wide_sample', 'TabSeparated', bytes, { columns: [...columns.slice(1), 'absent'] })).rejects.toThrow()
    await expect(warehouse.insert('wide_sample', 'TabSeparated', Buffer.concat([bytes, Buffer.from('4\tno number\ta\tb\tc\n')]), { columns })).rejects.toMatchObject({ code: 'WAREHOUSE_QUERY_FAILED' })
  })

  it('binds hostile values as values', async () => {
    const hostile = ["'; DROP TABLE sample; --", '\\', "\\'", '{p0:String}', '\t\n', '名字', '`x`']
    for (const value of hostile) {
      const read = await warehouse.query(query<{ v: string }>(sql`SELECT ${value} AS v`))
      expect(read).toEqual([{ v: value }])
    }
    const listed = await warehouse.query(query<{ v: string[] }>(sql`SELECT ${hostile} AS v`))
    expect(listed).toEqual([{ v: hostile }])
    const dated = await warehouse.query(query<{ d: string }>(sql`SELECT ${param('1911-03-02', 'Date32')} AS d`))
    expect(dated).toEqual([{ d: '1911-03-02' }])
  })

  it('drops one run and leaves the others; dropping it again does nothing', async () => {
    await warehouse.insert('sample', 'CSV', rows(3))
    await warehouse.dropRun('sample', 3)
    await warehouse.dropRun('sample', 3)
    await warehouse.dropRun('no_such_table', 3)
    const counted = await warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM sample WHERE run_id = ${3}`))
    expect(counted).toEqual([{ n: '0' }])
  })

  it('adds columns; old rows read as missing', async () => {
    await warehouse.addColumns('sample', { x_note: 'Nullable(String)' })
    await warehouse.addColumns('sample', { x_note: 'Nullable(String)' })
    const read = await warehouse.query(query<{ x_note: null }>(sql`SELECT x_note FROM sample WHERE run_id = ${1} LIMIT 1`))
    expect(read).toEqual([{ x_note: null }])
  })

  it('streams a large result in chunks', async () => {
    let bytes = 0
    for await (const chunk of warehouse.stream(query(sql`SELECT number FROM numbers(${300_000})`), 'CSV')) bytes += chunk.length
    expect(bytes).toBe(10 * 2 + 90 * 3 + 900 * 4 + 9_000 * 5 + 90_000 * 6 + 200_000 * 7)
  })

  it('reports an engine fault with a code and the SQL, and the pool lives on', async () => {
    const broken = warehouse.query(query(sql`SELECT nothing FROM ${identifier('sample')}`))
    await expect(broken).rejects.toMatchObject({ code: 'WAREHOUSE_QUERY_FAILED', params: { engineCode: 47 } })
    await expect(warehouse.query(query(sql`SELECT 1 AS one`))).resolves.toEqual([{ one: 1 }])
  })

  it('stops a statement in the engine when its signal fires', async () => {
    const abort = new AbortController()
    const long = warehouse.query(query(sql`SELECT count() FROM numbers_mt(${200_000_000_000}) WHERE sipHash64(number) % 7 = 1`), {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    })
    await expect(long).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('compiles an expression on its first run when asked, for that statement only', async () => {
    const asked = query<{ on: string }>(sql`SELECT toString(getSetting('min_count_to_compile_expression')) AS on`)
    expect((await warehouse.query(asked, { compiled: true }))[0]?.on).toBe('0')
    expect((await warehouse.query(asked))[0]?.on).not.toBe('0')
  })

  it('times out with the limit named', async () => {
    const long = warehouse.query(query(sql`SELECT count() FROM numbers(${200_000_000_000}) WHERE sipHash64(number) % 7 = 1`), { maxSeconds: 1 })
    await expect(long).rejects.toMatchObject({ code: 'WAREHOUSE_TIMEOUT', params: { seconds: 1 } })
  })
})

describe('two shards', () => {
  let two: TwoShards
  beforeAll(async () => {
    two = await openTwoShards()
    await two.warehouse.createTable(table)
    await two.warehouse.insert('sample', 'CSV', rows(1))
    await two.mirror()
  })
  afterAll(() => two.close())

  it('splits the rows and gives the same aggregate as one node', async () => {
    const both = await onBoth(
      two,
      query<{ n: string; members: number }>(sql`SELECT count() AS n, groupBitmap(cust_no) AS members FROM sample`),
    )
    expect(both.one).toEqual([{ n: '3', members: 3 }])
    expect(both.two).toEqual(both.one)
  })
})

describe('DDL', () => {
  it('one node: MergeTree with a replay window', () => {
    expect(tableDdl(table, { kind: 'single' })).toEqual([
      "CREATE TABLE IF NOT EXISTS `sample` (`run_id` UInt64, `cust_no` UInt32, `shard_key` String, `born` Nullable(Date32), `amount_minor` Int64) ENGINE = MergeTree PARTITION BY `run_id` ORDER BY (`cust_no`) SETTINGS index_granularity = 8192, non_replicated_deduplication_window = 10000",
    ])
  })
  it('one node: a transient table has no index and no merges', () => {
    const columns = { _line: 'UInt64', c0: 'String' } as const
    const stage: TableDefinition = { name: 'stage', columns, orderBy: ['_line'], spread: 'copied', transient: true }
    expect(tableDdl(stage, { kind: 'single' })).toEqual(['CREATE TABLE IF NOT EXISTS `stage` (`_line` UInt64, `c0` String) ENGINE = Log'])
  })
  it('cluster: replicated local table and a Distributed one over the shard key', () => {
    const [local, distributed] = tableDdl(table, { kind: 'cluster', cluster: 'main' })
    expect(local).toContain("`sample_local` ON CLUSTER `main`")
    expect(local).toContain("ReplicatedMergeTree('/qunce/tables/{shard}/sample_local', '{replica}')")
    expect(distributed).toBe(
      "CREATE TABLE IF NOT EXISTS `sample` ON CLUSTER `main` AS `sample_local` ENGINE = Distributed('main', currentDatabase(), 'sample_local', cityHash64(shard_key))",
    )
  })
})
