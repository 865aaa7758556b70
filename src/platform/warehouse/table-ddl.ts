import { columnType, identifier, join, raw, renderInline, sql, type Sql } from '#kernel/sql'
import type { TableDefinition } from './warehouse.js'

/** One node, or a cluster whose name the DDL carries. */
export type Topology = { readonly kind: 'single' } | { readonly kind: 'cluster'; readonly cluster: string }

const REPLAY_WINDOW = 10_000

/** CREATE statements of a logical table, in order. Pure text: the engine binds no parameters in DDL. */
export function tableDdl(table: TableDefinition, topology: Topology): readonly string[] {
  if (topology.kind === 'single' && table.transient === true) return [renderInline(log(table))]
  if (topology.kind === 'single') return [renderInline(mergeTree(table, table.name, sql`MergeTree`, sql``))]
  const onCluster = sql` ON CLUSTER ${identifier(topology.cluster)}`
  if (table.spread === 'copied') {
    return [renderInline(mergeTree(table, table.name, replicated(table.name, false), onCluster))]
  }
  const local = `${table.name}_local`
  return [
    renderInline(mergeTree(table, local, replicated(local, true), onCluster)),
    renderInline(
      sql`CREATE TABLE IF NOT EXISTS ${identifier(table.name)}${onCluster} AS ${identifier(local)} ENGINE = Distributed(${topology.cluster}, currentDatabase(), ${local}, cityHash64(shard_key))`,
    ),
  ]
}

/** Append-only columns without an index or merges. */
function log(table: TableDefinition): Sql {
  const columns = Object.entries(table.columns).map(([column, type]) => sql`${identifier(column)} ${columnType(type)}`)
  return sql`CREATE TABLE IF NOT EXISTS ${identifier(table.name)} (${join(columns)}) ENGINE = Log`
}

function replicated(name: string, perShard: boolean): Sql {
  const path = perShard ? `/qunce/tables/{shard}/${name}` : `/qunce/tables/all/${name}`
  return sql`ReplicatedMergeTree(${path}, ${perShard ? '{replica}' : '{shard}-{replica}'})`
}

function mergeTree(table: TableDefinition, name: string, engine: Sql, onCluster: Sql): Sql {
  const columns = Object.entries(table.columns).map(([column, type]) => sql`${identifier(column)} ${columnType(type)}`)
  const partition = table.partitionBy === undefined ? sql`` : sql` PARTITION BY ${identifier(table.partitionBy)}`
  const order = join(table.orderBy.map((column) => identifier(column)))
  const replay = onCluster.parts.length === 0 ? sql`, non_replicated_deduplication_window = ${REPLAY_WINDOW}` : sql``
  const disk = table.durable === true ? sql`, fsync_after_insert = 1, fsync_part_directory = 1` : sql``
  return sql`CREATE TABLE IF NOT EXISTS ${identifier(name)}${onCluster} (${join(columns)}) ENGINE = ${engine}${partition} ORDER BY (${order}) SETTINGS index_granularity = ${raw('8192')}${replay}${disk}`
}
