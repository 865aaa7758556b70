import type { ColumnType } from '#kernel/sql'
import { accountTables } from './bank-tables/account-tables.js'
import type { BankTable, BankType } from './bank-tables/bank-column.js'
import { behaviourTables } from './bank-tables/behaviour-tables.js'
import { customerTables } from './bank-tables/customer-tables.js'
import { enterpriseTables } from './bank-tables/enterprise-tables.js'
import { organisationTables } from './bank-tables/organisation-tables.js'

export type { BankColumn, BankTable, BankType } from './bank-tables/bank-column.js'

/** The bank model every source is mapped to (domain specification 2.1). */
export const bankModel = {
  ...organisationTables,
  ...customerTables,
  ...accountTables,
  ...behaviourTables,
  ...enterpriseTables,
} as const satisfies Record<string, BankTable>

export type BankTableName = keyof typeof bankModel
export const bankTableNames = Object.keys(bankModel) as [BankTableName, ...BankTableName[]]

/** The table's description with its columns by plain name. */
export function bankTable(name: BankTableName): BankTable {
  return bankModel[name]
}

/**
 * Rows of the table belong to a customer, live on and may go over to another one: an account with a new owner. The
 * table then also says of a customer's row that it is `gone`.
 */
export function hasOwners(name: BankTableName): boolean {
  const table = bankTable(name)
  return table.customer === 'many' && !table.modes.includes('append') && !table.key.includes('cust_id')
}

/** Column name in the warehouse: money is stored as minor units and says so. */
export function storedName(name: string, type: BankType): string {
  return type === 'money' ? `${name}_minor` : name
}

/** Warehouse type of a bank column. */
export function storedType(type: BankType): ColumnType {
  switch (type) {
    case 'text':
    case 'json':
      return 'Nullable(String)'
    case 'enum':
      return 'LowCardinality(Nullable(String))'
    case 'int':
    case 'money':
      return 'Nullable(Int64)'
    case 'decimal':
      return 'Nullable(Float64)'
    case 'date':
      return 'Nullable(Date32)'
    case 'instant':
      return "Nullable(DateTime64(3, 'UTC'))"
    case 'bool':
      return 'Nullable(Bool)'
  }
}

/** Warehouse table of a bank table. */
export function storedTable(name: BankTableName): string {
  return `bank_${name}`
}
