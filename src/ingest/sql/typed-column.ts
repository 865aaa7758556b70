import { join, param, sql, type Sql } from '#kernel/sql'
import type { BankType } from '../domain/bank-model.js'
import type { DateFormat, FromColumn } from '../contract.js'
import { typedValue } from './typed-value.js'

/** A bank column computed from a staged row. */
export interface TypedColumn {
  /** Typed, NULL where the text is missing or does not fit. */
  readonly value: Sql
  /** Error code as text, '' where the value is good. */
  readonly fault: Sql
}

export interface TypingContext {
  /** SQL of a file column's text by name. */
  readonly text: (fileColumn: string) => Sql
  readonly timeZone: string
  /** Decimal digits of the currency's minor unit. */
  readonly minorDigits: number
}

const MISSING = ['', 'NULL', 'null', '\\N']

/** A column read from the file: slice, missing texts, value map or bands, then the type. */
export function typedColumn(spec: FromColumn, type: BankType, required: boolean, context: TypingContext): TypedColumn {
  const cut = sliced(sql`trimBoth(${context.text(spec.from)})`, spec.slice)
  const isMissing = sql`${cut} IN ${[...MISSING, ...(spec.missing ?? [])]}`
  const mapped = mappedText(cut, spec)
  const value = typedValue(prefixed(mapped.text, spec.prefix), type, formatOf(spec, type), spec, context)
  const good = sql`if(${isMissing} OR ${mapped.unknown}, NULL, ${value})`
  const onMissing = required ? 'VALUE_MISSING' : ''
  return {
    value: good,
    fault: sql`multiIf(${isMissing}, ${onMissing}, ${mapped.unknown}, 'VALUE_NOT_LISTED', ${value} IS NULL, ${faultOf(type)}, '')`,
  }
}

function formatOf(spec: FromColumn, type: BankType): DateFormat {
  return spec.format ?? (type === 'instant' ? 'ISO' : 'YYYY-MM-DD')
}

function faultOf(type: BankType): string {
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

function sliced(text: Sql, slice: readonly [number, number] | undefined): Sql {
  return slice === undefined ? text : sql`substringUTF8(${text}, ${slice[0] + 1}, ${slice[1] - slice[0]})`
}

function prefixed(text: Sql, prefix: string | undefined): Sql {
  return prefix === undefined ? text : sql`concat(${prefix}, ${text})`
}

interface MappedText {
  readonly text: Sql
  /** True where the value map or the bands have no entry for the text. */
  readonly unknown: Sql
}

function mappedText(text: Sql, spec: FromColumn): MappedText {
  if (spec.values !== undefined) return byValues(text, spec.values, spec.otherwise)
  if (spec.bands !== undefined) return byBands(text, spec.bands)
  return { text, unknown: sql`0` }
}

function byValues(text: Sql, values: Readonly<Record<string, string>>, otherwise: string | undefined): MappedText {
  const from = Object.keys(values)
  const to = Object.values(values)
  return {
    text: sql`transform(${text}, ${from}, ${to}, ${otherwise ?? ''})`,
    unknown: otherwise === undefined ? sql`NOT has(${from}, ${text})` : sql`0`,
  }
}

/** A text that is not a number, or above the last band when that is closed, has no band. */
function byBands(text: Sql, bands: readonly { below?: number | undefined; value: string }[]): MappedText {
  const number = sql`toFloat64OrNull(${text})`
  const open = bands.find((band) => band.below === undefined)
  const closed = bands.flatMap(({ below, value }) => (below === undefined ? [] : [{ below: param(below, 'Float64'), value }]))
  const cases = closed.flatMap(({ below, value }) => [sql`${number} < ${below}`, sql`${value}`])
  const found = cases.length === 0 ? sql`${open?.value ?? ''}` : sql`multiIf(${join(cases)}, ${open?.value ?? ''})`
  const inside = join(closed.map(({ below }) => sql`${number} < ${below}`), sql` OR `, sql`0`)
  return { text: found, unknown: open === undefined ? sql`NOT ifNull(${inside}, 0)` : sql`${number} IS NULL` }
}
