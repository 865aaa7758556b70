import { stat } from 'node:fs/promises'
import { AppError, isErrorCode, messageOf } from '#kernel/error'
import { createSplitter, parseRecord, sniffDialect } from '#kernel/csv'
import { query, sql } from '#kernel/sql'
import type { Context } from '#platform/context'
import type { FileFormat, FileRef, Preview } from '../contract.js'
import { inferColumn } from '../domain/infer-column.js'
import { columnNames, recordDialect } from '../domain/stage.js'
import { suggestTargets } from '../domain/suggest-targets.js'
import { maskText } from '../domain/mask-text.js'
import { cellText, parseObject } from './json-record.js'
import { readBytes } from './read-bytes.js'
import { resolveFile } from './resolve-file.js'

type GivenFormat = { readonly [Key in keyof FileFormat]?: FileFormat[Key] | undefined }

const SAMPLE_ROWS = 5000
const SHOWN_ROWS = 100
const SAMPLE_BYTES = 4 * 1024 * 1024

/** What a file looks like: its format, 100 rows, each column's inferred type with what does not fit, a first mapping. */
export async function previewFile(context: Context, ref: FileRef, given: GivenFormat, trustedPath: boolean): Promise<Preview> {
  const file = await resolveFile(context, ref, trustedPath)
  const { size } = await stat(file.path)
  if (size === 0) throw new AppError('FILE_EMPTY', {}, 'file')
  const sample = await readSample(context, file.path, file.name, given)
  const columns = sample.names.map((name, at) => inferColumn(name, sample.rows.map((row) => row[at] ?? '')))
  return {
    format: sample.format,
    bytes: size,
    sampledRows: sample.rows.length,
    columns,
    rows: sample.rows.slice(0, SHOWN_ROWS).map((row) => [...row]),
    mistakes: sample.faults.slice(0, 20).map((fault) => ({ code: fault.code, path: `line ${fault.line}`, params: { line: fault.line, text: fault.text }, message: isErrorCode(fault.code) ? messageOf(fault.code) : { zh: fault.code, en: fault.code } })),
    suggestion: suggestTargets(columns),
  }
}

interface Fault {
  readonly code: string
  readonly line: number
  readonly text: string
}

interface Sample {
  readonly format: FileFormat
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly faults: readonly Fault[]
}

async function readSample(context: Context, path: string, name: string, given: GivenFormat): Promise<Sample> {
  const head = await readHead(path, false)
  const magic = Buffer.from(head.subarray(0, 4)).toString('latin1')
  if (given.type === 'parquet' || magic === 'PAR1') return sampleParquet(context, path)
  const gzip = given.gzip ?? (head[0] === 0x1f && head[1] === 0x8b)
  const bytes = gzip ? await readHead(path, true) : head
  const encoding = given.encoding ?? sniffEncoding(bytes)
  const text = new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/, '')
  const jsonl = given.type === 'jsonl' || (given.type === undefined && (/\.(jsonl|ndjson)(\.gz)?$/.test(name) || text.trimStart().startsWith('{')))
  return jsonl ? sampleJson(text, gzip) : sampleCsv(bytes, text, { ...given, encoding, gzip })
}

async function readHead(path: string, gzip: boolean): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of readBytes({ path, gzip })) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= SAMPLE_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, SAMPLE_BYTES)
}

/** UTF-8 unless the sample is not UTF-8 text; a character cut at the sample's end does not count. */
function sniffEncoding(bytes: Uint8Array): 'utf-8' | 'gb18030' {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

function sampleCsv(bytes: Uint8Array, text: string, given: GivenFormat & { encoding: 'utf-8' | 'gb18030'; gzip: boolean }): Sample {
  const sniffed = sniffDialect(text.split(/\r?\n/).slice(0, 50).filter((line) => line !== ''))
  const delimiter = given.delimiter ?? sniffed.delimiter
  const quotes = given.quotes ?? true
  const header = given.header ?? sniffed.header
  const decoder = new TextDecoder(given.encoding)
  const records: string[][] = []
  const faults: Fault[] = []
  const splitter = createSplitter(
    recordDialect({ type: 'csv', delimiter, quotes, encoding: given.encoding }),
    {
      record(raw, _line, fields) {
        if (records.length === 0) splitter.setFields(fields)
        if (records.length <= SAMPLE_ROWS) records.push(parseRecord(decoder.decode(raw), delimiter, quotes))
      },
      fault: (code, raw, line) => void faults.push({ code, line, text: maskText(decoder.decode(raw.subarray(0, 200))) }),
    },
  )
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0
  splitter.push(bytes.subarray(bom))
  if (bytes.length < SAMPLE_BYTES) splitter.end()
  const [first, ...rest] = records
  if (!first) throw new AppError('FILE_EMPTY', {}, 'file')
  const names = header ? first.map((name) => name.trim()) : columnNames(given.names ?? [], first.length)
  const format: FileFormat = { type: 'csv', delimiter, quotes, header, encoding: given.encoding, gzip: given.gzip, ...(header ? {} : { names }) }
  return { format, names, rows: header ? rest : records, faults }
}

function sampleJson(text: string, gzip: boolean): Sample {
  const faults: Fault[] = []
  const lines = text.split(/\r?\n/).slice(0, SAMPLE_ROWS)
  const rows = lines.flatMap((line, at) => {
    if (line.trim() === '') return []
    const row = parseObject(line)
    if (row === null && at < lines.length - 1) faults.push({ code: 'JSON_INVALID', line: at + 1, text: maskText(line.slice(0, 200)) })
    return row === null ? [] : [row]
  })
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (names.length === 0) throw new AppError('FILE_EMPTY', {}, 'file')
  return { format: { type: 'jsonl', gzip }, names, rows: rows.map((row) => names.map((name) => cellText(row[name]))), faults }
}

async function sampleParquet(context: Context, path: string): Promise<Sample> {
  const described = query<{ name: string }>(sql`DESCRIBE TABLE file(${path}, 'Parquet')`)
  const columns = await context.warehouse.query(described).catch((error: unknown) => {
    throw new AppError('PARQUET_BROKEN', {}, 'file', { cause: error })
  })
  const names = columns.map((column) => column.name)
  const read = query<Record<string, unknown>>(sql`SELECT * FROM file(${path}, 'Parquet') LIMIT ${SAMPLE_ROWS}`)
  const rows = await context.warehouse.query(read)
  return { format: { type: 'parquet' }, names, rows: rows.map((row) => names.map((name) => cellText(row[name]))), faults: [] }
}
