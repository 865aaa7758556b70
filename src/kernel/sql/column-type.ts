import { raw, type Sql } from './template.js'

/** Column types our tables use. */
export type ColumnType =
  | 'String'
  | 'LowCardinality(String)'
  | 'Nullable(String)'
  | 'LowCardinality(Nullable(String))'
  | 'Bool'
  | 'Nullable(Bool)'
  | 'UInt8'
  | 'UInt16'
  | 'UInt32'
  | 'UInt64'
  | 'Int64'
  | 'Nullable(Int64)'
  | 'Float64'
  | 'Nullable(Float64)'
  | 'Date32'
  | 'Nullable(Date32)'
  | "DateTime64(3, 'UTC')"
  | "Nullable(DateTime64(3, 'UTC'))"
  | 'Array(String)'
  | 'Array(Float64)'
  | 'Array(Nullable(Float64))'
  | 'AggregateFunction(groupBitmap, UInt32)'

/** A column type as SQL. */
export function columnType(type: ColumnType): Sql {
  return raw(type)
}
