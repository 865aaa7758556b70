import { join, param, sql, type Sql } from '#kernel/sql'
import type { BankType } from '../domain/bank-model.js'
import type { DateFormat, FromColumn } from '../contract.js'
import { nativeColumn } from './native-column.js'
import { typedValue } from './typed-value.js'
import { faultOf, type TypedColumn, type TypingContext } from './typing.js'

const MISSING = ['', 'NULL', 'null', '\\N']

/** A column read from the file: slice, missing texts, value map or bands, then the type. */
export function typedColumn(spec: FromColumn, type: BankType, required: boolean, context: TypingContext): TypedColumn {
  const native = isPlain(spec) ? context.native?.(spec.from) : undefined
  const straight = native === undefined ? null : nativeColumn(native.column, native.type, { type, required, spec, context })
  return straight ?? textColumn(spec, type, required, context)
}

/** Nothing in the mapping speaks of the value's letters. */
function isPlain(spec: FromColumn): boolean {
  return [spec.slice, spec.missing, spec.values, spec.bands, spec.prefix].every((part) => part === undefined)
}

function textColumn(spec: FromColumn, type: BankType, required: boolean, context: TypingContext): TypedColumn {
  const cut = sliced(sql`trimBoth(${context.text(spec.from)})`, spec.slice)
  const isMissing = sql`${cut} IN ${[...MISSING, ...(spec.missing ?? [])]}`
  const mapped = mappedText(cut, spec)
  const value = typedValue(prefixed(mapped.text, spec.prefix), type, formatOf(spec, type), spec, context)
  const none = mapped.unknown === null ? isMissing : sql`(${isMissing} OR ${mapped.unknown})`
  return {
    value: sql`if(${none}, NULL, ${value})`,
    faults: [
      ...(required ? [{ when: isMissing, code: 'VALUE_MISSING' }] : []),
      ...(mapped.unknown === null ? [] : [{ when: sql`(NOT ${isMissing} AND ${mapped.unknown})`, code: 'VALUE_NOT_LISTED' }]),
      ...(takesAnyText(type) ? [] : [{ when: sql`(NOT ${none} AND ${value} IS NULL)`, code: faultOf(type) }]),
    ],
  }
}

function takesAnyText(type: BankType): boolean {
  return type === 'text' || type === 'enum'
}

function formatOf(spec: FromColumn, type: BankType): DateFormat {
  return spec.format ?? (type === 'instant' ? 'ISO' : 'YYYY-MM-DD')
}

function sliced(text: Sql, slice: readonly [number, number] | undefined): Sql {
  return slice === undefined ? text : sql`substringUTF8(${text}, ${slice[0] + 1}, ${slice[1] - slice[0]})`
}

function prefixed(text: Sql, prefix: string | undefined): Sql {
  return prefix === undefined ? text : sql`concat(${prefix}, ${text})`
}

interface MappedText {
  readonly text: Sql
  /** True where the value map or the bands have no entry for the text; null when there is neither. */
  readonly unknown: Sql | null
}

function mappedText(text: Sql, spec: FromColumn): MappedText {
  if (spec.values !== undefined) return byValues(text, spec.values, spec.otherwise)
  if (spec.bands !== undefined) return byBands(text, spec.bands)
  return { text, unknown: null }
}

function byValues(text: Sql, values: Readonly<Record<string, string>>, otherwise: string | undefined): MappedText {
  const from = Object.keys(values)
  const to = Object.values(values)
  return {
    text: sql`transform(${text}, ${from}, ${to}, ${otherwise ?? ''})`,
    unknown: otherwise === undefined ? sql`NOT has(${from}, ${text})` : null,
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
