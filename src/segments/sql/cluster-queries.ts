import { bucketSql } from '#kernel/id'
import { clusterLabelSql, pipelineSql, type ClusterModel, type Feature, type Pipeline } from '#kernel/learn'
import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface ClusterColumn {
  readonly column: string
  readonly value: Sql
}

/** Fills the table of rows with the features of a population. */
export function insertClusterRows(table: string, from: Sql, population: Sql, columns: readonly ClusterColumn[]): Sql {
  const names = join(['cust_no', 'cust_id', 'shard_key', ...columns.map(({ column }) => column)].map((name) => identifier(name)))
  const values = join(columns.map(({ value }) => sql`, ${value}`), sql``)
  return sql`INSERT INTO ${identifier(table)} (${names}) SELECT base.cust_no, base.cust_id, base.shard_key${values} FROM ${from} WHERE ${population}`
}

/** Features of a population's visible customers, at most so many of them by a hash of their number. */
export function clusterSampleQuery(from: Sql, where: Sql, numbers: readonly Sql[], codes: readonly Sql[], limit: number): Query<ClusterSampleRow> {
  const list = (values: readonly Sql[]) => (values.length === 0 ? sql`[]` : sql`[${join(values)}]`)
  return query(
    sql`SELECT ${list(numbers)} AS numbers, ${list(codes)} AS codes FROM ${from} WHERE ${where} ORDER BY cityHash64(base.cust_no), base.cust_no LIMIT ${limit}`,
  )
}

export interface ClusterSampleRow {
  readonly numbers: (number | null)[]
  readonly codes: (string | null)[]
}

export interface ClusterRow {
  readonly cust_no: number
  readonly numbers: (number | null)[]
  readonly codes: (string | null)[]
}

/** Rows of the table, at most so many: those whose customer number hashes lowest. */
export function clusterRowsQuery(table: string, numbers: readonly string[], codes: readonly string[], limit: number, seed: number): Query<ClusterRow> {
  const list = (names: readonly string[]) => (names.length === 0 ? sql`[]` : sql`[${join(names.map((name) => identifier(name)))}]`)
  return query(
    sql`SELECT cust_no, ${list(numbers)} AS numbers, ${list(codes)} AS codes FROM ${identifier(table)} ORDER BY ${bucketSql(`cluster-${seed}`, sql`cust_id`)}, cust_id LIMIT ${limit}`,
  )
}

/** Cluster of every row as the model has it: `cust_no`, `cluster` (NULL where k-means misses a feature after preparation). */
export function nearestClusters(table: string, pipeline: Pipeline, model: ClusterModel, column: (feature: Feature) => string): Sql {
  const prepared = pipelineSql(pipeline, (feature) => identifier(column(feature)))
  const places = new Map(prepared.map(({ name }, at) => [name, identifier(`p_${at}`)]))
  const values = prepared.map((one, at) => sql`${one.sql} AS ${identifier(`p_${at}`)}`)
  const nearest = clusterLabelSql(model, (feature) => places.get(feature.name) ?? identifier(feature.name))
  return sql`SELECT cust_no, ${nearest} AS cluster FROM (SELECT cust_no, ${join(values)} FROM ${identifier(table)})`
}

/** Members of every cluster as bitmaps, written under a run. */
export function insertClusterMembers(run: { readonly runId: number; readonly clustering: string }, nearest: Sql): Sql {
  return sql`INSERT INTO cluster_members (run_id, clustering, cluster, members) SELECT toUInt64(${run.runId}), ${run.clustering}, toUInt16(assumeNotNull(cluster)) AS number, groupBitmapState(cust_no) FROM (${nearest}) WHERE cluster IS NOT NULL GROUP BY number`
}

export function clusterSizesQuery(runId: number): Query<{ cluster: number; n: string }> {
  return query(sql`SELECT cluster, toString(groupBitmapMerge(members)) AS n FROM cluster_members WHERE run_id = ${param(runId, 'UInt64')} GROUP BY cluster ORDER BY cluster`)
}

/** Members of one cluster of a run, as a scalar. */
export function clusterBitmap(runId: number, cluster: number): Sql {
  return sql`(SELECT groupBitmapMergeState(members) FROM cluster_members WHERE run_id = ${param(runId, 'UInt64')} AND cluster = ${param(cluster, 'UInt32')})`
}

/** 1 for members of a cluster among rows of the base. */
export function inCluster(runId: number, cluster: number): Sql {
  return sql`bitmapContains(${clusterBitmap(runId, cluster)}, ${identifier('base', 'cust_no')})`
}

/** Customers of both runs, and those of them in the same cluster. */
export function clusterMovesQuery(before: number, after: number): Query<{ both: string; same: string }> {
  const all = (runId: number) => sql`(SELECT groupBitmapMergeState(members) FROM cluster_members WHERE run_id = ${param(runId, 'UInt64')})`
  const members = (runId: number) => sql`(SELECT cluster, groupBitmapMergeState(members) AS members FROM cluster_members WHERE run_id = ${param(runId, 'UInt64')} GROUP BY cluster)`
  return query(
    sql`SELECT toString(bitmapAndCardinality(${all(before)}, ${all(after)})) AS both, toString(sum(bitmapAndCardinality(a.members, b.members))) AS same FROM ${members(before)} AS a INNER JOIN ${members(after)} AS b ON a.cluster = b.cluster`,
  )
}
