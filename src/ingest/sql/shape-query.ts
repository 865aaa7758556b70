import { join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { measuredTypes, type MeasuredType } from '../domain/shape-drift.js'

export interface ShapeAsked {
  /** Rows of the load with their line in `_line`. */
  readonly place: Sql
  readonly columns: readonly { readonly text: Sql; readonly isEnum: boolean }[]
  /** One row of so many is measured, spread evenly over the file. */
  readonly every: number
}

export interface ShapeRow {
  /** Place of the column in the question. */
  readonly at: string
  readonly values: string
  /** Values that fit each of `measuredTypes`, in that order. */
  readonly fits: readonly string[]
  readonly names: readonly string[]
  readonly counts: readonly string[]
}

const MISSING = ['', 'NULL', 'null', '\\N', '?', 'NA', 'N/A']

const PATTERNS: Readonly<Record<MeasuredType, string>> = {
  date: '^((19|20)\\d{2}[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\\d|3[01])|(0?[1-9]|[12]\\d|3[01])[./](0?[1-9]|[12]\\d|3[01])[./](19|20)\\d{2})$',
  instant: '^(19|20)\\d{2}[-/]?\\d{2}[-/]?\\d{2}[T ]?\\d{2}:?\\d{2}(:?\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}(:?\\d{2})?)?$',
  int: '^[+-]?\\d{1,19}$',
  decimal: '^[+-]?\\d+([.,]\\d+)?([eE][+-]?\\d{1,3})?$',
  bool: '^(?i)(true|false|yes|no|y|n|是|否)$',
}

/** Per column of a staged file: its values, how many fit each type, and the values of enumerations with their counts. */
export function shapeQuery({ place, columns, every }: ShapeAsked): Query<ShapeRow> {
  const rows = columns.map(({ text, isEnum }, at) => {
    const value = sql`trimBoth(${text})`
    const present = sql`NOT has(${param(MISSING, 'Array(String)')}, ${value})`
    const fits = join(measuredTypes.map((type) => sql`countIf(${present} AND match(${value}, ${PATTERNS[type]}))`))
    const seen = isEnum ? sql`sumMapIf([${value}], [toUInt64(1)], ${present})` : sql`tuple(emptyArrayString(), emptyArrayUInt64())`
    return sql`tuple(toUInt32(${at}), countIf(${present}), [${fits}], ${seen})`
  })
  return query(
    sql`SELECT row.1 AS at, row.2 AS values, row.3 AS fits, row.4.1 AS names, row.4.2 AS counts FROM (SELECT arrayJoin([${join(rows)}]) AS row FROM ${place} WHERE _line % ${every} = 0)`,
  )
}
