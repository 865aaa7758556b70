import { bankTable, type BankTableName } from '#ingest/contract'

export interface CodeName {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** A code of a bank column with its name; the code itself when the bank model has no name for it. */
export function codeName(table: BankTableName, column: string, code: string): CodeName {
  const name = bankTable(table).columns[column]?.values?.[code]
  return { code, zh: name?.zh ?? code, en: name?.en ?? code }
}

/** The same, null staying null. */
export function maybeCodeName(table: BankTableName, column: string, code: string | null): CodeName | null {
  return code === null || code === '' ? null : codeName(table, column, code)
}
