/** ClickHouse types a value may be bound as. */
export type ParamType =
  | 'String'
  | 'Bool'
  | 'UInt8'
  | 'UInt32'
  | 'UInt64'
  | 'Int64'
  | 'Float64'
  | 'Date32'
  | "DateTime64(3, 'UTC')"
  | 'Array(String)'
  | 'Array(UInt32)'
  | 'Array(UInt64)'
  | 'Array(Int64)'
  | 'Array(Float64)'
  | 'Array(Date32)'

export type ParamValue = string | number | bigint | boolean | readonly (string | number | bigint)[]

/** A value with the engine type it is bound as. */
export interface TypedParam {
  readonly kind: 'param'
  readonly type: ParamType
  readonly value: ParamValue
}

/** Binds a value with a stated type: `param('2025-12-31', 'Date32')`. */
export function param(value: ParamValue, type: ParamType): TypedParam {
  return { kind: 'param', type, value }
}

/** The type a plain value is bound as when none is stated. Numbers: integers Int64, others Float64. */
export function paramTypeOf(value: ParamValue): ParamType {
  if (typeof value === 'string') return 'String'
  if (typeof value === 'boolean') return 'Bool'
  if (typeof value === 'bigint') return 'Int64'
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'Int64' : 'Float64'
  return arrayTypeOf(value)
}

function arrayTypeOf(values: readonly (string | number | bigint)[]): ParamType {
  if (values.length === 0) throw new TypeError('an empty list has no type of its own: bind it with param()')
  if (values.every((item) => typeof item === 'string')) return 'Array(String)'
  const whole = values.every((item) => typeof item === 'bigint' || Number.isSafeInteger(item))
  return whole ? 'Array(Int64)' : 'Array(Float64)'
}
