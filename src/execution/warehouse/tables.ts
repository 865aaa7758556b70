import type { TableDefinition } from '#platform/warehouse'

/** Every contact decision of a dispatch, as the ledger's outbox had it when it ended. */
export const executionTables: readonly TableDefinition[] = [
  {
    name: 'contact_decision',
    columns: {
      run_id: 'UInt64',
      list_id: 'UInt64',
      cust_no: 'UInt32',
      cust_id: 'String',
      shard_key: 'String',
      arm: 'LowCardinality(String)',
      channel: 'LowCardinality(String)',
      decision: 'LowCardinality(String)',
      step: 'UInt8',
      reason: 'LowCardinality(String)',
      gate_version: 'LowCardinality(String)',
      inputs_hash: 'String',
      inputs: 'String',
      at: "DateTime64(3, 'UTC')",
    },
    orderBy: ['cust_no'],
    partitionBy: 'run_id',
    spread: 'customer',
    durable: true,
  },
]
