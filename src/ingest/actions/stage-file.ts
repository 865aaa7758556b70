import { createHash } from 'node:crypto'
import { AppError } from '#kernel/error'
import { createSplitter, parseRecord } from '#kernel/csv'
import type { Sql } from '#kernel/sql'
import type { Warehouse } from '#platform/warehouse'
import type { TypedFileColumn } from '../domain/file-type.js'
import { columnNames, recordDialect, stageColumn, type ResolvedFormat } from '../domain/stage.js'
import { toJsonRecord } from './json-record.js'
import { readBytes } from './read-bytes.js'
import { createLinePusher } from './line-pusher.js'
import { createBatchWriter, type Batch } from './record-batches.js'
import type { RejectWriter } from './reject-writer.js'
import { stageTable } from '../sql/stage-queries.js'
import { withoutBom } from './without-bom.js'

export interface StageInput {
  readonly path: string
  readonly format: ResolvedFormat
  /** Columns a JSON-lines file is read for. */
  readonly jsonColumns: readonly string[]
  readonly stage: string
  readonly runId: number
  readonly signal: AbortSignal
  readonly onRead: (bytes: number) => void
}

export interface Staged {
  readonly columns: readonly string[]
  /** Every key that occurs in a JSON-lines file; null for files whose columns are all of it. */
  readonly keys: ReadonlySet<string> | null
  /** The columns with types of their own, where the file has such; null for text. */
  readonly typed: readonly TypedFileColumn[] | null
  /** Where its rows are, for SQL: the stage table, or the file itself. */
  readonly place: Sql
  readonly sha256: string
  readonly bytes: number
  /** Records staged; those the splitter refused are in the rejects. */
  readonly rows: number
}

/** Reads a file once into a stage table of text columns, in bounded memory. Bad records go to the rejects. */
export async function stageFile(warehouse: Warehouse, input: StageInput, rejects: RejectWriter): Promise<Staged> {
  const hash = createHash('sha256')
  let bytes = 0
  const sink = createStageSink(warehouse, input, rejects)
  const chunks = readBytes({
    path: input.path,
    gzip: input.format.gzip,
    signal: input.signal,
    onRead: (read) => {
      bytes = read
      input.onRead(read)
    },
    onStored: (chunk) => hash.update(chunk),
  })
  for await (const chunk of withoutBom(chunks)) {
    sink.push(chunk)
    await sink.drain(false)
  }
  sink.end()
  await sink.drain(true)
  if (sink.columns().length === 0) throw new AppError('FILE_EMPTY')
  return { columns: sink.columns(), keys: sink.keys(), typed: null, place: stageTable(input.stage), sha256: hash.digest('hex'), bytes, rows: sink.rows() }
}

interface StageSink {
  push(chunk: Uint8Array): void
  end(): void
  drain(all: boolean): Promise<void>
  columns(): readonly string[]
  keys(): ReadonlySet<string> | null
  rows(): number
}

function createStageSink(warehouse: Warehouse, input: StageInput, rejects: RejectWriter): StageSink {
  const { format } = input
  const json = format.type === 'jsonl'
  const delimiter = json ? ',' : format.delimiter
  const quotes = json || format.quotes
  const decoder = new TextDecoder(format.encoding, { fatal: true })
  const bad = (code: string) => (raw: Uint8Array, line: number) => rejects.add({ line, code, column: '', raw })
  // A JSON line becomes a record of UTF-8 text before it is written.
  const writer = createBatchWriter(delimiter, json ? 'utf-8' : format.encoding, bad('ENCODING_INVALID'))
  const inserts = createStageInserts(warehouse, input, { delimiter, quotes })
  let columns: readonly string[] = json ? input.jsonColumns : []
  const splitter = createSplitter(
    recordDialect(format),
    {
      record(raw, line, fields) {
        if (json) addJson(raw, line)
        else if (columns.length > 0) writer.add(raw, line)
        else start(raw, line, fields)
      },
      fault: (code, raw, line) => bad(code)(raw, line),
    },
  )
  const lines = createLinePusher(splitter)
  const start = (raw: Uint8Array, line: number, fields: number) => {
    columns = format.header ? headerNames(raw, format) : columnNames(format.names, fields)
    splitter.setFields(columns.length)
    if (!format.header) writer.add(raw, line)
  }
  const keys = new Set<string>()
  const addJson = (raw: Uint8Array, line: number) => {
    const text = decoded(raw, decoder)
    const record = text === null ? null : toJsonRecord(text, columns, keys)
    if (record) writer.add(record, line)
    else bad(text === null ? 'ENCODING_INVALID' : 'JSON_INVALID')(raw, line)
  }
  return {
    push: (chunk) => lines.push(chunk),
    end: () => lines.end(),
    async drain(all) {
      await inserts.write(all ? writer.rest() : writer.full(), columns.length, all)
      await rejects.flush(all)
    },
    columns: () => columns,
    keys: () => (json ? keys : null),
    rows: () => inserts.rows(),
  }
}

function decoded(raw: Uint8Array, decoder: InstanceType<typeof TextDecoder>): string | null {
  try {
    return decoder.decode(raw)
  } catch {
    return null
  }
}

function headerNames(raw: Uint8Array, format: ResolvedFormat): string[] {
  const text = new TextDecoder(format.encoding).decode(raw)
  const names = parseRecord(text, format.delimiter, format.quotes).map((name) => name.trim())
  return names.map((name, at) => (name === '' || names.indexOf(name) !== at ? `${name || 'column'}${at + 1}` : name))
}

interface StageInserts {
  write(batches: readonly Batch[], columns: number, last: boolean): Promise<void>
  rows(): number
}

/** Inserts at once: the engine parses one batch while the next is written. */
const IN_FLIGHT = 2

/** Inserts batches while the next is read; one that fails stops the load at the next call. */
function createStageInserts(warehouse: Warehouse, input: StageInput, csv: { delimiter: string; quotes: boolean }): StageInserts {
  const pending: Promise<void>[] = []
  let created = false
  let batchNo = 0
  let rows = 0
  const create = async (columns: number) => {
    created = true
    const names = Array.from({ length: columns }, (_, index) => [stageColumn(index), 'String'] as const)
    await warehouse.createTable({
      name: input.stage,
      columns: { _line: 'UInt64', ...Object.fromEntries(names) },
      orderBy: ['_line'],
      transient: true,
      spread: 'copied',
    })
  }
  return {
    async write(batches, columns, last) {
      if (!created && columns > 0 && (batches.length > 0 || last)) await create(columns)
      for (const batch of batches) {
        if (pending.length >= IN_FLIGHT) await pending.shift()
        batchNo += 1
        rows += batch.rows
        const insert = warehouse.insert(input.stage, 'CSV', batch.bytes, { token: `${input.runId}:stage:${batchNo}`, csv })
        insert.catch(() => undefined)
        pending.push(insert)
      }
      if (last) await Promise.all(pending)
    },
    rows: () => rows,
  }
}
