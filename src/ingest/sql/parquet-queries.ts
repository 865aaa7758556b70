import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'
import { structureOf, type TypedFileColumn } from '../domain/file-type.js'
import { stageColumn } from '../domain/stage.js'

/** Columns of a Parquet file with the engine's types; a clock reading without a zone has a type without one. */
export function describeParquetQuery(path: string): Query<{ name: string; type: string }> {
  return query(sql`DESCRIBE TABLE file(${path}, 'Parquet') SETTINGS input_format_parquet_local_time_as_utc = 0`)
}

/** How many rows the file says it has. */
export function parquetCountQuery(path: string): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM file(${path}, 'Parquet')`)
}

/**
 * A Parquet file's rows as a load's place: `_line` counts from 1, columns are named by their position, so the names in
 * the file may be anything. Only the columns a query uses are read.
 */
export function parquetRows(path: string, columns: readonly TypedFileColumn[]): Sql {
  const names = ['_line', ...columns.map((_, index) => stageColumn(index))].map((name) => identifier(name))
  return sql`(SELECT toUInt64(assumeNotNull(_row_number)) + 1, * FROM file(${path}, 'Parquet', ${structureOf(columns)}) SETTINGS optimize_move_to_prewhere = 0) AS staged(${join(names)})`
}

/** A column's value as the text a CSV file would have; '' for none. In JSON, 64-bit numbers are in quotes, as everywhere. */
export function parquetText(column: Sql, { engineType, type }: TypedFileColumn): Sql {
  if (type.kind === 'nested') return sql`toJSONString(${column})`
  if (type.kind === 'days') return sql`ifNull(toString(addDays(toDate32('1970-01-01'), ${column})), '')`
  if (engineType === 'String') return column
  return type.kind === 'text' ? sql`ifNull(${column}, '')` : sql`ifNull(toString(${column}), '')`
}

/** A row as a JSON object of texts, to be kept with its reject. */
export function parquetRowText(columns: readonly TypedFileColumn[]): Sql {
  const texts = columns.map((column, index) => parquetText(sql`${identifier(stageColumn(index))}`, column))
  return sql`toJSONString(mapFromArrays(${columns.map(({ name }) => name)}, [${join(texts)}]))`
}
