import type { TableDefinition } from '#platform/warehouse'

/** Kept by the bank's own customer number: ours changes when persons are merged. */
const person = { cust_id: 'String', shard_key: 'String' } as const
const who = { actor_id: 'String', actor_name: 'String', ts: "DateTime64(3, 'UTC')" } as const

/** What customers said, appended and never changed: consents, preferences, and whether their data may be used at all. */
export const privacyTables: readonly TableDefinition[] = [
  {
    name: 'consent_entry',
    columns: {
      id: 'String', ...person,
      purpose: 'LowCardinality(String)',
      channel: 'LowCardinality(String)',
      granted: 'Bool',
      separate: 'Bool',
      notice: 'LowCardinality(String)',
      evidence_ref: 'String',
      way: 'LowCardinality(String)',
      ...who,
    },
    orderBy: ['cust_id', 'purpose', 'ts'],
    spread: 'customer',
    durable: true,
  },
  {
    name: 'contact_pref_entry',
    columns: {
      id: 'String', ...person,
      do_not_contact: 'Bool',
      channels_off: 'Array(String)',
      personalised_off: 'Bool',
      quiet_from: 'Nullable(String)',
      quiet_to: 'Nullable(String)',
      lang: 'Nullable(String)',
      elder_mode: 'Bool',
      preferred_channel: 'Nullable(String)',
      reason: 'String',
      ...who,
    },
    orderBy: ['cust_id', 'ts'],
    spread: 'customer',
    durable: true,
  },
  {
    name: 'tag_objection_entry',
    columns: {
      id: 'String', ...person,
      tag: 'LowCardinality(String)',
      objected: 'Bool',
      channel: 'LowCardinality(String)',
      reason: 'String',
      ...who,
    },
    orderBy: ['cust_id', 'tag', 'ts'],
    spread: 'customer',
    durable: true,
  },
  {
    name: 'subject_state_entry',
    columns: { id: 'String', ...person, state: 'LowCardinality(String)', request_id: 'UInt64', ...who },
    orderBy: ['cust_id', 'ts'],
    spread: 'customer',
    durable: true,
  },
]
