import type { TableDefinition } from '#platform/warehouse'

/** Scores of a run: one row a customer, the champion's published, a challenger's kept beside. */
export const modelTables: readonly TableDefinition[] = [
  {
    name: 'model_score',
    columns: {
      run_id: 'UInt64',
      model: 'LowCardinality(String)',
      version: 'UInt32',
      cust_no: 'UInt32',
      cust_id: 'String',
      shard_key: 'String',
      org_path: 'LowCardinality(String)',
      rm: 'LowCardinality(String)',
      score: 'Float64',
      decile: 'UInt8',
      as_of: 'Date32',
    },
    orderBy: ['model', 'cust_no'],
    partitionBy: 'run_id',
    spread: 'customer',
  },
]
