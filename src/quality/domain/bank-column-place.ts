import { bankTable, storedName, type BankColumn, type BankTableName, type BankType } from '#ingest/contract'

/** A column of the bank as the warehouse keeps it. */
export interface ColumnPlace {
  readonly name: string
  readonly stored: string
  readonly column: BankColumn
  /** The bank's own customer attribute. */
  readonly custom: boolean
}

/** A custom customer attribute, as sources declare it. */
export interface CustomAttribute {
  readonly key: string
  readonly type: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
}

/** Every column of a bank table with the bank's own customer attributes; a name of the model comes first. */
export function columnPlaces(table: BankTableName, attributes: readonly CustomAttribute[]): ColumnPlace[] {
  const model = Object.entries(bankTable(table).columns).map(([name, column]) => ({ name, stored: storedName(name, column.type), column, custom: false }))
  if (table !== 'customer') return model
  const own = attributes.filter(({ key }) => !model.some(({ name }) => name === key))
  return [
    ...model,
    ...own.map(({ key, type, name }) => {
      const column: BankColumn = { type: type as BankType, zh: name.zh, en: name.en ?? key }
      return { name: key, stored: `x_${key}`, column, custom: true }
    }),
  ]
}

/** Whether single values may be shown: codes that are not sensitive, and inside information. Of anything else only numbers and shapes. */
export function isOpenColumn({ column }: ColumnPlace, kept: { readonly class: string; readonly sensitive: boolean } | undefined): boolean {
  if (kept === undefined || column.identifier !== undefined || column.hashed === true) return false
  return kept.class === 'C1' || ((column.type === 'enum' || column.type === 'bool') && !kept.sensitive)
}

/** A table that keeps every row it was given: facts, whose rows after the date are not seen. */
export function isFact(table: BankTableName): boolean {
  const model = bankTable(table)
  return model.timeColumn !== undefined && model.modes.includes('append')
}
