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
  // Who is one person, state by state; the newest with a row of role `ready` is in force. Roles: `moved` (the customer
  // carries cust_no and moved_key), `hidden` (rows of cust_id under cust_no do not count), `moving` (from from_no).
  {
    name: 'identity_state',
    columns: { run_id: 'UInt64', role: 'LowCardinality(String)', cust_id: 'String', cust_no: 'UInt32', moved_key: 'String', from_no: 'UInt32' },
    orderBy: ['role', 'cust_id'],
    partitionBy: 'run_id',
    spread: 'copied',
    durable: true,
  },
  // Members of every merge and split with the number before and after: append-only lineage.
  {
    name: 'identity_merge',
    columns: {
      run_id: 'UInt64',
      merge: 'UInt32',
      cust_id: 'String',
      before_no: 'UInt32',
      before_key: 'String',
      after_no: 'UInt32',
      after_key: 'String',
    },
    orderBy: ['merge', 'cust_id'],
    partitionBy: 'run_id',
    spread: 'copied',
    durable: true,
  },
  // Pairs a link run accepted, sends to review, or rejected for a reason worth telling.
  {
    name: 'identity_edge',
    columns: {
      run_id: 'UInt64',
      a_id: 'String',
      b_id: 'String',
      a_no: 'UInt32',
      b_no: 'UInt32',
      rule: 'LowCardinality(String)',
      decision: 'LowCardinality(String)',
      decided_by: 'LowCardinality(String)',
      weight: 'Float64',
      probability: 'Float64',
      pattern: 'UInt32',
      kinds: 'UInt32',
      value_minor: 'Int64',
      a_org: 'LowCardinality(String)',
      b_org: 'LowCardinality(String)',
      a_rm: 'LowCardinality(String)',
      b_rm: 'LowCardinality(String)',
    },
    orderBy: ['decision', 'a_no', 'b_no'],
    partitionBy: 'run_id',
    spread: 'copied',
    durable: true,
  },
]
