import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import type { LoadResult } from '#ingest'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'

let app: TestApp
let folder: string
beforeAll(async () => {
  app = await openTestApp()
  folder = mkdtempSync(join(tmpdir(), 'qunce-files-'))
})
afterAll(() => app.close())

const customers = {
  format: { type: 'csv' },
  businessDate: '2025-12-31',
  targets: [
    {
      table: 'customer',
      mode: 'snapshot',
      columns: {
        cust_id: 'id',
        name: 'name',
        mobile: 'mobile',
        birth_date: 'born',
        gender: { from: 'sex', values: { 男: 'M', 女: 'F' }, otherwise: 'U' },
      },
      attributes: { aum: { type: 'money', name: { zh: '资产', en: 'AUM' }, column: 'aum' } },
    },
  ],
}

const clean = 'id,name,mobile,born,sex,aum\nC1,王女士,13800000001,1984-02-29,女,1200.50\nC2,李先生,13800000002,1955-07-01,男,0\nC3,"Lee, Ann",,,X,\n'

async function define(key: string, body: unknown) {
  await app.context.definitions.create('source', { key, name: { zh: key }, body: { purposes: ['SERVICE'], ...(body as object) } }, headOffice)
  await app.context.definitions.publish('source', key, { revision: 1 }, headOffice)
}

async function load(source: string, content: string | Buffer, name = 'file.csv'): Promise<LoadResult> {
  const path = join(folder, `${source}-${name}`)
  writeFileSync(path, content)
  const id = await app.context.jobs.start('data.load', { source, file: { path }, trustedPath: true }, headOffice)
  return (await app.context.jobs.wait(id)) as LoadResult
}

describe('loads', () => {
  it('ING-2, ING-8: rows land typed, identifiers sealed, numbers given', async () => {
    await define('core', customers)
    const result = await load('core', clean)
    expect(result.report).toMatchObject({ rows: 3, accepted: 3, rejected: 0, newCustomers: 3 })
    const rows = await app.context.warehouse.query(
      query(sql`SELECT cust_id, cust_no, birth_date, gender, x_aum FROM bank_customer ORDER BY cust_id`),
    )
    expect(rows).toEqual([
      { cust_id: 'C1', cust_no: 1, birth_date: '1984-02-29', gender: 'F', x_aum: '120050' },
      { cust_id: 'C2', cust_no: 2, birth_date: '1955-07-01', gender: 'M', x_aum: '0' },
      { cust_id: 'C3', cust_no: 3, birth_date: null, gender: 'U', x_aum: null },
    ])
    const sealed = await app.context.warehouse.query(
      query<{ name: string; mobile_hash: string }>(sql`SELECT name, mobile_hash FROM customer_pii ORDER BY cust_id`),
    )
    expect(sealed[0]?.name).not.toContain('王')
    expect(app.context.secrets.open(sealed[0]?.name ?? '')).toBe('王女士')
    expect(sealed[0]?.mobile_hash).toBe(app.context.secrets.hash('mobile', '13800000001'))
  })

  it('ING-1: the same file twice changes nothing', async () => {
    const again = await load('core', clean)
    expect(again.status).toBe('unchanged')
    const counted = await app.context.warehouse.query(query(sql`SELECT count() AS n FROM bank_customer`))
    expect(counted).toEqual([{ n: '3' }])
  })

  it('ING-4 to ING-7: bad rows are kept with line, reason and raw bytes; counts add up', async () => {
    const bad =
      '\uFEFFid,name,mobile,born,sex,aum\n' +
      'D1,a,,2025-02-30,男,1\n' +
      'D2,b,,1990-01-01,男,1.234\n' +
      'D3,c,,1990-01-01\n' +
      'D4,"open,,1990-01-01,男,1\n' +
      'D5,e,,1990-01-01,女,5\n' +
      'D5,f,,1990-01-01,女,6\n' +
      ',g,,1990-01-01,女,6\n' +
      'D7,h,,1990-01-01,女,7\n'
    const { report, loadId } = await load('core', Buffer.concat([Buffer.from(bad), Buffer.from([0x44, 0x38, 0x2c, 0xff, 0xfe, 0x2c, 0x2c, 0x2c, 0x2c, 0x0a])]), 'bad.csv')
    expect(report).toMatchObject({ rows: 9, accepted: 2, rejected: 7, duplicates: 1 })
    const found = Object.fromEntries((report?.rejects ?? []).map((group) => [group.code, group.samples.map((sample) => sample.line)]))
    expect(found).toEqual({
      DATE_INVALID: [2],
      MONEY_INVALID: [3],
      COLUMNS_MISCOUNTED: [4],
      QUOTE_UNCLOSED: [5],
      KEY_REPEATED: [6],
      VALUE_MISSING: [8],
      ENCODING_INVALID: [10],
    })
    const raw = await app.context.warehouse.query(
      query<{ line: string; raw_sealed: string }>(sql`SELECT line, raw_sealed FROM load_reject ORDER BY line`),
    )
    const text = (at: number) => Buffer.from(app.context.secrets.open(raw[at]?.raw_sealed ?? ''), 'base64').toString('utf8')
    expect(text(0)).toBe('D1,a,,2025-02-30,男,1')
    expect(text(3)).toBe('D4,"open,,1990-01-01,男,1')
    expect(loadId).not.toBe('')
  })

  it('reads GB18030, gz and JSON lines alike', async () => {
    const gb = Buffer.from([0xc4, 0xd0]) // 男
    await define('gb', { ...customers, format: { type: 'csv', encoding: 'gb18030', gzip: true } })
    const line = Buffer.concat([Buffer.from('id,name,mobile,born,sex,aum\nG1,x,,1990-01-01,'), gb, Buffer.from(',3\n')])
    expect((await load('gb', gzipSync(line), 'g.csv.gz')).report).toMatchObject({ accepted: 1, rejected: 0 })
    await define('json', { ...customers, format: { type: 'jsonl' } })
    const lines = '{"id":"J1","sex":"女","aum":7.5}\nnot json\n{"id":"J2","born":"1991-03-04"}\n'
    expect((await load('json', lines, 'j.jsonl')).report).toMatchObject({ accepted: 2, rejected: 1 })
    const rows = await app.context.warehouse.query(
      query(sql`SELECT cust_id, gender, x_aum FROM bank_customer WHERE startsWith(cust_id, 'G') OR startsWith(cust_id, 'J') ORDER BY cust_id`),
    )
    expect(rows).toEqual([
      { cust_id: 'G1', gender: 'M', x_aum: '300' },
      { cust_id: 'J1', gender: 'F', x_aum: '750' },
      { cust_id: 'J2', gender: null, x_aum: null },
    ])
  })

  it('a truncated gz fails with its place and loads nothing', async () => {
    const whole = gzipSync(Buffer.from(clean.repeat(2000)))
    await expect(load('gb', whole.subarray(0, whole.length - 40), 'cut.csv.gz')).rejects.toMatchObject({ code: 'GZIP_BROKEN' })
    const open = await app.context.warehouse.tables()
    expect(open.filter((table) => table.startsWith('stage_'))).toEqual([])
  })

  it('a column the file lacks is named with its place in the mapping', async () => {
    await define('short', customers)
    await expect(load('short', 'id,name\nC1,x\n', 'short.csv')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      mistakes: expect.arrayContaining([expect.objectContaining({ code: 'SOURCE_COLUMN_UNKNOWN', path: 'targets[0].columns.mobile' })]),
    })
  })

  it('a line of 200 MB is one reject and the rows around it load', async () => {
    await define('wide', { format: { type: 'csv' }, businessDate: '2025-12-31', targets: [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id' } }] })
    const long = Buffer.alloc(200 * 1024 * 1024, 0x78)
    const { report } = await load('wide', Buffer.concat([Buffer.from('id\nW1\n'), long, Buffer.from('\nW2\n')]), 'wide.csv')
    expect(report).toMatchObject({ rows: 3, accepted: 2, rejected: 1 })
    expect(report?.rejects[0]).toMatchObject({ code: 'RECORD_TOO_LONG', samples: [{ line: 3 }] })
  })
})
