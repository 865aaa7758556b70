import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import { testSource } from '../../src/ingest/actions/test-source.js'
import { startMysql } from '../kit/mysql-server.js'
import { s3Keys, startS3, type S3Server } from '../kit/s3-server.js'
import { cityCsv as csv, cityTarget as target, openSourceBank, putFile, type SourceBank } from '../kit/source-bank.js'

let bank: SourceBank
let s3: S3Server
beforeAll(async () => {
  s3 = await startS3('bank')
  bank = await openSourceBank({ QUNCE_CONNECTOR_HOSTS: '127.0.0.1, db.bank.example' })
  await bank.secret('keys', { kind: 'access-key', hosts: ['127.0.0.1'], ...s3Keys })
})
afterAll(async () => {
  await bank.close()
  await s3.close()
})

describe('ING-12: folders', () => {
  const put = (name: string, content: string, ageSeconds = 3600) => putFile(join(bank.imports, 'core', name), content, ageSeconds)
  const folder = { ...csv, connector: { kind: 'folder', path: 'core', pattern: 'cust_{date}.csv' } }

  it('takes new files in order, each for the date in its name, and each once', async () => {
    mkdirSync(join(bank.imports, 'core'))
    put('cust_20260228.csv', 'id,city\nF1,B\n')
    put('cust_20260227.csv', 'id,city\nF1,A\nF2,A\n')
    put('other.csv', 'id,city\nX,X\n')
    await bank.define('folder', folder)
    expect(await bank.fetch('folder')).toEqual([
      { name: 'cust_20260227.csv', businessDate: '2026-02-27', status: 'loaded' },
      { name: 'cust_20260228.csv', businessDate: '2026-02-28', status: 'loaded' },
    ])
    expect(await bank.cities('F')).toEqual(['2026-02-27 F1 A', '2026-02-27 F2 A', '2026-02-28 F1 B'])
    expect(await bank.fetch('folder')).toEqual([])
  })

  it('leaves a file that may be growing, and takes one again when its content changed', async () => {
    put('cust_20260301.csv', 'id,city\nF3,', 5)
    expect(await bank.fetch('folder')).toEqual([])
    put('cust_20260301.csv', 'id,city\nF3,C\n', 90)
    put('cust_20260228.csv', 'id,city\nF1,B2\n', 80)
    expect((await bank.fetch('folder')).map(({ name, status }) => `${name} ${status}`)).toEqual(['cust_20260228.csv loaded', 'cust_20260301.csv loaded'])
    // The same content with a new time: the load says that it is unchanged.
    put('cust_20260301.csv', 'id,city\nF3,C\n', 70)
    expect((await bank.fetch('folder')).map(({ status }) => status)).toEqual(['unchanged'])
  })

  it('with a mark beside it a file is complete at once, and not before', async () => {
    await bank.define('marked', { ...csv, connector: { kind: 'folder', path: 'core', pattern: 'm_{date}.csv', doneSuffix: '.ok' } })
    put('m_20260228.csv', 'id,city\nM1,A\n', 0)
    expect(await bank.fetch('marked')).toEqual([])
    put('m_20260228.csv.ok', '', 0)
    expect((await bank.fetch('marked')).map(({ name }) => name)).toEqual(['m_20260228.csv'])
  })

  it('ING-10: reads below the import folder only', async () => {
    await bank.define('outside', { ...csv, connector: { kind: 'folder', path: '../', pattern: '*' } })
    await expect(bank.fetch('outside')).rejects.toMatchObject({ code: 'FILE_OUTSIDE_IMPORT_DIR' })
    await bank.define('nowhere', { ...csv, connector: { kind: 'folder', path: 'missing', pattern: '*' } })
    await expect(bank.fetch('nowhere')).rejects.toMatchObject({ code: 'CONNECTOR_FOLDER' })
  })
})

describe('ING-12: buckets', () => {
  const bucket = (more: object = {}) => ({ ...csv, connector: { kind: 'bucket', endpoint: s3.url, bucket: 'bank', prefix: 'in/', pattern: 'cust {date:YYYY-MM-DD}.csv', secretRef: 'keys', ...more } })
  const put = (key: string, content: string) => s3.objects.set(key, { body: Buffer.from(content), changedAt: '2026-02-28T01:00:00.000Z' })

  it('lists page by page, takes what fits its pattern, signed, each content once', async () => {
    put('in/cust 2026-02-28.csv', 'id,city\nS2,B\n')
    put('in/cust 2026-02-27.csv', 'id,city\nS1,A\n')
    put('in/readme.txt', 'x')
    put('out/cust 2026-02-26.csv', 'id,city\nS0,A\n')
    await bank.define('bucket', bucket())
    expect(await bank.fetch('bucket')).toEqual([
      { name: 'cust 2026-02-27.csv', businessDate: '2026-02-27', status: 'loaded' },
      { name: 'cust 2026-02-28.csv', businessDate: '2026-02-28', status: 'loaded' },
    ])
    expect(await bank.fetch('bucket')).toEqual([])
    put('in/cust 2026-02-28.csv', 'id,city\nS2,B2\n')
    expect((await bank.fetch('bucket')).map(({ name }) => name)).toEqual(['cust 2026-02-28.csv'])
    expect(await bank.cities('S')).toEqual(['2026-02-27 S1 A', '2026-02-28 S2 B', '2026-02-28 S2 B2'])
  })

  it('says what the store refuses', async () => {
    await bank.define('no-bucket', bucket({ bucket: 'other' }))
    await expect(bank.fetch('no-bucket')).rejects.toMatchObject({ code: 'CONNECTOR_ANSWER', params: { reason: 'HTTP 404 NoSuchBucket' } })
    await bank.secret('wrong', { kind: 'access-key', hosts: ['127.0.0.1'], accessKeyId: 'AKIATEST', secretAccessKey: 'wrong' })
    await bank.define('wrong-key', bucket({ secretRef: 'wrong' }))
    await expect(bank.fetch('wrong-key')).rejects.toMatchObject({ params: { reason: 'HTTP 403 SignatureDoesNotMatch' } })
  })
})

describe('ING-12: PostgreSQL tables', () => {
  let db: pg.Client
  let connector: Record<string, unknown>
  beforeAll(async () => {
    const url = new URL(bank.app.context.ledger.url)
    db = new pg.Client({ connectionString: url.href })
    await db.connect()
    await db.query('CREATE SCHEMA core; CREATE TABLE core."Cust""omers" (id text, city text, note text, changed timestamptz, n bigint)')
    await db.query(`INSERT INTO core."Cust""omers" VALUES
      ('P1', 'A', 'comma, "quote"', '2026-02-27 23:59:59+08', 1), ('P2', NULL, E'two\\nlines', '2026-02-28 00:00:00+08', 2), ('P3', '深圳', '', '2026-02-28 23:59:59+08', 9007199254740993)`)
    await bank.secret('core', { kind: 'password', hosts: ['127.0.0.1'], user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) })
    connector = { kind: 'database', engine: 'postgresql', host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), schema: 'core', table: 'Cust"omers', tls: 'off', secretRef: 'core', orderBy: ['id'] }
  })
  afterAll(() => db.end())

  it('brings the rows of the business date in the bank\'s zone, texts whole, equal rows as an equal file', async () => {
    await bank.define('pg-date', { ...csv, connector: { ...connector, rows: { kind: 'date', column: 'changed' } } })
    expect(await bank.fetch('pg-date', '2026-02-28')).toEqual([{ name: 'pg-date-2026-02-28.csv', businessDate: '2026-02-28', status: 'loaded' }])
    expect(await bank.cities('P')).toEqual(['2026-02-28 P2 null', '2026-02-28 P3 深圳'])
    expect((await bank.fetch('pg-date', '2026-02-28')).map(({ status }) => status)).toEqual(['unchanged'])
    expect(await bank.fetch('pg-date', '2026-03-01')).toEqual([])
  })

  it('goes on above the highest value of the last load that came through', async () => {
    await bank.define('pg-since', { ...csv, targets: [{ ...target, columns: { cust_id: 'id', city_code: 'n' } }], connector: { ...connector, columns: ['id', 'n'], rows: { kind: 'since', column: 'n' } } })
    await bank.fetch('pg-since', '2026-03-02')
    expect(await bank.fetch('pg-since', '2026-03-03')).toEqual([])
    await db.query(`INSERT INTO core."Cust""omers" VALUES ('P4', 'Z', '', now(), 9007199254740995)`)
    await bank.fetch('pg-since', '2026-03-04')
    expect((await bank.cities('P')).filter((row) => row > '2026-03')).toEqual(['2026-03-02 P1 1', '2026-03-02 P2 2', '2026-03-02 P3 9007199254740993', '2026-03-04 P4 9007199254740995'])
  })

  it('a table of many rows streams through', async () => {
    await db.query(`CREATE TABLE core.many AS SELECT 'N' || g AS id, 'c' || g % 7 AS city FROM generate_series(1, 50000) g`)
    await bank.define('pg-many', { ...csv, connector: { ...connector, table: 'many' } })
    await bank.fetch('pg-many')
    const counted = await bank.app.context.warehouse.query(query(sql`SELECT count() AS n, uniqExact(cust_id) AS ids FROM bank_customer WHERE startsWith(cust_id, 'N')`))
    expect(counted).toEqual([{ n: '50000', ids: '50000' }])
  })

  it('says what is wrong and where', async () => {
    const failing = async (key: string, more: object) => {
      await bank.define(key, { ...csv, connector: { ...connector, ...more } })
      return bank.fetch(key).then(() => null, (error: unknown) => error as { code: string; path?: string; params: Record<string, string> })
    }
    expect(await failing('pg-column', { columns: ['id', 'age'] })).toMatchObject({ code: 'CONNECTOR_COLUMN_UNKNOWN', params: { column: 'age' } })
    expect((await failing('pg-table', { table: 'nothing' }))?.params['reason']).toContain('42P01')
    await bank.secret('bad', { kind: 'password', hosts: ['127.0.0.1'], user: 'nobody', password: 'no' })
    const refused = await failing('pg-user', { secretRef: 'bad' })
    expect(refused?.params['reason']).toContain('28P01')
    expect(JSON.stringify(refused)).not.toContain('"no"')
    expect(await failing('pg-kind', { secretRef: 'keys' })).toMatchObject({ code: 'CONNECTOR_SECRET_KIND' })
    expect(await failing('pg-secret', { secretRef: 'unknown' })).toMatchObject({ code: 'CONNECTOR_SECRET_MISSING' })
  })
})

describe('ING-12: MySQL tables', () => {
  it('speaks the protocol: signs in, reads only, streams rows, NULL and text kept', async () => {
    const server = await startMysql(['id', 'city'], [['Q1', '上海'], ['Q2', null], ['Q3', 'a,"b"']])
    await bank.secret('mysql', { kind: 'password', hosts: ['127.0.0.1'], user: 'reader', password: 'pw' })
    await bank.define('mysql', { ...csv, connector: { kind: 'database', engine: 'mysql', host: '127.0.0.1', port: server.port, database: 'core', table: 'cus`t', columns: ['id', 'city'], rows: { kind: 'date', column: 'city' }, tls: 'off', secretRef: 'mysql' } })
    expect(await bank.fetch('mysql')).toEqual([{ name: 'mysql-2026-02-28.csv', businessDate: '2026-02-28', status: 'loaded' }])
    expect(await bank.cities('Q')).toEqual(['2026-02-28 Q1 上海', '2026-02-28 Q2 null', '2026-02-28 Q3 a,"b"'])
    expect(server.heard).toEqual([
      'reader@core',
      "SET time_zone = '+08:00'",
      'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
      'select * from `cus``t` limit 0',
      "select `id`, `city` from `cus``t` where `city` >= '2026-02-28' and `city` < '2026-03-01'",
    ])
    await server.close()
  })
})

describe('ING-12: a test of the connection', () => {
  it('shows files, columns and masked rows, and loads nothing', async () => {
    const loads = await bank.app.context.jobs.list({ kind: 'data.fetch', limit: 500 })
    const found = await testSource(bank.app.context, 'folder')
    expect(found.matching).toBe(3)
    expect(found.files[0]).toEqual({ name: 'cust_20260301.csv', bytes: statSync(join(bank.imports, 'core', 'cust_20260301.csv')).size, businessDate: '2026-03-01', taken: true })
    expect(found.columns.map(({ name }) => name)).toEqual(['id', 'city'])
    expect(found.rows).toEqual([['x9', 'x']])
    expect(found.proposal?.format).toMatchObject({ type: 'csv', delimiter: ',' })
    expect(found.proposal?.columns.map(({ name, samples }) => [name, samples])).toEqual([['id', []], ['city', []]])
    expect(JSON.stringify(found.proposal)).not.toContain('a1')
    expect((await testSource(bank.app.context, 'bucket')).files).toHaveLength(2)
    expect((await testSource(bank.app.context, 'pg-date')).rows[2]).toEqual(['x9', '文文'].concat((await testSource(bank.app.context, 'pg-date')).rows[2]!.slice(2)))
    expect(await bank.app.context.jobs.list({ kind: 'data.fetch', limit: 500 })).toEqual(loads)
  })

  it('of an empty place says so, of a wrong one why', async () => {
    mkdirSync(join(bank.imports, 'empty'))
    await bank.define('empty', { ...csv, connector: { kind: 'folder', path: 'empty', pattern: '*.csv' } })
    expect(await testSource(bank.app.context, 'empty')).toEqual({ files: [], matching: 0, columns: [], rows: [] })
    await expect(testSource(bank.app.context, 'pg-user')).rejects.toMatchObject({ code: 'CONNECTOR_UNREACHABLE', path: 'connector' })
    await bank.define('plain', csv)
    await expect(testSource(bank.app.context, 'plain')).rejects.toMatchObject({ code: 'CONNECTOR_UPLOAD_ONLY' })
    rmSync(join(bank.imports, 'empty'), { recursive: true })
  })
})
