import type { TableDefinition } from '#platform/warehouse'

/** What intake keeps besides the events themselves, which are rows of the bank's `app_event`. */
export const eventsTables: readonly TableDefinition[] = [
  {
    name: 'event_profile',
    columns: {
      owner: 'String', kind: 'LowCardinality(String)', key: 'String', op: 'LowCardinality(String)', value: 'String',
      ts: "DateTime64(3, 'UTC')", op_id: 'String', commit: 'UInt64', seq: 'UInt32', shard_key: 'String',
    },
    orderBy: ['owner', 'key'],
    spread: 'customer',
    durable: true,
  },
  {
    name: 'event_item',
    columns: { item_type: 'LowCardinality(String)', item_id: 'String', op: 'LowCardinality(String)', props: 'String', ts: "DateTime64(3, 'UTC')", op_id: 'String', commit: 'UInt64' },
    orderBy: ['item_type', 'item_id'],
    spread: 'copied',
    durable: true,
  },
  {
    name: 'event_link',
    columns: { device_id: 'String', user_id: 'String', linked_at: "DateTime64(3, 'UTC')", op_id: 'String', known: 'UInt8' },
    orderBy: ['user_id', 'device_id'],
    spread: 'copied',
    durable: true,
  },
  {
    name: 'event_reject',
    columns: {
      id: 'String', at: "DateTime64(3, 'UTC')", code: 'LowCardinality(String)', params: 'String', protocol: 'LowCardinality(String)', type: 'LowCardinality(String)', write_key: 'LowCardinality(String)',
      lib: 'LowCardinality(String)', lib_version: 'LowCardinality(String)', sent_at: "Nullable(DateTime64(3, 'UTC'))", masked: 'String', raw_sealed: 'String', commit: 'UInt64',
    },
    orderBy: ['at', 'id'],
    spread: 'copied',
    durable: true,
  },
  {
    name: 'event_reject_replayed',
    columns: { id: 'String', at: "DateTime64(3, 'UTC')" },
    orderBy: ['id'],
    spread: 'copied',
    durable: true,
  },
  {
    name: 'event_count',
    columns: { hour: "DateTime64(3, 'UTC')", write_key: 'LowCardinality(String)', what: 'LowCardinality(String)', n: 'UInt64' },
    orderBy: ['hour', 'write_key', 'what'],
    spread: 'copied',
  },
  {
    name: 'event_violation',
    columns: {
      day: 'Date32', event: 'LowCardinality(String)', prop: 'LowCardinality(String)', kind: 'LowCardinality(String)', lib: 'LowCardinality(String)', lib_version: 'LowCardinality(String)',
      n: 'UInt64', samples: 'Array(String)',
    },
    orderBy: ['day', 'event', 'prop'],
    spread: 'copied',
  },
  {
    name: 'event_seen',
    columns: { day: 'Date32', event: 'LowCardinality(String)', write_key: 'LowCardinality(String)', n: 'UInt64', last: "DateTime64(3, 'UTC')" },
    orderBy: ['day', 'event'],
    spread: 'copied',
  },
]
