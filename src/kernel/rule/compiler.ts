import { identifier, param, sql, type Sql } from '#kernel/sql'
import { type Scalar, type ValueType } from './node.js'
import { type PassCollector } from './pass.js'
import { instantParam } from './pass-rows.js'
import { type RuleSchema, type TypeInfo } from './schema.js'
import { type TypedBool, type TypedValue } from './typed.js'

/** What compiling a rule carries along. */
export interface Compiler {
  readonly schema: RuleSchema
  readonly asOf: string
  readonly timeZone: string
  readonly passes: PassCollector
  /** Prefix and count of the names bound so far by `once`. */
  readonly names: { readonly prefix: string; count: number }
  /** The two mutually recursive functions, handed down so that their files need not import each other. */
  readonly bool: (c: Compiler, node: TypedBool, positive: boolean) => Sql
  readonly value: (c: Compiler, value: TypedValue) => Sql
}

/** A literal bound as its type. */
export function bound(value: Scalar | readonly string[], type: ValueType): Sql {
  if (typeof value === 'object') return sql`${param(value, 'Array(String)')}`
  switch (type) {
    case 'int':
    case 'money':
      return sql`${param(value, 'Int64')}`
    case 'decimal':
      return sql`${param(value, 'Float64')}`
    case 'date':
      return sql`${param(value, 'Date32')}`
    case 'instant':
      return sql`${instantParam(String(value))}`
    case 'bool':
      return sql`${param(value, 'Bool')}`
    case 'string':
    case 'enum':
    case 'set':
      return sql`${param(value, 'String')}`
  }
}

/** A list of literals bound as an array. */
export function boundList(values: readonly Scalar[], type: ValueType): Sql {
  if (type === 'date') return sql`${param(values.map(String), 'Array(Date32)')}`
  if (type === 'int' || type === 'money') {
    const whole = values.every((value) => Number.isSafeInteger(value))
    return sql`${param(values.map(Number), whole ? 'Array(Int64)' : 'Array(Float64)')}`
  }
  if (type === 'decimal') return sql`${param(values.map(Number), 'Array(Float64)')}`
  return sql`${param(values.map(String), 'Array(String)')}`
}

/** An expression in the one engine type of its value type, so that branches of different origin can meet. */
export function canonical(info: TypeInfo, expression: Sql): Sql {
  switch (info.type) {
    case 'int':
    case 'money':
      return sql`toInt64(${expression})`
    case 'decimal':
      return sql`toFloat64(${expression})`
    case 'string':
    case 'enum':
      return sql`toString(${expression})`
    case 'date':
      return sql`toDate32(${expression})`
    case 'bool':
    case 'instant':
    case 'set':
      return expression
  }
}

/** The business day of a date or an instant. */
export function dayOf(c: Compiler, info: TypeInfo, expression: Sql): Sql {
  return info.type === 'instant' ? sql`toDate32(${expression}, ${c.timeZone})` : expression
}

/** The business day of a date or instant value. */
export function day(c: Compiler, value: TypedValue): Sql {
  return dayOf(c, value.info, c.value(c, value))
}

const INLINE_PARTS = 8

/**
 * Uses an expression several times. A long one is bound to a name by a lambda, so that nested rules grow in proportion
 * to their size and not exponentially.
 */
export function once(c: Compiler, expression: Sql, use: (name: Sql) => Sql): Sql {
  if (expression.parts.length <= INLINE_PARTS) return use(expression)
  const name = identifier(`${c.names.prefix}${c.names.count++}`)
  return sql`arrayMap(${name} -> ${use(name)}, [${expression}])[1]`
}

/** Whole minor units, half a unit rounding up; NULL when it does not fit. */
export function wholeMoney(expression: Sql): Sql {
  return sql`accurateCastOrNull(floor(${expression} + 0.5), 'Int64')`
}
