import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { AppError } from '#kernel/error'
import { identifier, join, query, sql } from '#kernel/sql'
import { QueryError, type Warehouse } from '#platform/warehouse'
import { stageColumn } from '../domain/stage.js'
import type { StageInput, Staged } from './stage-file.js'

/** Stages a Parquet file as text columns through the embedded engine's own reader. The path is ours, never a person's SQL. */
export async function stageParquet(warehouse: Warehouse, input: StageInput): Promise<Staged> {
  const columns = await parquetColumns(warehouse, input.path)
  const sha256 = await hashOf(input.path)
  await warehouse.createTable({
    name: input.stage,
    columns: { _line: 'UInt64', ...Object.fromEntries(columns.map((_, index) => [stageColumn(index), 'String'] as const)) },
    orderBy: ['_line'],
    spread: 'copied',
  })
  const texts = columns.map((name, index) => sql`ifNull(toString(${quoted(name)}), '') AS ${identifier(stageColumn(index))}`)
  await warehouse.command(
    sql`INSERT INTO ${identifier(input.stage)} SELECT rowNumberInAllBlocks() + 1, ${join(texts)} FROM file(${input.path}, 'Parquet')`,
    { signal: input.signal },
  )
  const counted = await warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM ${identifier(input.stage)}`))
  return { columns, sha256: sha256.hash, bytes: sha256.bytes, rows: Number(counted[0]?.n ?? 0) }
}

// Names in a Parquet file are the bank's; only plain ones become identifiers.
function quoted(name: string) {
  try {
    return identifier(name)
  } catch {
    throw new AppError('SOURCE_COLUMN_UNKNOWN', { column: name, columns: 'letters, digits, underscore' })
  }
}

async function parquetColumns(warehouse: Warehouse, path: string): Promise<string[]> {
  try {
    const rows = await warehouse.query(query<{ name: string }>(sql`DESCRIBE TABLE file(${path}, 'Parquet')`))
    return rows.map((row) => row.name)
  } catch (error) {
    if (error instanceof QueryError) throw new AppError('PARQUET_BROKEN', {}, undefined, { cause: error })
    throw error
  }
}

async function hashOf(path: string): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    const part = chunk as Buffer
    hash.update(part)
    bytes += part.length
  }
  return { hash: hash.digest('hex'), bytes }
}
