export type BankType = 'text' | 'int' | 'decimal' | 'money' | 'date' | 'instant' | 'bool' | 'enum' | 'json'

export interface BankColumn {
  readonly type: BankType
  readonly zh: string
  readonly en: string
  readonly required?: boolean
  /** Direct identifier: sealed in customer_pii and hashed, never stored in a bank table. */
  readonly identifier?: 'name' | 'mobile' | 'id_no' | 'email' | 'address'
  /** Kept only as a keyed hash: it links, nobody can read it. */
  readonly hashed?: boolean
  /** Codes of an enum with their names. */
  readonly values?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  /** Of the customer table: set once and never changed, so a value loaded today also held at any earlier date. */
  readonly fixed?: boolean
  /** Of a fact: written or changed after the time of its row, so a value loaded today was not known then. */
  readonly settles?: boolean
}

export type LoadMode = 'snapshot' | 'upsert' | 'append'

export interface BankTable {
  readonly zh: string
  readonly en: string
  /** Natural key columns. */
  readonly key: readonly string[]
  /** One row per customer or many; `none` for small dimensions without a customer. */
  readonly customer: 'one' | 'many' | 'none'
  /** Date or instant a fact happened at. */
  readonly timeColumn?: string
  readonly modes: readonly LoadMode[]
  /** Rows may come without a customer: they are kept under this column until the customer is known. */
  readonly anonymous?: string
  /** Read by the risk desk only; never a field of a rule. */
  readonly restricted?: boolean
  readonly columns: Readonly<Record<string, BankColumn>>
}

/** A column of a bank table. */
export function column(type: BankType, zh: string, en: string, more: Partial<BankColumn> = {}): BankColumn {
  return { type, zh, en, ...more }
}

export const required = { required: true } as const
export const fixed = { fixed: true } as const
export const settles = { settles: true } as const
export const custId = column('text', '客户号', 'Customer number', required)

type Label = readonly [zh: string, en: string]

/** An enum column whose codes are named. */
export function coded(zh: string, en: string, codes: Readonly<Record<string, Label>>, more: Partial<BankColumn> = {}): BankColumn {
  const values = Object.fromEntries(Object.entries(codes).map(([code, [codeZh, codeEn]]) => [code, { zh: codeZh, en: codeEn }]))
  return { type: 'enum', zh, en, values, ...more }
}

export const SNAPSHOT_OR_UPSERT = ['snapshot', 'upsert'] as const
export const APPEND_OR_SNAPSHOT = ['append', 'snapshot'] as const
