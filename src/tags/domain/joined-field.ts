import type { FieldSpec } from '#kernel/rule'
import { bankTable, type BankTableName } from '#ingest/contract'
import { fieldInfo } from './bank-schema.js'

interface Named {
  /** Column of a fact that names the row, and of the table that it names. */
  readonly by: string
  readonly id: string
  /** What a rule may ask of it. */
  readonly fields: readonly string[]
  readonly zh: string
  readonly en: string
}

/** Tables rows of facts name: a product, a benefit, or the enterprise a payment came from or went to. */
const JOINED = {
  product: { by: 'product_id', id: 'product_id', fields: ['category', 'risk_level', 'issuer'], zh: '产品', en: 'product' },
  benefit: { by: 'benefit_id', id: 'benefit_id', fields: ['type'], zh: '权益', en: 'benefit' },
  enterprise: { by: 'cpty_id', id: 'ent_id', fields: ['industry_code'], zh: '对手企业', en: 'counterparty' },
} as const satisfies Partial<Record<BankTableName, Named>>

export type NamedTable = keyof typeof JOINED

export const namedTables = Object.keys(JOINED) as readonly NamedTable[]

/** A field a fact's rows have of what they name, as `product.category`. */
export interface JoinedField {
  readonly name: string
  readonly table: NamedTable
  readonly field: string
  readonly info: Omit<FieldSpec, 'expression'>
}

/** Words, type and codes of every field a fact's rows have of what they name. */
export function joinedFieldsOf(fact: BankTableName, currency: string): JoinedField[] {
  const own = bankTable(fact).columns
  return namedTables.filter((table) => Object.hasOwn(own, JOINED[table].by)).flatMap((table) =>
    JOINED[table].fields.flatMap((field) => {
      const column = bankTable(table).columns[field]
      if (column === undefined) return []
      const { zh, en } = JOINED[table]
      return [{ name: `${table}.${field}`, table, field, info: { ...fieldInfo(column, currency), zh: `${zh}${column.zh}`, en: `${en} ${column.en.toLowerCase()}` } }]
    }),
  )
}

/** How the row a fact names is found: its column, and that of the table. */
export function namingOf(table: NamedTable): Pick<Named, 'by' | 'id'> {
  return JOINED[table]
}
