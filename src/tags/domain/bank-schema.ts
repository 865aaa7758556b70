import type { FactSpec, FieldSpec, ValueType } from '#kernel/rule'
import { identifier, type Sql } from '#kernel/sql'
import { bankModel, bankTable, bankTableNames, type BankColumn, type BankTableName, type BankType } from '#ingest/contract'

export interface AttributeInfo {
  readonly name: string
  /** Column of bank_customer. */
  readonly stored: string
  readonly field: Omit<FieldSpec, 'expression'>
}

export interface CustomAttribute {
  readonly key: string
  readonly type: string
  readonly ccy?: string | null | undefined
  readonly name: { readonly zh: string; readonly en?: string | undefined }
}

function valueType(type: BankType): ValueType {
  return type === 'text' || type === 'json' ? 'string' : type
}

/** The type and names of a column. */
export function fieldInfo(column: BankColumn, currency: string): Omit<FieldSpec, 'expression'> {
  return {
    type: valueType(column.type),
    zh: column.zh,
    en: column.en,
    ...(column.values === undefined
      ? {}
      : { values: Object.entries(column.values).map(([code, label]) => ({ code, ...label })) }),
    ...(column.type === 'money' ? { ccy: currency } : {}),
  }
}

/** Customer attributes a rule may name: the bank model's, then the bank's own. Identifiers are not among them. */
export function customerAttributes(custom: readonly CustomAttribute[], currency: string): AttributeInfo[] {
  const model = Object.entries<BankColumn>(bankModel.customer.columns)
    .filter(([name, column]) => name !== 'cust_id' && column.identifier === undefined)
    .map(([name, column]) => ({ name, stored: storedColumn(name, column.type), field: fieldInfo(column, currency) }))
  const own = custom.map((attribute) => {
    const type = attribute.type as BankType
    const column: BankColumn = { type, zh: attribute.name.zh, en: attribute.name.en ?? attribute.key }
    return { name: attribute.key, stored: `x_${attribute.key}`, field: fieldInfo(column, attribute.ccy ?? currency) }
  })
  return [...model, ...own.filter((attribute) => !model.some((known) => known.name === attribute.name))]
}

function storedColumn(name: string, type: BankType): string {
  return type === 'money' ? `${name}_minor` : name
}

/** Tables of dated customer rows a rule may aggregate. */
export function factTables(): BankTableName[] {
  return bankTableNames.filter((name) => {
    const table = bankTable(name)
    return table.customer === 'many' && table.timeColumn !== undefined && table.restricted !== true
  })
}

/** Stored columns of a fact table. */
export function factColumns(table: BankTableName): string[] {
  return Object.entries(bankTable(table).columns)
    .filter(([name]) => name !== 'cust_id')
    .map(([name, column]) => storedColumn(name, column.type))
}

/** A fact table as the rule language knows it, with the fields its rows have of others. */
export function factSpec(table: BankTableName, currency: string, joined: FactSpec['fields'] = {}): FactSpec {
  const model = bankTable(table)
  const timeField = model.timeColumn ?? 'valid_from'
  const fields = Object.entries(model.columns)
    .filter(([name]) => name !== 'cust_id')
    .map(([name, column]) => [name, { ...fieldInfo(column, currency), expression: columnSql(name, column.type) }] as const)
  return {
    zh: model.zh,
    en: model.en,
    table,
    timeField,
    timeType: model.columns[timeField]?.type === 'instant' ? 'instant' : 'date',
    fields: { ...Object.fromEntries(fields), ...joined },
  }
}

function columnSql(name: string, type: BankType): Sql {
  return identifier(storedColumn(name, type))
}
