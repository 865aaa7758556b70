import { fail } from '#kernel/error'
import type { Ledger } from '#platform/ledger'
import type { AttributeSpec } from '../contract.js'
import type { IngestTables } from './ingest-tables.js'

export interface CustomerAttribute {
  readonly key: string
  readonly type: AttributeSpec['type']
  /** Currency of a money attribute; the reporting currency when null. */
  readonly ccy: string | null
  readonly name: { readonly zh: string; readonly en?: string | undefined }
}

/** Remembers custom attributes; an attribute keeps its first type for ever. */
export async function registerAttributes(ledger: Ledger, attributes: Readonly<Record<string, AttributeSpec>>, currency: string | undefined): Promise<void> {
  const known = new Map((await listAttributes(ledger)).map((attribute) => [attribute.key, attribute]))
  for (const [key, attribute] of Object.entries(attributes)) {
    const before = known.get(key)
    if (before !== undefined && before.type !== attribute.type) fail('ATTRIBUTE_TYPE_CHANGED', { key, type: before.type })
    const ccy = attribute.type === 'money' ? (currency ?? null) : null
    await ledger.db
      .withTables<IngestTables>()
      .insertInto('customer_attribute')
      .values({ key, type: attribute.type, ccy, name: JSON.stringify(attribute.name) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ ccy, name: JSON.stringify(attribute.name) }))
      .execute()
  }
}

/** Every custom customer attribute, by key. */
export async function listAttributes(ledger: Ledger): Promise<CustomerAttribute[]> {
  const rows = await ledger.db.withTables<IngestTables>().selectFrom('customer_attribute').selectAll().orderBy('key').execute()
  return rows.map((row) => ({ key: row.key, type: row.type as AttributeSpec['type'], ccy: row.ccy, name: row.name }))
}
