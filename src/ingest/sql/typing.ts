import { join, sql, type Sql } from '#kernel/sql'
import type { BankType } from '../domain/bank-model.js'
import type { FileType } from '../domain/file-type.js'

/** What can be wrong with a value: a condition that is never NULL, and its error code. */
export interface Fault {
  readonly when: Sql
  readonly code: string
}

/** A bank column computed from a staged row. */
export interface TypedColumn {
  /** Typed, NULL where the file has no value or it does not fit. */
  readonly value: Sql
  /** The first that holds is the row's fault; none where nothing can be wrong. */
  readonly faults: readonly Fault[]
}

export interface TypingContext {
  /** SQL of a file column's text by name. */
  readonly text: (fileColumn: string) => Sql
  /** A column the file itself gives a type, by name; absent for text files. */
  readonly native?: (fileColumn: string) => { readonly column: Sql; readonly type: FileType }
  readonly timeZone: string
  /** Decimal digits of the currency's minor unit. */
  readonly minorDigits: number
}

/** Code of a column's fault as text, '' where the value is good. */
export function faultCode(column: TypedColumn): Sql {
  const cases = column.faults.flatMap(({ when, code }) => [when, sql`${code}`])
  return cases.length === 0 ? sql`''` : sql`multiIf(${join(cases)}, '')`
}

/** What a value that does not fit its type is called. */
export function faultOf(type: BankType): string {
  switch (type) {
    case 'date':
    case 'instant':
      return 'DATE_INVALID'
    case 'money':
      return 'MONEY_INVALID'
    case 'int':
    case 'decimal':
      return 'NUMBER_INVALID'
    case 'bool':
      return 'BOOL_INVALID'
    case 'json':
      return 'JSON_INVALID'
    case 'text':
    case 'enum':
      return 'VALUE_INVALID'
  }
}
