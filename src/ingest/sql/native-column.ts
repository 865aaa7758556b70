import { param, sql, type Sql } from '#kernel/sql'
import type { BankType } from '../domain/bank-model.js'
import type { FileType } from '../domain/file-type.js'
import type { FromColumn } from '../contract.js'
import { faultOf, type TypedColumn, type TypingContext } from './typing.js'

/** What a file's typed column is to become. */
export interface NativeTarget {
  readonly type: BankType
  readonly required: boolean
  readonly spec: FromColumn
  readonly context: TypingContext
}

/** The value where it fits, and when it does: NULL and false where the file has no value. */
interface Fitted {
  readonly value: Sql
  readonly fits: Sql
}

/**
 * A column of a file with types of its own, converted without a detour over text: one cast where the types agree, a
 * fault where the value is outside what the bank column holds. null where the letters count (text, codes, lists).
 */
export function nativeColumn(column: Sql, type: FileType, target: NativeTarget): TypedColumn | null {
  const fitted = fit(column, type, target)
  if (fitted === null) return null
  const missing = { when: sql`${column} IS NULL`, code: 'VALUE_MISSING' }
  const wrong = { when: sql`(${column} IS NOT NULL AND NOT ifNull(${fitted.fits}, 0))`, code: faultOf(target.type) }
  return {
    value: sql`if(${fitted.fits}, toNullable(${fitted.value}), NULL)`,
    faults: [...(target.required ? [missing] : []), wrong],
  }
}

function fit(column: Sql, type: FileType, target: NativeTarget): Fitted | null {
  switch (target.type) {
    case 'int':
      return wholeNumber(column, type)
    case 'decimal':
      return decimalNumber(column, type)
    case 'money':
      return money(column, type, target.spec.unit === 'minor' ? 0 : target.context.minorDigits)
    case 'bool':
      return type.kind === 'bool' ? { value: column, fits: sql`${column} IS NOT NULL` } : null
    case 'date':
      return dateOf(column, type, target)
    case 'instant':
      return instantOf(column, type, target)
    case 'text':
    case 'enum':
    case 'json':
      return null
  }
}

/** 2^53 - 1: above it a float does not hold every whole number. */
const EXACT = 9_007_199_254_740_991

function wholeNumber(column: Sql, type: FileType): Fitted | null {
  if (type.kind === 'int') return { value: sql`toInt64(${column})`, fits: sql`${column} IS NOT NULL` }
  if (type.kind === 'uint64') return { value: sql`toInt64(${column})`, fits: sql`${column} <= toUInt64(9223372036854775807)` }
  if (type.kind === 'float') return { value: sql`accurateCastOrNull(${column}, 'Int64')`, fits: sql`(abs(${column}) <= ${EXACT} AND trunc(${column}) = ${column})` }
  return null
}

function decimalNumber(column: Sql, type: FileType): Fitted | null {
  if (type.kind === 'float') return { value: sql`toFloat64(${column})`, fits: sql`isFinite(${column})` }
  if (type.kind === 'int' || type.kind === 'uint64' || type.kind === 'decimal') return { value: sql`toFloat64(${column})`, fits: sql`${column} IS NOT NULL` }
  return null
}

/** As for text: at most 16 digits before the point, no more decimals than the unit has. `digits` 0 for minor units. */
function money(column: Sql, type: FileType, digits: number): Fitted | null {
  const shift = 10 ** digits
  if (type.kind === 'int' || type.kind === 'uint64') {
    const whole = sql`toInt64(${column})`
    return { value: digits === 0 ? whole : sql`${whole} * ${shift}`, fits: sql`(${column} > -10000000000000000 AND ${column} < 10000000000000000)` }
  }
  if (type.kind === 'float') {
    // A float stands for the shortest decimal that reads back as it: that of the minor units, when dividing gives it again.
    const minor = sql`round(toFloat64(${column}) * ${shift})`
    return { value: sql`accurateCastOrNull(${minor}, 'Int64')`, fits: sql`(abs(${minor}) <= ${EXACT} AND ${minor} / ${shift} = toFloat64(${column}))` }
  }
  return type.kind === 'decimal' ? decimalMoney(column, type.scale, shift) : null
}

function decimalMoney(column: Sql, scale: number, shift: number): Fitted {
  // Shifted in 128 bits: 18 digits and the shift cannot overflow there.
  const wide = sql`toDecimal128(${column}, ${param(scale, 'UInt8')})`
  const minor = sql`(${wide} * ${shift})`
  return { value: sql`toInt64(${minor})`, fits: sql`(abs(${wide}) < 10000000000000000 AND truncate(${minor}) = ${minor})` }
}

/** Days of 1900-01-01 and 2300-01-01 from 1970-01-01, and their seconds: the engine keeps no date outside. */
const FIRST_DAY = -25_567
const END_DAY = 120_530
const DAY_MS = 86_400_000

function inside(milliseconds: Sql): Sql {
  return sql`(${milliseconds} >= ${FIRST_DAY * DAY_MS} AND ${milliseconds} < ${END_DAY * DAY_MS})`
}

function dateOf(column: Sql, type: FileType, { spec, context }: NativeTarget): Fitted | null {
  if (type.kind === 'days') {
    return { value: sql`addDays(toDate32('1970-01-01'), ${column})`, fits: sql`(${column} >= ${FIRST_DAY} AND ${column} < ${END_DAY})` }
  }
  const at = milliseconds(column, type, spec)
  if (at === null) return null
  const zone = type.kind === 'wall' ? 'UTC' : context.timeZone
  return { value: sql`toDate32(fromUnixTimestamp64Milli(${at}, ${zone}))`, fits: inside(at) }
}

function instantOf(column: Sql, type: FileType, { spec, context }: NativeTarget): Fitted | null {
  if (type.kind === 'days') return fromWall(sql`toInt64(${column}) * ${DAY_MS}`, context.timeZone)
  const at = milliseconds(column, type, spec)
  if (at === null) return null
  if (type.kind === 'wall') return fromWall(at, context.timeZone)
  return { value: sql`fromUnixTimestamp64Milli(${at}, 'UTC')`, fits: inside(at) }
}

/** A clock reading in the bank's zone, given as the milliseconds it would be in UTC. A reading the clock skipped does not exist. */
function fromWall(at: Sql, zone: string): Fitted {
  const written = sql`toString(fromUnixTimestamp64Milli(if(${inside(at)}, ${at}, NULL), 'UTC'))`
  const parsed = sql`toDateTime64OrNull(${written}, 3, ${zone})`
  return { value: sql`toTimeZone(${parsed}, 'UTC')`, fits: sql`(toString(${parsed}) = ${written})` }
}

/** Milliseconds since 1970 as the file's value counts them; null where it is no time. */
function milliseconds(column: Sql, type: FileType, spec: FromColumn): Sql | null {
  if (type.kind === 'instant' || type.kind === 'wall') return sql`toUnixTimestamp64Milli(toDateTime64(${column}, 3, 'UTC'))`
  if (type.kind !== 'int') return null
  if (spec.format === 'UNIX_MS') return sql`toInt64(${column})`
  return spec.format === 'UNIX' ? sql`if(abs(${column}) < 100000000000, toInt64(${column}) * 1000, NULL)` : null
}
