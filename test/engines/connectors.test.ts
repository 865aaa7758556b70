import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import mysql from 'mysql2'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import type { ConnectorSecret } from '#ingest/contract'
import type { FetchResult } from '../../src/ingest/actions/fetch-source.js'
import { keepConnectorSecret, removeConnectorSecret, describeConnectorSecret } from '../../src/ingest/actions/connector-secret.js'
import { testSource } from '../../src/ingest/actions/test-source.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { s3Keys, startS3, type S3Server } from '../kit/s3-server.js'
import { tempDir } from '../kit/temp-dir.js'

const imports = tempDir('imports')
let app: TestApp
let s3: S3Server
let api: Server
let apiUrl: string
const pages: Record<string, { status?: number; location?: string; body: unknown }> = {}
const apiHeaders: Record<string, string | string[] | undefined>[] = []

beforeAll(async () => {
  s3 = await startS3('bank')
  api = createServer((request, response) => {
    apiHeaders.push(request.headers)
    const page = pages[request.url ?? ''] ?? { status: 404, body: {} }
    response.writeHead(page.status ?? 200, { 'content-type': 'application/json', ...(page.location === undefined ? {} : { location: page.location }) })
    response.end(typeof page.body === 'string' ? page.body : JSON.stringify(page.body))
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`
  app = await openTestApp({ QUNCE_IMPORT_DIR: imports.path, QUNCE_CONNECTOR_HOSTS: '127.0.0.1, db.bank.example' })
  await secret('keys', { kind: 'access-key', hosts: ['127.0.0.1'], ...s3Keys })
  await secret('api', { kind: 'token', hosts: ['127.0.0.1'], token: 'open sesame' })
})
afterAll(async () => {
  await app.close()
  await s3.close()
  await new Promise<unknown>((resolve) => api.close(resolve).closeAllConnections())
  imports.remove()
})

const secret = (name: string, value: ConnectorSecret) => keepConnectorSecret(app.context, name, value, headOffice)

const target = { table: 'customer', mode: 'upsert', columns: { cust_id: 'id', city_code: 'city' } }
const csv = { purposes: ['SERVICE'], format: { type: 'csv' }, targets: [target] }

async function define(key: string, body: object) {
  await app.context.definitions.create('source', { key, name: { zh: key }, body }, headOffice)
  await app.context.definitions.publish('source', key, { revision: 1 }, headOffice)
}

async function fetch(source: string, businessDate = '2026-02-28'): Promise<{ name: string; businessDate: string; status: string }[]> {
  const id = await app.context.jobs.start('data.fetch', { source, businessDate }, headOffice)
  const { files } = (await app.context.jobs.wait(id)) as FetchResult
  return files.map(({ name, businessDate: date, status }) => ({ name, businessDate: date, status }))
}

async function cities(prefix: string) {
  const rows = await app.context.warehouse.query(query<{ id: string; city: string; date: string }>(sql`SELECT cust_id AS id, city_code AS city, valid_from AS date FROM bank_customer WHERE startsWith(cust_id, ${prefix}) ORDER BY date, id`))
  return rows.map(({ id, city, date }) => `${date} ${id} ${city}`)
}

describe('ING-12: folders', () => {
  const put = (name: string, content: string, ageSeconds = 3600) => {
    const path = join(imports.path, 'core', name)
    writeFileSync(path, content)
    const at = new Date(Date.now() - ageSeconds * 1000)
    utimesSync(path, at, at)
  }
  const folder = { ...csv, connector: { kind: 'folder', path: 'core', pattern: 'cust_{date}.csv' } }

  it('takes new files in order, each for the date in its name, and each once', async () => {
    mkdirSync(join(imports.path, 'core'))
    put('cust_20260228.csv', 'id,city\nF1,B\n')
    put('cust_20260227.csv', 'id,city\nF1,A\nF2,A\n')
    put('other.csv', 'id,city\nX,X\n')
    await define('folder', folder)
    expect(await fetch('folder')).toEqual([
      { name: 'cust_20260227.csv', businessDate: '2026-02-27', status: 'loaded' },
      { name: 'cust_20260228.csv', businessDate: '2026-02-28', status: 'loaded' },
    ])
    expect(await cities('F')).toEqual(['2026-02-27 F1 A', '2026-02-27 F2 A', '2026-02-28 F1 B'])
    expect(await fetch('folder')).toEqual([])
  })

  it('leaves a file that may be growing, and takes one again when its content changed', async () => {
    put('cust_20260301.csv', 'id,city\nF3,', 5)
    expect(await fetch('folder')).toEqual([])
    put('cust_20260301.csv', 'id,city\nF3,C\n', 90)
    put('cust_20260228.csv', 'id,city\nF1,B2\n', 80)
    expect((await fetch('folder')).map(({ name, status }) => `${name} ${status}`)).toEqual(['cust_20260228.csv loaded', 'cust_20260301.csv loaded'])
    // The same content with a new time: the load says that it is unchanged.
    put('cust_20260301.csv', 'id,city\nF3,C\n', 70)
    expect((await fetch('folder')).map(({ status }) => status)).toEqual(['unchanged'])
  })

  it('with a mark beside it a file is complete at once, and not before', async () => {
    await define('marked', { ...csv, connector: { kind: 'folder', path: 'core', pattern: 'm_{date}.csv', doneSuffix: '.ok' } })
    put('m_20260228.csv', 'id,city\nM1,A\n', 0)
    expect(await fetch('marked')).toEqual([])
    put('m_20260228.csv.ok', '', 0)
    expect((await fetch('marked')).map(({ name }) => name)).toEqual(['m_20260228.csv'])
  })

  it('ING-10: reads below the import folder only', async () => {
    await define('outside', { ...csv, connector: { kind: 'folder', path: '../', pattern: '*' } })
    await expect(fetch('outside')).rejects.toMatchObject({ code: 'FILE_OUTSIDE_IMPORT_DIR' })
    await define('nowhere', { ...csv, connector: { kind: 'folder', path: 'missing', pattern: '*' } })
    await expect(fetch('nowhere')).rejects.toMatchObject({ code: 'CONNECTOR_FOLDER' })
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
    await define('bucket', bucket())
    expect(await fetch('bucket')).toEqual([
      { name: 'cust 2026-02-27.csv', businessDate: '2026-02-27', status: 'loaded' },
      { name: 'cust 2026-02-28.csv', businessDate: '2026-02-28', status: 'loaded' },
    ])
    expect(await fetch('bucket')).toEqual([])
    put('in/cust 2026-02-28.csv', 'id,city\nS2,B2\n')
    expect((await fetch('bucket')).map(({ name }) => name)).toEqual(['cust 2026-02-28.csv'])
    expect(await cities('S')).toEqual(['2026-02-27 S1 A', '2026-02-28 S2 B', '2026-02-28 S2 B2'])
  })

  it('says what the store refuses', async () => {
    await define('no-bucket', bucket({ bucket: 'other' }))
    await expect(fetch('no-bucket')).rejects.toMatchObject({ code: 'CONNECTOR_ANSWER', params: { reason: 'HTTP 404 NoSuchBucket' } })
    await secret('wrong', { kind: 'access-key', hosts: ['127.0.0.1'], accessKeyId: 'AKIATEST', secretAccessKey: 'wrong' })
    await define('wrong-key', bucket({ secretRef: 'wrong' }))
    await expect(fetch('wrong-key')).rejects.toMatchObject({ params: { reason: 'HTTP 403 SignatureDoesNotMatch' } })
  })
})

describe('ING-12: PostgreSQL tables', () => {
  let db: pg.Client
  let connector: Record<string, unknown>
  beforeAll(async () => {
    const url = new URL(app.context.ledger.url)
    db = new pg.Client({ connectionString: url.href })
    await db.connect()
    await db.query('CREATE SCHEMA core; CREATE TABLE core."Cust""omers" (id text, city text, note text, changed timestamptz, n bigint)')
    await db.query(`INSERT INTO core."Cust""omers" VALUES
      ('P1', 'A', 'comma, "quote"', '2026-02-27 23:59:59+08', 1), ('P2', NULL, E'two\\nlines', '2026-02-28 00:00:00+08', 2), ('P3', '深圳', '', '2026-02-28 23:59:59+08', 9007199254740993)`)
    await secret('core', { kind: 'password', hosts: ['127.0.0.1'], user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) })
    connector = { kind: 'database', engine: 'postgresql', host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), schema: 'core', table: 'Cust"omers', tls: 'off', secretRef: 'core', orderBy: ['id'] }
  })
  afterAll(() => db.end())

  it('brings the rows of the business date in the bank\'s zone, texts whole, equal rows as an equal file', async () => {
    await define('pg-date', { ...csv, connector: { ...connector, rows: { kind: 'date', column: 'changed' } } })
    expect(await fetch('pg-date', '2026-02-28')).toEqual([{ name: 'pg-date-2026-02-28.csv', businessDate: '2026-02-28', status: 'loaded' }])
    expect(await cities('P')).toEqual(['2026-02-28 P2 null', '2026-02-28 P3 深圳'])
    expect((await fetch('pg-date', '2026-02-28')).map(({ status }) => status)).toEqual(['unchanged'])
    expect(await fetch('pg-date', '2026-03-01')).toEqual([])
  })

  it('goes on above the highest value of the last load that came through', async () => {
    await define('pg-since', { ...csv, targets: [{ ...target, columns: { cust_id: 'id', city_code: 'n' } }], connector: { ...connector, columns: ['id', 'n'], rows: { kind: 'since', column: 'n' } } })
    await fetch('pg-since', '2026-03-02')
    expect(await fetch('pg-since', '2026-03-03')).toEqual([])
    await db.query(`INSERT INTO core."Cust""omers" VALUES ('P4', 'Z', '', now(), 9007199254740995)`)
    await fetch('pg-since', '2026-03-04')
    expect((await cities('P')).filter((row) => row > '2026-03')).toEqual(['2026-03-02 P1 1', '2026-03-02 P2 2', '2026-03-02 P3 9007199254740993', '2026-03-04 P4 9007199254740995'])
  })

  it('a table of many rows streams through', async () => {
    await db.query(`CREATE TABLE core.many AS SELECT 'N' || g AS id, 'c' || g % 7 AS city FROM generate_series(1, 50000) g`)
    await define('pg-many', { ...csv, connector: { ...connector, table: 'many' } })
    await fetch('pg-many')
    const counted = await app.context.warehouse.query(query(sql`SELECT count() AS n, uniqExact(cust_id) AS ids FROM bank_customer WHERE startsWith(cust_id, 'N')`))
    expect(counted).toEqual([{ n: '50000', ids: '50000' }])
  })

  it('says what is wrong and where', async () => {
    const failing = async (key: string, more: object) => {
      await define(key, { ...csv, connector: { ...connector, ...more } })
      return fetch(key).then(() => null, (error: unknown) => error as { code: string; path?: string; params: Record<string, string> })
    }
    expect(await failing('pg-column', { columns: ['id', 'age'] })).toMatchObject({ code: 'CONNECTOR_COLUMN_UNKNOWN', params: { column: 'age' } })
    expect((await failing('pg-table', { table: 'nothing' }))?.params['reason']).toContain('42P01')
    await secret('bad', { kind: 'password', hosts: ['127.0.0.1'], user: 'nobody', password: 'no' })
    const refused = await failing('pg-user', { secretRef: 'bad' })
    expect(refused?.params['reason']).toContain('28P01')
    expect(JSON.stringify(refused)).not.toContain('"no"')
    expect(await failing('pg-kind', { secretRef: 'api' })).toMatchObject({ code: 'CONNECTOR_SECRET_KIND' })
    expect(await failing('pg-secret', { secretRef: 'unknown' })).toMatchObject({ code: 'CONNECTOR_SECRET_MISSING' })
  })
})

describe('ING-12: MySQL tables', () => {
  it('speaks the protocol: signs in, reads only, streams rows, NULL and text kept', async () => {
    const statements: string[] = []
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the server half of the library has no types
    const server = (mysql as unknown as { createServer(): any }).createServer()
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    server.on('connection', (client: any) => {
      client.serverHandshake({ protocolVersion: 10, serverVersion: '8.0.0', connectionId: 1, statusFlags: 2, characterSet: 45, capabilityFlags: 0xffffff & ~2048 })
      client.on('query', (text: string) => {
        statements.push(text)
        if (!/^select/i.test(text)) return client.writeOk()
        const columns = ['id', 'city'].map((name) => ({ catalog: 'def', schema: 'core', table: 't', orgTable: 't', name, orgName: name, characterSet: 45, columnLength: 80, columnType: 253, flags: 0, decimals: 0 }))
        const rows = /limit 0/.test(text) ? [] : [['Q1', '上海'], ['Q2', null], ['Q3', 'a,"b"']]
        client.writeColumns(columns)
        for (const row of rows) client.writeTextRow(row)
        client.writeEof()
      })
      client.on('quit', () => client.end())
      client.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const port = (server._server.address() as AddressInfo).port
    await secret('mysql', { kind: 'password', hosts: ['127.0.0.1'], user: 'reader', password: 'pw' })
    await define('mysql', { ...csv, connector: { kind: 'database', engine: 'mysql', host: '127.0.0.1', port, database: 'core', table: 'cus`t', columns: ['id', 'city'], rows: { kind: 'date', column: 'city' }, tls: 'off', secretRef: 'mysql' } })
    expect(await fetch('mysql')).toEqual([{ name: 'mysql-2026-02-28.csv', businessDate: '2026-02-28', status: 'loaded' }])
    expect(await cities('Q')).toEqual(['2026-02-28 Q1 上海', '2026-02-28 Q2 null', '2026-02-28 Q3 a,"b"'])
    expect(statements).toEqual([
      "SET time_zone = '+08:00'",
      'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
      'select * from `cus``t` limit 0',
      "select `id`, `city` from `cus``t` where `city` >= '2026-02-28' and `city` < '2026-03-01'",
    ])
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('ING-12: HTTP JSON', () => {
  const http = (more: object) => ({ ...csv, format: { type: 'jsonl' }, connector: { kind: 'http', url: `${apiUrl}/a?d={date}`, items: '/data/items', secretRef: 'api', ...more } })
  const items = (...ids: string[]) => ids.map((id) => ({ id, city: 'A' }))

  it('follows links, cursors and page numbers to the end, with its token', async () => {
    pages['/a?d=2026-02-28'] = { body: { data: { items: items('H1') }, next: '/a?p=2' } }
    pages['/a?p=2'] = { body: { data: { items: items('H2') } } }
    await define('link', http({ paging: { kind: 'link', next: '/next' } }))
    expect((await fetch('link')).map(({ name }) => name)).toEqual(['link-2026-02-28.jsonl'])
    expect(apiHeaders.at(-1)?.['authorization']).toBe('Bearer open sesame')
    pages['/c'] = { body: { data: { items: items('H3') }, meta: { cursor: 'x y' } } }
    pages['/c?after=x+y'] = { body: { data: { items: items('H4') }, meta: { cursor: null } } }
    await define('cursor', http({ url: `${apiUrl}/c`, paging: { kind: 'cursor', next: '/meta/cursor', param: 'after' } }))
    await fetch('cursor')
    pages['/p?page=1'] = { body: items('H5') }
    pages['/p?page=2'] = { body: items('H6') }
    pages['/p?page=3'] = { body: [] }
    await define('page', http({ url: `${apiUrl}/p`, items: '', paging: { kind: 'page', param: 'page' } }))
    await fetch('page')
    expect((await cities('H')).map((row) => row.slice(11))).toEqual(['H1 A', 'H2 A', 'H3 A', 'H4 A', 'H5 A', 'H6 A'])
  })

  it.each([
    ['circle', { body: { data: { items: items('I') }, next: '/circle' } }, 'CONNECTOR_ANSWER'],
    ['elsewhere', { body: { data: { items: items('I') }, next: 'http://169.254.169.254/x' } }, 'CONNECTOR_HOST_NOT_LISTED'],
    ['redirect', { status: 302, location: 'http://169.254.169.254/latest', body: {} }, 'CONNECTOR_HOST_NOT_LISTED'],
    ['hop', { status: 302, location: '/hop', body: {} }, 'CONNECTOR_ANSWER'],
    ['text', { body: 'hello' }, 'CONNECTOR_ANSWER'],
    ['no-list', { body: { data: {} } }, 'CONNECTOR_ANSWER'],
    ['broken', { status: 500, body: {} }, 'CONNECTOR_ANSWER'],
    ['large-number', { body: '{"data":{"items":[{"id":9007199254740993}]}}' }, 'CONNECTOR_ANSWER'],
  ])('%s is refused', async (name, page, code) => {
    pages[`/${name}`] = page
    await define(`http-${name}`, http({ url: `${apiUrl}/${name}`, paging: { kind: 'link', next: '/next' } }))
    await expect(fetch(`http-${name}`)).rejects.toMatchObject({ code })
  })
})

describe('ING-11: hosts and secrets', () => {
  const checked = async (connector: object, more: object = {}) => (await app.context.definitions.check('source', null, { ...csv, ...more, connector })).map(({ code, path }) => `${code} ${path}`)
  const database = { kind: 'database', engine: 'postgresql', host: 'db.bank.example', database: 'd', table: 't', secretRef: 'core' }

  it('a definition names listed hosts only, and its mistakes are located', async () => {
    expect(await checked(database)).toEqual([])
    expect(await checked({ ...database, host: 'evil.example' })).toEqual(['CONNECTOR_HOST_NOT_LISTED connector.host'])
    expect(await checked({ kind: 'http', url: 'http://localhost/x' }, { format: { type: 'jsonl' } })).toEqual(['CONNECTOR_HOST_NOT_LISTED connector.url'])
    expect(await checked({ kind: 'http', url: 'http://u:p@127.0.0.1/x' }, { format: { type: 'jsonl' } })).toEqual(['CONNECTOR_SECRET_IN_URL connector.url'])
    expect(await checked({ kind: 'http', url: 'file:///etc/passwd' })).toContain('FIELD_INVALID connector.url')
    expect(await checked(database, { format: { type: 'jsonl', gzip: true } })).toEqual(['CONNECTOR_FORMAT format.type', 'CONNECTOR_FORMAT format.gzip'])
    expect(await checked({ kind: 'folder', path: 'x', pattern: '{when}' })).toEqual(['CONNECTOR_PATTERN_INVALID connector.pattern'])
    expect(await checked(database, { schedule: { kind: 'cron', cron: '99 * * * *' } })).toEqual(['SCHEDULE_INVALID schedule.cron'])
    expect(await checked({ kind: 'upload' }, { schedule: { kind: 'cron', cron: '0 6 * * *' } })).toEqual(['SCHEDULE_NEEDS_CONNECTOR schedule'])
    expect(await checked({ kind: 'upload' }, { trust: 'third-party', legalBasis: 'consent' })).toEqual(['CONSENT_PROOF_MISSING consentProof'])
    expect(await checked({ ...database, host: "x'; drop" })).toContain('FIELD_INVALID connector.host')
  })

  it('a listed name that leads to this machine is refused when it is connected', async () => {
    const context = { ...app.context, settings: { ...app.context.settings, connectorHosts: ['localtest.me', 'localhost.localdomain'] } }
    await define('inner', { ...csv, format: { type: 'jsonl' }, connector: { kind: 'http', url: `${apiUrl}/a` } })
    await expect(testSource(context, 'inner')).rejects.toMatchObject({ code: 'CONNECTOR_HOST_NOT_LISTED' })
  })

  it('a secret is sealed, never told, rotated, audited, sent to its hosts only', async () => {
    const view = await secret('rotated', { kind: 'token', hosts: ['api.bank.example'], token: 'first-value' })
    expect(view).toMatchObject({ name: 'rotated', version: 1, hosts: ['api.bank.example'], usedBy: [] })
    expect(await secret('rotated', { kind: 'token', hosts: ['api.bank.example'], token: 'second-value' })).toMatchObject({ version: 2 })
    const db = new pg.Client({ connectionString: app.context.ledger.url })
    await db.connect()
    const stored = JSON.stringify((await db.query('SELECT * FROM connector_secret')).rows) + JSON.stringify((await db.query('SELECT * FROM audit_entry')).rows)
    await db.end()
    for (const clear of ['first-value', 'second-value', s3Keys.secretAccessKey, 'open sesame']) expect(stored).not.toContain(clear)
    expect(stored).toContain('connector-secret.rotate')
    await define('other-host', { ...csv, format: { type: 'jsonl' }, connector: { kind: 'http', url: `${apiUrl}/a`, secretRef: 'rotated' } })
    await expect(fetch('other-host')).rejects.toMatchObject({ code: 'CONNECTOR_SECRET_HOST' })
    await expect(removeConnectorSecret(app.context, 'rotated', headOffice)).rejects.toMatchObject({ code: 'CONNECTOR_SECRET_IN_USE', params: { sources: 'other-host' } })
    await removeConnectorSecret(app.context, 'wrong-key', headOffice).catch(() => undefined)
    await expect(describeConnectorSecret(app.context, 'nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('key rotation seals connector secrets anew', async () => {
    const place = app.context.secrets.places().find(({ name }) => name === 'connector_secret')!
    const rows = [...(await place.counts()).values()].reduce((sum, n) => sum + n, 0)
    await app.context.secrets.addKey(new Date())
    expect(await place.reseal({ signal: new AbortController().signal, progress: () => undefined })).toBe(rows)
    expect([...(await place.counts()).keys()]).toEqual([app.context.secrets.activeKey()])
    expect((await fetch('bucket'))).toEqual([])
  })
})

describe('ING-13: a test of the connection', () => {
  it('shows files, columns and masked rows, and loads nothing', async () => {
    const loads = await app.context.jobs.list({ kind: 'data.fetch', limit: 500 })
    const found = await testSource(app.context, 'folder')
    expect(found.matching).toBe(3)
    expect(found.files[0]).toEqual({ name: 'cust_20260301.csv', bytes: statSync(join(imports.path, 'core', 'cust_20260301.csv')).size, businessDate: '2026-03-01', taken: true })
    expect(found.columns.map(({ name }) => name)).toEqual(['id', 'city'])
    expect(found.rows).toEqual([['x9', 'x']])
    expect((await testSource(app.context, 'bucket')).files).toHaveLength(2)
    expect((await testSource(app.context, 'pg-date')).rows[2]).toEqual(['x9', '文文'].concat((await testSource(app.context, 'pg-date')).rows[2]!.slice(2)))
    expect((await testSource(app.context, 'link')).rows).toEqual([['x9', 'x']])
    expect(await app.context.jobs.list({ kind: 'data.fetch', limit: 500 })).toEqual(loads)
  })

  it('of an empty place says so, of a wrong one why', async () => {
    mkdirSync(join(imports.path, 'empty'))
    await define('empty', { ...csv, connector: { kind: 'folder', path: 'empty', pattern: '*.csv' } })
    expect(await testSource(app.context, 'empty')).toEqual({ files: [], matching: 0, columns: [], rows: [] })
    await expect(testSource(app.context, 'pg-user')).rejects.toMatchObject({ code: 'CONNECTOR_UNREACHABLE', path: 'connector' })
    await define('plain', csv)
    await expect(testSource(app.context, 'plain')).rejects.toMatchObject({ code: 'CONNECTOR_UPLOAD_ONLY' })
    rmSync(join(imports.path, 'empty'), { recursive: true })
  })
})
