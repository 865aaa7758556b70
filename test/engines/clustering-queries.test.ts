import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyPipeline, assignClusters, matrixOf, numbers, type KMeansModel, type Pipeline } from '#kernel/learn'
import { identifier, query, raw, renderInline, sql, type Query } from '#kernel/sql'
import { segmentTables } from '#segments'
import {
  clusterCountQuery,
  clusterMovesQuery,
  clusterPageQuery,
  clusterRowsQuery,
  clusterSizesQuery,
  insertClusterMembers,
  insertClusterRows,
  nearestClusters,
} from '../../src/segments/sql/cluster-queries.js'
import '../kit/valid-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

let two: TwoShards
const VALUES = [0, 1, null, 7, 9, 40]
const pipeline: Pipeline = {
  kind: 'pipeline',
  features: [{ name: 'a', kind: 'number' }],
  outputs: [{ name: 'a', kind: 'number' }],
  steps: [
    { kind: 'impute', column: 'a', value: 0, indicator: null },
    { kind: 'log', column: 'a' },
    { kind: 'standardise', column: 'a', mean: 1, scale: 2 },
  ],
}
const model: KMeansModel = { kind: 'kmeans', features: [{ name: 'a', kind: 'number' }], centres: [[-0.5], [0.5], [1.5]], sizes: [1, 1, 1], inertia: 0, rounds: 1, settled: true }
const nearest = nearestClusters('cl_rows', pipeline, model, ({ name }) => `f_${name}`)
const place = { table: identifier('cl_base'), visible: sql`(1 = 1)`, runId: 7, cluster: 1 }

const queries: Record<string, Query<unknown>> = {
  clusterRowsQuery: clusterRowsQuery('cl_rows', ['f_a'], [], 4, 1),
  clusterSizesQuery: clusterSizesQuery(7),
  clusterMovesQuery: clusterMovesQuery(7, 8),
  clusterPageQuery: clusterPageQuery({ ...place, columns: ['t_x'], after: 0, limit: 2 }),
  clusterCountQuery: clusterCountQuery(place),
  nearestClusters: query(sql`SELECT * FROM (${nearest}) ORDER BY cust_no`),
}

beforeAll(async () => {
  two = await openTwoShards()
  const run = (statement: ReturnType<typeof insertClusterMembers>) => two.warehouse.command(raw(renderInline(statement)))
  for (const table of segmentTables) await two.warehouse.createTable(table)
  await two.warehouse.createTable({ name: 'cl_base', columns: { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', org_path: 'String', a: 'Nullable(Float64)', t_x: 'UInt8' }, orderBy: ['cust_no'], spread: 'customer' })
  await two.warehouse.createTable({ name: 'cl_rows', columns: { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', f_a: 'Nullable(Float64)' }, orderBy: ['cust_no'], spread: 'customer' })
  for (const [at, value] of VALUES.entries()) {
    await run(sql`INSERT INTO cl_base SELECT toUInt32(${at + 1}) AS cust_no, ${`C${at + 1}`} AS cust_id, ${`C${at + 1}`} AS shard_key, '/HO/' AS org_path, ${value === null ? sql`NULL` : sql`${value}`} AS a, toUInt8(1) AS t_x`)
  }
  await run(insertClusterRows('cl_rows', sql`cl_base AS base`, sql`1`, [{ column: 'f_a', value: sql`base.a` }]))
  await run(insertClusterMembers({ runId: 7, clustering: 'x' }, nearest))
  await run(insertClusterMembers({ runId: 8, clustering: 'x' }, sql`SELECT cust_no, if(cust_no = 6, 0, cluster) AS cluster FROM (${nearest})`))
  await two.mirror()
})
afterAll(() => two.close())

describe('queries of clusterings', () => {
  it.each(Object.entries(queries))('%s is valid and gives the same on one node and on two shards', async (_name, asked) => {
    await expect(asked).toBeValidQuery(two.warehouse)
    const rows = await onBoth(two, asked)
    expect(rows.one.length).toBeGreaterThan(0)
    expect(rows.two).toEqual(rows.one)
  })

  it('SEG-6: the engine assigns as the kernel does', async () => {
    const prepared = applyPipeline(pipeline, matrixOf([numbers('a', VALUES)])).matrix
    const rows = await two.warehouse.query(query<{ cluster: number }>(sql`SELECT cluster FROM (${nearest}) ORDER BY cust_no`))
    expect(rows.map(({ cluster }) => cluster)).toEqual([...assignClusters(model, prepared)])
  })

  it('SEG-7: sizes, moves, pages by hand', async () => {
    // ln(1 + v) - 1 over 2: -.5, -.15, -.5, .54, .65, 1.36.
    expect(await two.warehouse.query(clusterSizesQuery(7))).toEqual([{ cluster: 0, n: '3' }, { cluster: 1, n: '2' }, { cluster: 2, n: '1' }])
    expect(await two.warehouse.query(clusterMovesQuery(7, 8))).toEqual([{ both: '6', same: '5' }])
    expect((await two.warehouse.query(clusterPageQuery({ ...place, columns: [], after: 4, limit: 5 }))).map((row) => row['cust_id'])).toEqual(['C5'])
    expect(await two.warehouse.query(clusterCountQuery(place))).toEqual([{ n: '2' }])
  })

  it('binds every value', () => {
    expect(textOf(clusterCountQuery(place))).toMatchInlineSnapshot(`"SELECT count() AS n FROM \`cl_base\` AS base WHERE bitmapContains((SELECT groupBitmapMergeState(members) FROM cluster_members WHERE run_id = {p0:UInt64} AND cluster = {p1:UInt32}), \`base\`.\`cust_no\`) AND (1 = 1)"`)
    expect(textOf(clusterSizesQuery(7))).toMatchInlineSnapshot(`"SELECT cluster, toString(groupBitmapMerge(members)) AS n FROM cluster_members WHERE run_id = {p0:UInt64} GROUP BY cluster ORDER BY cluster"`)
  })
})
