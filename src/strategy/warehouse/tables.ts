import type { ColumnType } from '#kernel/sql'
import type { TableDefinition } from '#platform/warehouse'

const PERSON: Record<string, ColumnType> = { run_id: 'UInt64', list_id: 'UInt64', cust_no: 'UInt32', cust_id: 'String', shard_key: 'String' }
const PLACE: Record<string, ColumnType> = { org_path: 'LowCardinality(String)', rm: 'LowCardinality(String)' }

/** Members of lists, who was left out and why, and the do-not-contact list each freeze saw. */
export const strategyTables: readonly TableDefinition[] = [
  {
    name: 'list_member',
    columns: { ...PERSON, ...PLACE, arm: 'LowCardinality(String)', bucket: 'Float64', state: 'LowCardinality(String)' },
    orderBy: ['cust_no'],
    partitionBy: 'run_id',
    spread: 'customer',
    durable: true,
  },
  {
    name: 'list_excluded',
    columns: { ...PERSON, ...PLACE, step: 'LowCardinality(String)', reason: 'LowCardinality(String)' },
    orderBy: ['step', 'cust_no'],
    partitionBy: 'run_id',
    spread: 'customer',
    durable: true,
  },
  {
    name: 'list_do_not_contact',
    columns: { run_id: 'UInt64', cust_id: 'String' },
    orderBy: ['cust_id'],
    partitionBy: 'run_id',
    spread: 'copied',
    durable: true,
  },
]
