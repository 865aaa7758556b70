import type { TableDefinition } from '#platform/warehouse'

/** cust_no is dense, internal and never reused; shard_key is the person's first cust_id. */
export const identityTables: readonly TableDefinition[] = [
  {
    name: 'identity_customer',
    columns: { cust_id: 'String', cust_no: 'UInt32', shard_key: 'String' },
    orderBy: ['cust_id'],
    spread: 'copied',
    durable: true,
  },
]
