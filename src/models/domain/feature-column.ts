import type { TypeInfo } from '#kernel/rule'
import { param, sql, type ColumnType, type Sql } from '#kernel/sql'

/** How a feature is kept: a number, or the text of a code. */
export type FeatureKind = 'number' | 'category'

/** Kind of a value type; null for one no model takes (a set). */
export function featureKind(type: TypeInfo): FeatureKind | null {
  if (type.type === 'set') return null
  return type.type === 'enum' || type.type === 'string' ? 'category' : 'number'
}

/** Column of a feature in a table of rows. */
export function featureColumn(key: string): string {
  return `f_${key}`
}

export function featureColumnType(kind: FeatureKind): ColumnType {
  return kind === 'number' ? 'Nullable(Float64)' : 'Nullable(String)'
}

/** A feature (never a set, see `featureKind`) as its column keeps it: money in minor units, yes and no as 1 and 0, dates as days up to the date. */
export function featureValue(value: Sql, type: TypeInfo, asOf: string): Sql {
  switch (type.type) {
    case 'enum':
    case 'string':
      return sql`toString(${value})`
    case 'date':
    case 'instant':
      return sql`toFloat64(dateDiff('day', toDate32(${value}), ${param(asOf, 'Date32')}))`
    case 'bool':
    case 'int':
    case 'decimal':
    case 'money':
    case 'set':
      return sql`ifNotFinite(toFloat64(${value}), NULL)`
  }
}
