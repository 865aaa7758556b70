import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import type { LoadResult } from '#ingest'
import type { FromColumn } from '../../src/ingest/contract.js'
import type { BankType } from '../../src/ingest/domain/bank-model.js'
import { typedFileColumn, type TypedFileColumn } from '../../src/ingest/domain/file-type.js'
import { stageParquet } from '../../src/ingest/actions/stage-parquet.js'
import { describeParquetQuery, parquetCountQuery, parquetRows, parquetRowText, parquetText } from '../../src/ingest/sql/parquet-queries.js'
import { nativeColumn } from '../../src/ingest/sql/native-column.js'
import { stagedCountQuery } from '../../src/ingest/sql/stage-queries.js'
import { planRow } from '../../src/ingest/sql/staged-row.js'
import { typedColumn } from '../../src/ingest/sql/typed-column.js'
import { faultCode, type TypingContext } from '../../src/ingest/sql/typing.js'
import { QueryError } from '#platform/warehouse'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { runJob } from '../kit/small-bank/load.js'
import { onBoth, openTwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

const FILE = join(import.meta.dirname, '../kit/parquet/typed.parquet')

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function columnsOf(path: string): Promise<TypedFileColumn[]> {
  return (await app.context.warehouse.query(describeParquetQuery(path))).map(({ name, type }) => typedFileColumn(name, type))
}

function contextOf(columns: readonly TypedFileColumn[], native = true): TypingContext {
  const at = (name: string) => columns.findIndex((each) => each.name === name)
  const column = (name: string) => identifier(`c${at(name)}`)
  const text = (name: string) => parquetText(column(name), columns[at(name)]!)
  return { text, ...(native ? { native: (name: string) => ({ column: column(name), type: columns[at(name)]!.type }) } : {}), timeZone: 'Asia/Shanghai', minorDigits: 2 }
}

/** Every row's value as text, or its fault in brackets, as the column becomes the type. */
async function read(path: string, from: string, type: BankType, spec: Partial<FromColumn> = {}, native = true): Promise<(string | null)[]> {
  const columns = await columnsOf(path)
  const column = typedColumn({ from, ...spec }, type, false, contextOf(columns, native))
  const asked = query<{ v: string | null; f: string }>(sql`SELECT toString(${column.value}) AS v, ${faultCode(column)} AS f FROM ${parquetRows(path, columns)} ORDER BY _line`)
  const rows = await app.context.warehouse.query(asked)
  for (const { v, f } of rows) if (f !== '') expect(v).toBeNull()
  return rows.map(({ v, f }) => (f === '' ? v : `[${f}]`))
}

const DATE = '[DATE_INVALID]'
const MONEY = '[MONEY_INVALID]'
const NUMBER = '[NUMBER_INVALID]'

describe('ING-20: a typed column becomes the bank\'s type without text, or the row is a reject', () => {
  it.each<[string, BankType, Partial<FromColumn>, (string | null)[]]>([
    ['day', 'date', {}, ['1900-01-01', DATE, '2299-12-31', DATE, null]],
    ['day', 'instant', {}, ['1899-12-31 15:54:17.000', DATE, '2299-12-30 16:00:00.000', DATE, null]],
    ['utc', 'instant', {}, ['2025-12-31 15:59:59.999', DATE, DATE, '2025-01-01 00:00:00.000', null]],
    ['utc', 'date', {}, ['2025-12-31', DATE, DATE, '2025-01-01', null]],
    ['wall', 'instant', {}, ['2025-12-31 00:00:00.123', DATE, DATE, '2024-02-28 16:00:00.000', null]],
    ['wall', 'date', {}, ['2025-12-31', DATE, DATE, '2024-02-29', null]],
    ['amount', 'money', {}, ['120050', '10', MONEY, '-725', null]],
    ['amount', 'money', { unit: 'minor' }, [MONEY, MONEY, MONEY, MONEY, null]],
    ['amount', 'decimal', {}, ['1200.5', '0.1', '1.234', '-7.25', null]],
    ['fen', 'money', { unit: 'minor' }, ['12345', '-1', MONEY, '9999999999999999', null]],
    ['fen', 'money', {}, ['1234500', '-100', MONEY, '999999999999999900', null]],
    ['fen', 'int', {}, ['12345', '-1', '10000000000000000', '9999999999999999', null]],
    ['fen', 'text', {}, ['12345', '-1', '10000000000000000', '9999999999999999', null]],
    ['float', 'money', {}, ['10', '123456789', MONEY, MONEY, null]],
    ['float', 'decimal', {}, ['0.1', '1234567.89', '1.005', NUMBER, null]],
    ['whole', 'int', {}, ['7', '-3', NUMBER, NUMBER, null]],
    ['unsigned', 'int', {}, ['1', '9223372036854775807', NUMBER, '0', null]],
    ['flag', 'bool', {}, ['true', 'false', 'true', 'false', null]],
    ['flag', 'text', {}, ['true', 'false', 'true', 'false', null]],
    ['epoch', 'instant', { format: 'UNIX' }, ['2025-12-31 15:59:59.000', DATE, DATE, '1970-01-01 00:00:00.000', null]],
    ['epoch', 'date', { format: 'UNIX' }, ['2025-12-31', DATE, DATE, '1970-01-01', null]],
    ['text', 'text', {}, ['a', null, null, 'x', null]],
    ['text', 'enum', { values: { a: 'A' } }, ['A', null, null, '[VALUE_NOT_LISTED]', null]],
    ['list', 'json', {}, ['["1","2"]', '[]', '["3"]', '[]', '[]']],
    ['wide', 'money', {}, ['120', MONEY, '1', '-500', null]],
    ['客户号', 'text', { prefix: 'x-' }, ['x-R1', 'x-R2', 'x-R3', 'x-R4', 'x-R5']],
  ])('%s as %s %j', async (from, type, spec, expected) => {
    expect(await read(FILE, from, type, spec)).toEqual(expected)
  })

  it('numbers become what their text would have become', async () => {
    const path = join(app.dir, 'numbers.parquet')
    const many = sql`SELECT number * 7919 % 20000003 AS n, toInt64(n) - 10000000 AS i, toDecimal64(i, 3) / 100 AS d, toFloat64(i) / 100 AS f, toFloat64(i) / 1000 AS g, toInt32(i) AS s FROM numbers(20000)`
    await app.context.warehouse.command(sql`INSERT INTO FUNCTION file(${path}, 'Parquet') SELECT i, toDecimal64(d, 3) AS d, f, g, s FROM (${many})`)
    const cases: [string, BankType, Partial<FromColumn>][] = [['i', 'int', {}], ['i', 'money', {}], ['s', 'money', { unit: 'minor' }], ['d', 'money', {}], ['f', 'money', {}], ['g', 'money', {}], ['g', 'decimal', {}], ['f', 'int', {}]]
    for (const [from, type, spec] of cases) expect(await read(path, from, type, spec)).toEqual(await read(path, from, type, spec, false))
  })

  it('keys are counted in parts that add up', async () => {
    const columns = await columnsOf(FILE)
    const plan = planRow({ table: 'outcome', mode: 'append', columns: { outcome_id: 'flag', cust_id: '客户号', metric: { constant: 'x' } } }, { ...contextOf(columns), fileHash: 'f', runsOf: () => [], pads: { inner: '36', outer: '5c' } })
    const sums = async (parts: number) => {
      const found = await Promise.all(Array.from({ length: parts }, async (_, part) => (await app.context.warehouse.query(stagedCountQuery(plan, { stage: parquetRows(FILE, columns) }, { part, parts })))[0]!))
      return [found.reduce((sum, { rows }) => sum + Number(rows), 0), found.reduce((sum, { keys }) => sum + Number(keys), 0)]
    }
    // true, false and none.
    expect(await sums(1)).toEqual([5, 3])
    expect(await sums(3)).toEqual([5, 3])
  })

  it('needs no text for a type the bank column has', async () => {
    const context = contextOf(await columnsOf(FILE))
    const target = { required: true, spec: { from: 'fen', unit: 'minor' as const }, context }
    expect(nativeColumn(sql`c0`, { kind: 'int' }, { ...target, type: 'money' })?.faults.map(({ code }) => code)).toEqual(['VALUE_MISSING', 'MONEY_INVALID'])
    expect(nativeColumn(sql`c0`, { kind: 'text' }, { ...target, type: 'money' })).toBeNull()
  })

  it('its queries are valid and give the same on two shards', async () => {
    const columns = await columnsOf(FILE)
    const rows = query(sql`SELECT _line, c0, ${parquetRowText(columns)} AS raw FROM ${parquetRows(FILE, columns)}`)
    await expect(rows).toBeValidQuery(app.context.warehouse)
    await expect(parquetCountQuery(FILE)).toBeValidQuery(app.context.warehouse)
    await app.close()
    const two = await openTwoShards()
    try {
      const both = await onBoth(two, rows)
      expect(both.one).toHaveLength(5)
      expect(both.two).toEqual(both.one)
      expect((await onBoth(two, parquetCountQuery(FILE))).two).toEqual([{ n: '5' }])
    } finally {
      await two.close()
      app = await openTestApp()
    }
  })
})

describe('ING-20: a Parquet load', () => {
  const target = { table: 'txn', mode: 'append', columns: { txn_id: '客户号', cust_id: '客户号', ts: 'wall', amount: 'amount', balance_after: { from: 'fen', unit: 'minor' } } }
  const load = (input: object) => runJob<LoadResult>(app, 'data.load', { source: 'typed', trustedPath: true, ...input })

  it('ING-4: keeps bad rows with their number, reason and values; counts add up', async () => {
    await app.context.definitions.create('source', { key: 'typed', name: { zh: 'typed' }, body: { purposes: ['SERVICE'], format: { type: 'parquet' }, businessDate: '2026-01-01', targets: [target] } }, headOffice)
    await app.context.definitions.publish('source', 'typed', { revision: 1 }, headOffice)
    const { report } = await load({ file: { path: FILE } })
    expect(report).toMatchObject({ rows: 5, accepted: 2, rejected: 3, newCustomers: 5 })
    expect(Object.fromEntries((report?.rejects ?? []).map((group) => [`${group.column} ${group.code}`, group.samples.map(({ line }) => line)]))).toEqual({ 'ts DATE_INVALID': [2, 3], 'ts VALUE_MISSING': [5] })
    const rows = await app.context.warehouse.query(query(sql`SELECT row_key, ts, amount_minor, balance_after_minor FROM bank_txn ORDER BY row_key`))
    expect(rows).toEqual([
      { row_key: 'R1', ts: '2025-12-31 00:00:00.123', amount_minor: '120050', balance_after_minor: '12345' },
      { row_key: 'R4', ts: '2024-02-28 16:00:00.000', amount_minor: '-725', balance_after_minor: '9999999999999999' },
    ])
    const [kept] = await app.context.warehouse.query(query<{ raw_sealed: string }>(sql`SELECT raw_sealed FROM load_reject WHERE line = 2`))
    expect(JSON.parse(Buffer.from(app.context.secrets.open(kept!.raw_sealed), 'base64').toString('utf8'))).toMatchObject({ 客户号: 'R2', amount: '0.1', fen: '-1', text: 'NULL' })
  })

  it('ING-1: the same bytes again change nothing', async () => {
    expect((await load({ file: { path: FILE } })).status).toBe('unchanged')
  })

  it('says that a server engine does not read it, and that a broken file is broken', async () => {
    const input = { path: FILE, signal: new AbortController().signal, onRead: () => undefined }
    const failing = (engineCode: number) => ({ ...app.context.warehouse, query: () => Promise.reject(new QueryError('WAREHOUSE_QUERY_FAILED', { engineCode }, 'no', 'DESCRIBE')) })
    await expect(stageParquet(failing(291), input)).rejects.toMatchObject({ code: 'PARQUET_NEEDS_EMBEDDED' })
    await expect(stageParquet(failing(636), input)).rejects.toMatchObject({ code: 'PARQUET_BROKEN' })
    await expect(stageParquet(app.context.warehouse, { ...input, path: import.meta.filename })).rejects.toMatchObject({ code: 'PARQUET_BROKEN' })
    await expect(stageParquet(app.context.warehouse, { ...input, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
