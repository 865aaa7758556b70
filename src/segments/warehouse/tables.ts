import type { TableDefinition } from '#platform/warehouse'

/** Membership of segments and clusters as bitmaps of customer numbers; the cell of every customer of a tiering's run; lines of uploaded lists that became nobody. */
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
  {
    name: 'list_reject',
    columns: { run_id: 'UInt64', line: 'UInt32', shown: 'String', reason: 'LowCardinality(String)' },
    orderBy: ['line'],
    partitionBy: 'run_id',
    spread: 'copied',
    durable: true,
  },
  {
    name: 'tier_members',
    columns: {
      run_id: 'UInt64',
      cust_no: 'UInt32',
      shard_key: 'String',
      org_path: 'LowCardinality(String)',
      rm: 'LowCardinality(String)',
      cell: 'UInt8',
      value: 'Nullable(Float64)',
      second: 'Nullable(Float64)',
      money: 'Nullable(Float64)',
      marks: 'UInt64',
      since: 'Date32',
      pending: 'UInt8',
      pending_since: 'Date32',
    },
    orderBy: ['cust_no'],
    partitionBy: 'run_id',
    spread: 'customer',
    durable: true,
  },
]
