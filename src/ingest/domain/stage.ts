import type { Dialect } from '#kernel/csv'
import type { FileFormat } from '../contract.js'

const MAX_RECORD_BYTES = 1024 * 1024

/** A file format with every choice made. */
export interface ResolvedFormat {
  readonly type: 'csv' | 'jsonl' | 'parquet'
  readonly delimiter: string
  readonly quotes: boolean
  readonly header: boolean
  readonly encoding: 'utf-8' | 'gb18030'
  readonly gzip: boolean
  readonly names: readonly string[]
}

/** Fills what the format leaves open. */
export function resolveFormat(format: FileFormat, fileName: string): ResolvedFormat {
  return {
    type: format.type,
    delimiter: format.delimiter ?? ',',
    quotes: format.quotes ?? true,
    header: format.header ?? true,
    encoding: format.type === 'parquet' ? 'utf-8' : (format.encoding ?? 'utf-8'),
    gzip: format.gzip ?? fileName.endsWith('.gz'),
    names: format.names ?? [],
  }
}

/** How a file is split into records. Staging and the second reading for rejects must split alike: line numbers join them. */
export function recordDialect(format: Pick<ResolvedFormat, 'type' | 'delimiter' | 'quotes' | 'encoding'>): Dialect {
  const json = format.type === 'jsonl'
  return {
    delimiter: json ? '\u0000' : format.delimiter,
    quotes: !json && format.quotes,
    wide: format.encoding === 'gb18030',
    maxRecordBytes: MAX_RECORD_BYTES,
  }
}

/** Name of the nth column of a stage table. */
export function stageColumn(index: number): string {
  return `c${index}`
}

/** Names of a headerless file's columns: those given, else column1, column2, … */
export function columnNames(given: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => given[index] ?? `column${index + 1}`)
}
