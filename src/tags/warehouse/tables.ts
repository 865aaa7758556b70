import type { TableDefinition } from '#platform/warehouse'

/** Values people set on customers, appended and never changed; kept by the bank's own customer number, for ours changes when persons are merged. */
export const tagTables: readonly TableDefinition[] = [
  {
    name: 'tag_mark',
    columns: {
      id: 'String',
      cust_id: 'String',
      shard_key: 'String',
      tag: 'LowCardinality(String)',
      value: 'String',
      gone: 'Bool',
      until: 'Nullable(Date32)',
      day: 'Date32',
      reason: 'String',
      batch: 'String',
      actor_id: 'String',
      actor_name: 'String',
      ts: "DateTime64(3, 'UTC')",
    },
    orderBy: ['tag', 'cust_id', 'ts'],
    spread: 'customer',
    durable: true,
  },
]
