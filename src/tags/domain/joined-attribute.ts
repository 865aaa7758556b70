import { bankTable, type BankTableName } from '#ingest/contract'
import { fieldInfo, type AttributeInfo } from './bank-schema.js'

/** A table with at most one row of a customer, found by a number the customer carries. */
interface Joined {
  /** Column of the customer that names the row, and of the table that it names. */
  readonly by: string
  readonly id: string
  /** What a rule may name of it. */
  readonly fields: readonly string[]
  /** Before the field's name. */
  readonly zh: string
  readonly en: string
}

/** `attr(enterprise.<field>)` is of the customer's employer, `attr(employee.<field>)` of the manager, `attr(org.<field>)` of the main organisation. */
const JOINED = {
  enterprise: { by: 'employer_ent_id', id: 'ent_id', fields: ['industry_code', 'region', 'staff_band', 'is_client', 'rating'], zh: '任职单位', en: 'Employer' },
  employee: { by: 'rm_emp_id', id: 'emp_id', fields: ['org_id', 'role', 'hire_date', 'leave_date'], zh: '客户经理', en: 'Manager' },
  org: { by: 'main_org_id', id: 'org_id', fields: ['parent_id', 'level', 'province', 'city', 'catchment', 'open_date'], zh: '所属机构', en: 'Main organisation' },
} as const satisfies Partial<Record<BankTableName, Joined>>

export type JoinedTable = keyof typeof JOINED

export const joinedTables = Object.keys(JOINED) as readonly JoinedTable[]

export function isJoinedTable(table: string): table is JoinedTable {
  return Object.hasOwn(JOINED, table)
}

/** How a customer's row of a table is found. */
export function joinOf(table: JoinedTable): Pick<Joined, 'by' | 'id'> {
  return JOINED[table]
}

/** A field of the customer's row of a joined table; undefined for what no rule may name. */
export function joinedAttribute(table: JoinedTable, field: string, currency: string): AttributeInfo | undefined {
  const { fields, zh, en }: Joined = JOINED[table]
  const column = bankTable(table).columns[field]
  if (!fields.includes(field) || column === undefined) return undefined
  return { name: field, stored: field, field: { ...fieldInfo(column, currency), zh: `${zh}${column.zh}`, en: `${en}: ${column.en.toLowerCase()}` } }
}

/** Everything a rule may name of a joined table. */
export function joinedAttributes(table: JoinedTable, currency: string): AttributeInfo[] {
  return JOINED[table].fields.flatMap((field) => joinedAttribute(table, field, currency) ?? [])
}

/** Alias of the rows of a joined field in a query over customers. */
export function joinedAlias(table: JoinedTable, field: string): string {
  return `j_${table}__${field}`
}

/** The bank table behind such an alias; null for any other. */
export function tableOfAlias(alias: string): JoinedTable | null {
  return joinedTables.find((table) => alias.startsWith(`j_${table}__`)) ?? null
}
