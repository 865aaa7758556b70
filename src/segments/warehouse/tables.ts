import type { TableDefinition } from '#platform/warehouse'

/** Membership of a segment version as of a date: one bitmap of customer numbers a run. */
export const segmentTables: readonly TableDefinition[] = [
  {
    name: 'segment_members',
    columns: {
      run_id: 'UInt64',
      segment: 'LowCardinality(String)',
      version: 'UInt32',
      members: 'AggregateFunction(groupBitmap, UInt32)',
    },
    orderBy: ['segment', 'version'],
    partitionBy: 'run_id',
    spread: 'copied',
    durable: true,
  },
  {
    name: 'cluster_members',
    columns: {
      run_id: 'UInt64',
      clustering: 'LowCardinality(String)',
      cluster: 'UInt16',
      members: 'AggregateFunction(groupBitmap, UInt32)',
    },
    orderBy: ['clustering', 'cluster'],
    partitionBy: 'run_id',
    spread: 'copied',
    durable: true,
  },
]
