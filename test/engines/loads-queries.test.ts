import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, join as joinSql, query, sql } from '#kernel/sql'
import { bankRows, bankRuns, type LoadResult } from '#ingest'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { runJob } from '../kit/small-bank/load.js'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

async function define(key: string, target: unknown, format: object = {}) {
  const body = { purposes: ['SERVICE'], format: { type: 'csv', ...format }, targets: [target] }
  await app.context.definitions.create('source', { key, name: { zh: key }, body }, headOffice)
  await app.context.definitions.publish('source', key, { revision: 1 }, headOffice)
}

let files = 0
async function load(source: string, content: string | Buffer, businessDate: string) {
  files += 1
  const path = join(app.dir, `file-${files}.csv`)
  writeFileSync(path, content)
  const result = await runJob<LoadResult>(app, 'data.load', { source, file: { path }, trustedPath: true, businessDate })
  const report = result.report
  return { accepted: report?.accepted, rejected: report?.rejected, already: report?.targets[0]?.already, rejects: report?.rejects.map((group) => [group.code, group.samples.map((sample) => sample.line)]) }
}

async function rows(table: 'customer' | 'account' | 'txn' | 'product', columns: string[], asOf: string) {
  const runs = await bankRuns(app.context.runs, table, asOf)
  return app.context.warehouse.query(query(sql`SELECT row_key AS k, ${joinSql(columns.map((name) => identifier(name)))} FROM ${bankRows(table, runs, columns)} ORDER BY k`))
}

describe('ING-9: what a read as of a date sees', () => {
  it('a snapshot hides its source\'s older ones, only from its date on', async () => {
    await define('core', { table: 'customer', mode: 'snapshot', columns: { cust_id: 'id', city_code: 'city' } })
    await load('core', 'id,city\nC1,A\nC2,A\nC3,A\n', '2025-11-30')
    await load('core', 'id,city\nC1,B\nC2,\n', '2025-12-31')
    expect(await rows('customer', ['city_code'], '2025-12-30')).toEqual([{ k: 'C1', city_code: 'A' }, { k: 'C2', city_code: 'A' }, { k: 'C3', city_code: 'A' }])
    expect(await rows('customer', ['city_code'], '2025-12-31')).toEqual([{ k: 'C1', city_code: 'B' }, { k: 'C2', city_code: null }])
    expect(await rows('customer', ['city_code'], '2025-11-29').catch(() => [])).toEqual([])
  })

  it('the same date again replaces the snapshot; another source adds to it', async () => {
    await load('core', 'id,city\nC1,B2\nC2,\n', '2025-12-31')
    await define('extra', { table: 'customer', mode: 'upsert', columns: { cust_id: 'id', city_code: 'city', education: 'edu' } })
    await load('extra', 'id,city,edu\nC2,X,PHD\nC4,Y,\n', '2025-12-01')
    expect(await rows('customer', ['city_code', 'education'], '2025-12-31')).toEqual([
      { k: 'C1', city_code: 'B2', education: null },
      { k: 'C2', city_code: 'X', education: 'PHD' },
      { k: 'C4', city_code: 'Y', education: null },
    ])
  })

  it('upserts: column by column the newest that is not missing, whatever order they were loaded in', async () => {
    await define('accounts', { table: 'account', mode: 'upsert', columns: { acct_id: 'a', cust_id: 'c', type: 't', status: 's' } })
    await load('accounts', 'a,c,t,s\nA1,C1,CUR,OPEN\nA2,C2,SAV,OPEN\n', '2025-12-10')
    await load('accounts', 'a,c,t,s\nA1,C1,,FROZEN\n', '2025-12-20')
    await load('accounts', 'a,c,t,s\nA1,C1,OLD,OLD\nA3,C3,OLD,\n', '2025-12-05')
    const latest = [{ k: 'A1', type: 'CUR', status: 'FROZEN' }, { k: 'A2', type: 'SAV', status: 'OPEN' }, { k: 'A3', type: 'OLD', status: null }]
    expect(await rows('account', ['type', 'status'], '2025-12-31')).toEqual(latest)
    expect((await rows('account', ['type', 'status'], '2025-12-10'))[0]).toEqual({ k: 'A1', type: 'CUR', status: 'OPEN' })
  })

  it('appends skip keys already loaded and say how many', async () => {
    await define('txns', { table: 'txn', mode: 'append', columns: { txn_id: 'id', cust_id: 'c', ts: 'ts', amount: 'amt' } })
    expect(await load('txns', 'id,c,ts,amt\nT1,C1,2025-12-01,1\nT2,C1,2025-12-02,2\n', '2025-12-02')).toMatchObject({ accepted: 2, already: 0 })
    expect(await load('txns', 'id,c,ts,amt\nT2,C1,2025-12-02,99\nT3,C1,2025-12-03,3\n', '2025-12-03')).toMatchObject({ accepted: 1, already: 1, rejected: 0 })
    expect(await rows('txn', ['amount_minor'], '2025-12-31')).toEqual([{ k: 'T1', amount_minor: '100' }, { k: 'T2', amount_minor: '200' }, { k: 'T3', amount_minor: '300' }])
  })
})

describe('ING-7, ING-3: keys of one file', () => {
  it('ING-7: of a repeated key the last row is taken, the others are rejects', async () => {
    expect(await load('txns', 'id,c,ts,amt\nU1,C1,2025-12-05,1\nU1,C1,2025-12-05,2\nU1,C1,2025-12-05,3\n', '2025-12-05')).toMatchObject({ accepted: 1, rejected: 2, rejects: [['KEY_REPEATED', [2, 3]]] })
    expect((await rows('txn', ['amount_minor'], '2025-12-31')).at(-1)).toEqual({ k: 'U1', amount_minor: '300' })
  })

  it('ING-7, ING-8: identifiers are sealed of the row that is taken only', async () => {
    await define('people', { table: 'customer', mode: 'upsert', columns: { cust_id: 'id', name: 'name' } })
    expect(await load('people', 'id,name\nP1,first\nP1,last\nP2,other\n', '2025-12-05')).toMatchObject({ accepted: 2, rejected: 1 })
    const sealed = await app.context.warehouse.query(query<{ cust_id: string; name: string }>(sql`SELECT cust_id, name FROM customer_pii ORDER BY cust_id`))
    expect(sealed.map((row) => [row.cust_id, app.context.secrets.open(row.name)])).toEqual([['P1', 'last'], ['P2', 'other']])
  })

  it('ING-3: a file without ids keeps every row', async () => {
    await define('no-ids', { table: 'txn', mode: 'append', columns: { cust_id: 'c', ts: 'ts', amount: 'amt' } })
    expect(await load('no-ids', 'c,ts,amt\nC1,2025-12-06,1\nC1,2025-12-06,1\nC1,2025-12-06,1\n', '2025-12-06')).toMatchObject({ accepted: 3, rejected: 0 })
  })
})

describe('lookups', () => {
  it('finds the row, refuses a text that is not there, and reads the newest value', async () => {
    await define('by-account', { table: 'txn', mode: 'append', columns: { txn_id: 'id', cust_id: { from: 'a', lookup: { table: 'account', by: 'acct_id', value: 'cust_id' } }, ts: 'ts', amount: 'amt', type: { from: 'a', lookup: { table: 'account', by: 'acct_id', value: 'type' } } } })
    const told = await load('by-account', 'id,a,ts,amt\nL1,A1,2025-12-21,1\nL2,A9,2025-12-21,1\nL3,,2025-12-21,1\n', '2025-12-31')
    expect(told).toMatchObject({ accepted: 1, rejected: 2 })
    expect(Object.fromEntries(told.rejects as [string, number[]][])).toEqual({ LOOKUP_NOT_FOUND: [3], VALUE_MISSING: [4] })
    expect((await rows('txn', ['type'], '2025-12-31')).find((row) => (row as { k: string }).k === 'L1')).toEqual({ k: 'L1', type: 'CUR' })
  })

  it('a table nothing was loaded into is named', async () => {
    await define('by-product', { table: 'account', mode: 'upsert', columns: { acct_id: 'a', cust_id: 'c', type: { from: 'p', lookup: { table: 'product', by: 'product_id', value: 'category' } } } })
    await expect(load('by-product', 'a,c,p\nA1,C1,P1\n', '2025-12-31')).rejects.toMatchObject({ code: 'LOOKUP_TABLE_EMPTY' })
  })
})

describe('encodings and row filters', () => {
  it('reads GB18030 text, four-byte characters too, and maps it', async () => {
    await define('gb', { table: 'customer', mode: 'upsert', columns: { cust_id: 'id', gender: { from: 'sex', values: { 男: 'M', 女: 'F' } }, city_code: 'city' }, where: { kind: '个人' } }, { encoding: 'gb18030' })
    const gb = (text: string) => Buffer.from(text.split('').flatMap((letter) => GB[letter] ?? [letter.charCodeAt(0)]))
    const told = await load('gb', gb('id,sex,city,kind\nG1,男,㐁,个人\nG2,女,x,公司\n'), '2025-12-31')
    expect(told).toMatchObject({ accepted: 1, rejected: 0 })
    const [row] = await app.context.warehouse.query(query(sql`SELECT gender, city_code FROM bank_customer WHERE cust_id = 'G1'`))
    expect(row).toEqual({ gender: 'M', city_code: '㐁' })
  })
})

/** From the GB18030-2005 table: 㐁 (U+3401) has four bytes. */
const GB: Record<string, number[]> = { 男: [0xc4, 0xd0], 女: [0xc5, 0xae], 个: [0xb8, 0xf6], 人: [0xc8, 0xcb], 公: [0xb9, 0xab], 司: [0xcb, 0xbe], 㐁: [0x81, 0x39, 0xef, 0x30] }
