import type { ColumnType } from '#kernel/sql'
import type { TableDefinition } from '#platform/warehouse'
import { bankTable, bankTableNames, hasOwners, storedName, storedTable, storedType, type BankTableName } from '../domain/bank-model.js'

const PERSON: Record<string, ColumnType> = { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String' }

function bankTableDefinition(name: BankTableName): TableDefinition {
  const table = bankTable(name)
  const columns: Record<string, ColumnType> = { run_id: 'UInt64' }
  const perCustomer = table.customer !== 'none'
  if (perCustomer) Object.assign(columns, PERSON)
  Object.assign(columns, { row_key: 'String', valid_from: 'Date32' })
  if (hasOwners(name)) columns['gone'] = 'Bool'
  for (const [key, column] of Object.entries(table.columns)) {
    if (key === 'cust_id' || column.identifier !== undefined) continue
    columns[storedName(key, column.type)] = storedType(column.type)
  }
  return {
    name: storedTable(name),
    columns,
    orderBy: [perCustomer ? 'cust_no' : 'row_key'],
    partitionBy: 'run_id',
    spread: perCustomer ? 'customer' : 'copied',
    durable: true,
  }
}

/** Bank tables, which device is whose, sealed identifiers and rejects. */
export const ingestTables: readonly TableDefinition[] = [
  ...bankTableNames.map(bankTableDefinition),
  {
    // Kept where the customer is. `version` is when the link was told, in milliseconds.
    name: 'event_stitch',
    columns: { device_id: 'String', cust_id: 'String', cust_no: 'UInt32', shard_key: 'String', linked_at: "DateTime64(3, 'UTC')", version: 'UInt64' },
    orderBy: ['device_id', 'version'],
    spread: 'customer',
    durable: true,
  },
  {
    name: 'customer_pii',
    columns: {
      run_id: 'UInt64',
      cust_id: 'String',
      shard_key: 'String',
      name: 'String',
      mobile: 'String',
      id_no: 'String',
      email: 'String',
      address: 'String',
      name_hash: 'String',
      mobile_hash: 'String',
      id_no_hash: 'String',
      email_hash: 'String',
    },
    orderBy: ['cust_id'],
    partitionBy: 'run_id',
    spread: 'customer',
    durable: true,
  },
  {
    name: 'load_reject',
    columns: { run_id: 'UInt64', line: 'UInt64', code: 'LowCardinality(String)', column: 'LowCardinality(String)', masked: 'String', raw_sealed: 'String' },
    orderBy: ['line'],
    partitionBy: 'run_id',
    spread: 'copied',
    durable: true,
  },
]
