import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyPipeline, assignClusters, categories, clusterLabels, matrixOf, numbers, type KMeansModel, type MixtureModel, type Pipeline, type PrototypeModel } from '#kernel/learn'
import { query, raw, renderInline, sql, type Query } from '#kernel/sql'
import { segmentTables } from '#segments'
import {
  clusterMovesQuery,
  clusterRowsQuery,
  clusterSampleQuery,
  clusterSizesQuery,
  insertClusterMembers,
  insertClusterRows,
  nearestClusters,
} from '../../src/segments/sql/cluster-queries.js'
import { setOverlapQuery } from '../../src/segments/sql/set-queries.js'
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
const code = { name: 'c', kind: 'category', levels: ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'] } as const
const mixedPipeline: Pipeline = { ...pipeline, features: [...pipeline.features, code], outputs: [...pipeline.outputs, code], steps: [...pipeline.steps, { kind: 'impute', column: 'c', value: 'C1', indicator: null }] }
const prototypes: PrototypeModel = { kind: 'k_prototypes', features: mixedPipeline.outputs, centres: [[-0.5, 'C1'], [0.4, 'C2'], [1.3, 'C5']], scales: [1, 1], gamma: 0.5, inertia: 0, sizes: [1, 1, 1], rounds: 1, rows: 6 }
const mixture: MixtureModel = { kind: 'gaussian_mixture', features: pipeline.outputs, covariance: 'diagonal', components: [{ share: 0.6, mean: [-0.4], inverse: [4], logScale: Math.log(4) }, { share: 0.4, mean: [0.9], inverse: [1.5], logScale: Math.log(1.5) }], center: [0], logLikelihood: 0, bic: 0, rounds: 1, rows: 6 }
const nearest = nearestClusters('cl_rows', pipeline, model, ({ name }) => `f_${name}`)

const overlap = setOverlapQuery({ from: sql`cl_base AS base`, visible: sql`(base.cust_no < 6)` }, sql`(base.cust_no > 1)`, [sql`isNull(base.a)`, sql`(base.cust_no > 3)`, sql`(base.cust_no IN (2, 4))`])

const queries: Record<string, Query<unknown>> = {
  setOverlapQuery: overlap,
  clusterRowsQuery: clusterRowsQuery('cl_rows', ['f_a'], [], 4, 1),
  clusterSampleQuery: clusterSampleQuery(sql`cl_base AS base`, sql`base.cust_no > 1`, [sql`base.a`], [sql`toString(base.t_x)`], 4),
  clusterSizesQuery: clusterSizesQuery(7),
  clusterMovesQuery: clusterMovesQuery(7, 8),
  mixedClusters: query(sql`SELECT * FROM (${nearestClusters('cl_rows', mixedPipeline, prototypes, ({ name }) => (name === 'a' ? 'f_a' : 'cust_id'))}) ORDER BY cust_no`),
  likeliestClusters: query(sql`SELECT * FROM (${nearestClusters('cl_rows', pipeline, mixture, ({ name }) => `f_${name}`)}) ORDER BY cust_no`),
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

  it('SEG-6: k-prototypes and mixtures too, by value', async () => {
    const mixed = applyPipeline(mixedPipeline, matrixOf([numbers('a', VALUES), categories('c', ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'])])).matrix
    const asked = async (name: string) => (await two.warehouse.query(queries[name] as Query<{ cluster: number }>)).map(({ cluster }) => cluster)
    expect(await asked('mixedClusters')).toEqual([...clusterLabels(prototypes, mixed)])
    // By hand: -.5, -.15, -.5, .54, .65, 1.36; C5 is .42 + 0 from the third, .06 + .5 from the second.
    expect(await asked('mixedClusters')).toEqual([0, 1, 0, 1, 2, 2])
    const plain = applyPipeline(pipeline, matrixOf([numbers('a', VALUES)])).matrix
    expect(await asked('likeliestClusters')).toEqual([...clusterLabels(mixture, plain)])
    expect(await asked('likeliestClusters')).toEqual([0, 0, 0, 1, 1, 1])
  })

  it('SEG-7: sizes, moves, pages by hand', async () => {
    // ln(1 + v) - 1 over 2: -.5, -.15, -.5, .54, .65, 1.36.
    expect(await two.warehouse.query(clusterSizesQuery(7))).toEqual([{ cluster: 0, n: '3' }, { cluster: 1, n: '2' }, { cluster: 2, n: '1' }])
    expect(await two.warehouse.query(clusterMovesQuery(7, 8))).toEqual([{ both: '6', same: '5' }])
  })

  it('SEG-25: sizes and pairs of a set in one scan, by hand', async () => {
    // Of 2, 3, 4, 5: only 3 has nothing; 4 and 5 are over 3; 2 and 4 are named. Pairs: none, none, 4.
    expect(await two.warehouse.query(overlap)).toEqual([{ total: '4', sizes: ['1', '2', '2'], pairs: ['0', '0', '1'] }])
    expect(await two.warehouse.query(setOverlapQuery({ from: sql`cl_base AS base`, visible: sql`1` }, sql`1`, [sql`(base.cust_no = 1)`]))).toEqual([{ total: '6', sizes: ['1'], pairs: [] }])
  })

  it('binds every value', () => {
    expect(textOf(setOverlapQuery({ from: sql`t AS base`, visible: sql`v` }, sql`w`, [sql`a`, sql`b`]))).toBe('SELECT count() AS total, [countIf(a), countIf(b)] AS sizes, [countIf(a AND b)] AS pairs FROM t AS base WHERE v AND w')
    expect(textOf(clusterSampleQuery(sql`t AS base`, sql`w`, [], [sql`c`], 9))).toBe('SELECT [] AS numbers, [c] AS codes FROM t AS base WHERE w ORDER BY cityHash64(base.cust_no), base.cust_no LIMIT {p0:Int64}')
    expect(textOf(clusterSizesQuery(7))).toMatchInlineSnapshot(`"SELECT cluster, toString(groupBitmapMerge(members)) AS n FROM cluster_members WHERE run_id = {p0:UInt64} GROUP BY cluster ORDER BY cluster"`)
  })
})
