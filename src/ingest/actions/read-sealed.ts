import type { Context } from '#platform/context'
import { sealedIdentifiersQuery, type SealedRow } from '../sql/sealed-queries.js'
import { bankRuns } from './bank-runs.js'

export type SealedField = Exclude<keyof SealedRow, 'cust_id'>

/**
 * The asked direct identifiers of customers in clear, by customer; empty where the bank gave none. For one use, never
 * kept.
 */
export async function readSealed<Field extends SealedField>(context: Context, custIds: readonly string[], fields: readonly Field[]): Promise<Map<string, Record<Field, string>>> {
  const runs = await bankRuns(context.runs, 'customer', await context.businessClock.today())
  const rows = await context.warehouse.query(sealedIdentifiersQuery(runs, custIds))
  const open = (sealed: string) => (sealed === '' ? '' : context.secrets.open(sealed))
  return new Map(rows.map((row) => [row.cust_id, Object.fromEntries(fields.map((field) => [field, open(row[field])])) as Record<Field, string>]))
}
