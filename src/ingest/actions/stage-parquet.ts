import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { AppError } from '#kernel/error'
import { QueryError, type Warehouse } from '#platform/warehouse'
import { typedFileColumn, type TypedFileColumn } from '../domain/file-type.js'
import { describeParquetQuery, parquetCountQuery, parquetRows } from '../sql/parquet-queries.js'
import type { StageInput, Staged } from './stage-file.js'

/**
 * Stages nothing: the engine reads a Parquet file by column and with types of its own, so the file itself is the
 * load's place. Its bytes are read once here, for their hash.
 */
export async function stageParquet(warehouse: Warehouse, input: Pick<StageInput, 'path' | 'signal' | 'onRead'>): Promise<Staged> {
  const typed = await parquetColumns(warehouse, input.path)
  const { hash, bytes } = await hashOf(input)
  const counted = await warehouse.query(parquetCountQuery(input.path), { signal: input.signal })
  return {
    columns: typed.map(({ name }) => name),
    keys: null,
    typed,
    place: parquetRows(input.path, typed),
    sha256: hash,
    bytes,
    rows: Number(counted[0]?.n ?? 0),
  }
}

/** DATABASE_ACCESS_DENIED, FILE_DOESNT_EXIST, CANNOT_STAT: an engine that does not see our files. */
const NOT_SEEN = new Set([291, 107, 400])

async function parquetColumns(warehouse: Warehouse, path: string): Promise<TypedFileColumn[]> {
  try {
    const rows = await warehouse.query(describeParquetQuery(path))
    return rows.map(({ name, type }) => typedFileColumn(name, type))
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    const code = NOT_SEEN.has(Number(error.params['engineCode'])) ? 'PARQUET_NEEDS_EMBEDDED' : 'PARQUET_BROKEN'
    throw new AppError(code, {}, undefined, { cause: error })
  }
}

async function hashOf({ path, signal, onRead }: Pick<StageInput, 'path' | 'signal' | 'onRead'>): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024, signal })) {
      const part = chunk as Buffer
      hash.update(part)
      bytes += part.length
      onRead(bytes)
    }
  } catch (error) {
    if (signal.aborted) throw new AppError('CANCELLED')
    throw error
  }
  return { hash: hash.digest('hex'), bytes }
}
