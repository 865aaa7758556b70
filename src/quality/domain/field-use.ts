import { bankTable, bankTableNames, type BankTableName } from '#ingest/contract'
import type { BankColumnUse } from '../ports.js'

type Json = Readonly<Record<string, unknown>>

/**
 * Bank columns the rule language names anywhere in a definition's body: attributes, aggregated fields with what filters
 * them, and the time a window reads. A count without a field or window reads the customer number.
 */
export function fieldsOf(body: unknown): BankColumnUse[] {
  const found = new Map<string, BankColumnUse>()
  const add = (table: unknown, column: unknown) => {
    if (typeof table === 'string' && typeof column === 'string') found.set(`${table}.${column}`, { table, column })
  }
  walk(body, null, add)
  return [...found.values()].sort((one, two) => `${one.table}.${one.column}`.localeCompare(`${two.table}.${two.column}`))
}

function walk(value: unknown, table: string | null, add: (table: unknown, column: unknown) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, table, add)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const node = value as Json
  if (node['kind'] === 'attr') add(node['table'], columnOf(node['field']))
  if (node['kind'] === 'field') add(table, node['field'])
  const of = node['kind'] === 'agg' && typeof node['table'] === 'string' ? node['table'] : table
  if (node['kind'] === 'agg') addAggregate(node, add)
  for (const inner of Object.values(node)) walk(inner, of, add)
}

/** What is told of a column is named after it: `child_birth_years.youngest`. */
function columnOf(field: unknown): unknown {
  return typeof field === 'string' ? field.split('.')[0] : field
}

function addAggregate(node: Json, add: (table: unknown, column: unknown) => void): void {
  const { table, field, window } = node as { table?: unknown; field?: unknown; window?: { kind?: unknown } }
  add(table, field)
  const known = bankTableNames.find((name) => name === table)
  if (known === undefined) return
  const timed = typeof window === 'object' && window.kind !== 'all'
  if (timed || node['fn'] === 'first' || node['fn'] === 'last') add(table, timeOf(known))
  else if (field === undefined) add(table, 'cust_id')
}

function timeOf(table: BankTableName): string | undefined {
  return bankTable(table).timeColumn
}
