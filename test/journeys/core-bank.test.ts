import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql, type Sql } from '#kernel/sql'
import type { Taken } from '#events/contract'
import type { LinkSummary } from '#identity/contract'
import type { Drift, Load } from '#ingest/contract'
import { CLI_TOKEN_FILE } from '#platform/access'
import type { Http } from '#platform/http'
import type { SegmentPreview } from '#segments/contract'
import { openTestHttp } from '../kit/app.js'
import { openSourceBank, putFile, type SourceBank } from '../kit/source-bank.js'

// The example of docs/connect-your-bank.md, through the very addresses the guide names.
const example = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'examples', 'core-bank')

interface Items<Item> {
  readonly items: readonly Item[]
}
interface Started {
  readonly jobId: string
}

let bank: SourceBank
let http: Http
let token: string
beforeAll(async () => {
  bank = await openSourceBank({ QUNCE_CONNECTOR_HOSTS: '127.0.0.1' })
  http = await openTestHttp(bank.app)
  token = readFileSync(join(bank.app.dir, CLI_TOKEN_FILE), 'utf8').trim()
  mkdirSync(join(bank.imports, 'core-bank'))
})
afterAll(async () => {
  await http.app.close()
  await bank.close()
})

/** Puts the files of a folder of the example below the import folder, an hour old. */
function deliver(folder: string): void {
  for (const name of readdirSync(join(example, folder))) putFile(join(bank.imports, 'core-bank', name), readFileSync(join(example, folder, name), 'utf8'), 3600)
}

async function ask<Answer>(method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<Answer> {
  const answer = await http.app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { payload: body }) })
  if (answer.statusCode >= 400) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.payload}`)
  return JSON.parse(answer.payload) as Answer
}

/** Starts work and waits for its result. */
async function done(url: string, body: object = {}): Promise<unknown> {
  return bank.app.context.jobs.wait((await ask<Started>('POST', url, body)).jobId)
}

const rows = <Row>(statement: Sql) => bank.app.context.warehouse.query(query<Row>(statement))
const yamlBelow = (folder: string) =>
  readdirSync(join(example, folder), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).map((path) => ({ path, text: readFileSync(join(example, folder, path), 'utf8') }))
/** Minutes after six in the morning in Shanghai. */
const six = (date: string, minutes: number) => new Date(Date.parse(`${date}T06:00:00+08:00`) + minutes * 60_000)
/** Lets the schedule look at these minutes after six. */
async function pass(date: string, minutes: readonly number[]): Promise<void> {
  for (const minute of minutes) await bank.tick(six(date, minute))
}
/** `source accepted/rejected` of the loads of a date, in the order they came. */
async function loadsOf(date: string): Promise<string[]> {
  const { items } = await ask<Items<Load>>('GET', '/api/v1/data/loads?limit=100')
  return items.filter(({ businessDate }) => businessDate === date).reverse().map(({ source, report }) => `${source} ${report?.accepted}/${report?.rejected}`)
}

describe('the first night', () => {
  it('ING-15: one apply publishes everything, and each source comes when those it waits for are in', async () => {
    deliver('files')
    const { items } = await ask<Items<{ change: string }>>('POST', '/api/v1/definitions/apply', { files: yamlBelow('definitions'), force: false })
    expect(items.map(({ change }) => change)).toEqual(Array.from({ length: 10 }, () => 'create'))
    // Monday, 2 March 2026; the bank day before is Saturday, 28 February, worked for Spring Festival.
    await bank.tick(six('2026-03-02', -10))
    await pass('2026-03-02', [0, 1, 2, 30, 31, 32])
    expect((await loadsOf('2026-02-28')).sort()).toEqual(['core-account 15/0', 'core-aum 12/0', 'core-consent 11/0', 'core-customer 12/2', 'core-org 4/0', 'core-txn 14/2'])
    expect((await bank.dues('core-txn'))[0]).toBe('2026-03-01T22:30 DONE schedule 0 2026-02-28')
  })

  it('ING-6: money is what a person adds up from the files, to the fen', async () => {
    expect(await rows(sql`SELECT toInt64(sumIf(amount_minor, dir = 'C')) AS came, toInt64(sumIf(amount_minor, dir = 'D')) AS went FROM bank_txn`)).toEqual([{ came: '9335050', went: '1855925' }])
    expect(await rows(sql`SELECT toInt64(sum(end_minor)) AS total FROM bank_aum_month`)).toEqual([{ total: '54661930' }])
  })

  it('ING-4: four rows were not taken, each with its line and reason', async () => {
    const { items } = await ask<Items<Load>>('GET', '/api/v1/data/loads?limit=100')
    const rejects = items.flatMap(({ source, report }) => (report?.rejects ?? []).flatMap(({ code, column, samples }) => samples.map(({ line }) => `${source} ${line} ${code} ${column}`)))
    expect(rejects.sort()).toEqual(['core-customer 15 DATE_INVALID birth_date', 'core-customer 5 KEY_REPEATED ', 'core-txn 16 MONEY_INVALID amount', 'core-txn 17 LOOKUP_NOT_FOUND cust_id'])
  })

  it('QUA-3: the rules of the bank and the built-in ones find what is wrong', async () => {
    await done('/api/v1/quality/checks', { asOf: '2026-02-28' })
    const { items } = await ask<Items<{ rule: string; status: string; failed: number }>>('GET', '/api/v1/quality/results?asOf=2026-02-28&limit=200')
    const failed = items.filter(({ status }) => status === 'warn' || status === 'block').map(({ rule, status, failed: n }) => `${rule} ${status} ${n}`)
    expect(failed.sort()).toEqual(['account.cust_id.reference warn 1', 'aum_month.cust_id.reference warn 1', 'core-manager-filled warn 1', 'customer.id_no.id-checksum warn 1', 'txn.cust_id.reference warn 1'])
  })
})

describe('the next day', () => {
  it('ING-17, ING-18: a new column stops the customers and all that waits for them, until somebody decides', async () => {
    deliver('next-day')
    await pass('2026-03-03', [0, 1, 30, 31])
    const { items: [waiting] } = await ask<Items<Drift>>('GET', '/api/v1/data/drift')
    expect(waiting).toMatchObject({ source: 'core-customer', state: 'pending', differences: [{ kind: 'new-column', column: 'VIP_LVL', mapped: false, actions: ['ignore', 'map-later', 'reject'] }] })
    expect((await loadsOf('2026-03-02')).filter((load) => !load.startsWith('core-customer'))).toEqual([])
    await done(`/api/v1/data/loads/${waiting?.loadId}/drift-decision`, { choices: [{ kind: 'new-column', column: 'VIP_LVL', action: 'map-later' }], note: 'to be mapped' })
    await pass('2026-03-03', [32, 33, 34])
    expect((await loadsOf('2026-03-02')).sort()).toEqual(['core-account 16/0', 'core-customer 13/0', 'core-txn 4/0'])
  })

  it('IDN-5: the same identity number links; with another birth date somebody decides', async () => {
    expect(await done('/api/v1/identity/link')).toMatchObject({ customers: 13, personsBefore: 13, personsAfter: 12, linked: 1, review: 1 } satisfies Partial<LinkSummary>)
    const { items } = await ask<Items<{ a: string; b: string; rule: string }>>('GET', '/api/v1/identity/queue')
    expect(items).toMatchObject([{ a: '10005', b: '10012', rule: 'SAME_ID_CONFLICT' }])
    await done('/api/v1/identity/decisions', { a: '10005', b: '10012', decision: 'merge', note: 'document seen at the counter' })
    expect(await ask('POST', '/api/v1/identity/persons', { custId: '10012' })).toMatchObject({ custIds: ['10005', '10012'], first: '10005' })
  })

  it('IDN-9: a person has the assets of all their numbers', async () => {
    await done('/api/v1/tags/build', { asOf: '2026-03-02' })
    const rule = { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'core-assets' }, op: '>=', value: 10_000_000 } }
    // 10005 with 10012 has 298,600.00; 10002 has 88,120.00 and reaches 100,120.00 with 10009 only.
    expect((await ask<SegmentPreview>('POST', '/api/v1/segments/preview', { rule, asOf: '2026-03-02' })).count).toBe(2)
  })

  it('PRV-3: what was said last counts, a channel apart', async () => {
    const marketing = async (custId: string) => (await ask<{ purposes: readonly { purpose: string; consent: boolean; channels: readonly { channel: string; granted: boolean }[] }[] }>('POST', '/api/v1/privacy/customer', { custId })).purposes.find(({ purpose }) => purpose === 'MARKETING')
    expect(await marketing('10001')).toMatchObject({ consent: true, channels: [] })
    expect(await marketing('10003')).toMatchObject({ consent: true, channels: [{ channel: 'SMS', granted: false }] })
    expect(await marketing('10007')).toMatchObject({ consent: false })
  })

  it('QUA-10: a column of a file leads to the segment that needs it', async () => {
    const { items } = await ask<Items<{ id: string }>>('GET', '/api/v1/data/lineage/impact?node=source-column/core-aum/AUM_FEN')
    expect(items.map(({ id }) => id)).toEqual(['column/aum_month.end', 'quality-rule/core-assets-whole', 'tag/core-assets', 'segment/core-hundred-thousand'])
  })

  it('EVT-2, EVT-7: events of both protocols come in with a write key and know whose they are', async () => {
    const { key } = await ask<{ key: string }>('POST', '/api/v1/events/write-keys', { name: 'app', sourceType: 'segment' })
    const batch = [
      { type: 'page', anonymousId: 'dev-77', messageId: 'm-1', properties: { path: '/fund' } },
      { type: 'identify', anonymousId: 'dev-77', userId: '10001', messageId: 'm-2', traits: { plan: 'gold' } },
      { type: 'track', userId: '10001', anonymousId: 'dev-77', messageId: 'm-3', event: 'product_detail_view', properties: { product_id: 'F001' } },
    ]
    const send = async (url: string, payload: string, type: string) =>
      JSON.parse((await http.app.inject({ method: 'POST', url, headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`, 'content-type': type }, payload })).payload) as Taken
    expect(await send('/v1/batch', JSON.stringify({ batch }), 'application/json')).toMatchObject({ accepted: 3, rejected: [] })
    const login = { type: 'track', event: 'login_ok', distinct_id: '10002', time: Date.now(), properties: { $is_login_id: true, way: 'face' } }
    const form = new URLSearchParams({ data: Buffer.from(JSON.stringify(login)).toString('base64') }).toString()
    expect(await send('/v1/sensors', form, 'application/x-www-form-urlencoded')).toMatchObject({ accepted: 1, rejected: [] })
    const { items } = await ask<Items<{ name: string }>>('POST', '/api/v1/events/of-customer', { custId: '10001' })
    expect(items.map(({ name }) => name).sort()).toEqual(['page', 'product_detail_view'])
  })
})

describe('the same source from PostgreSQL', () => {
  let db: pg.Client
  beforeAll(async () => {
    db = new pg.Client({ connectionString: bank.app.context.ledger.url })
    await db.connect()
  })
  afterAll(() => db.end())

  it('ING-12: a table takes the folder\'s place with the same mapping, a business date a run', async () => {
    const url = new URL(bank.app.context.ledger.url)
    await db.query('CREATE SCHEMA report; CREATE TABLE report.txn ("TXN_NO" text, "ACCT_NO" text, "TXN_TM" timestamp, "DC" text, "TXN_CD" text, "AMT" numeric(18,2), "BAL" numeric(18,2), "CHNL" text, "MEMO" text)')
    await db.query(`INSERT INTO report.txn VALUES ('T0201', '621004', '2026-03-03 08:30:00', 'D', 'Q01', 18.00, 1185.10, 'APP', '早餐'), ('T0202', '621001', '2026-03-04 00:00:00', 'C', 'T01', 5.00, 1.00, 'APP', '次日')`)
    await bank.secret('core-db', { kind: 'password', hosts: ['127.0.0.1'], user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) })
    const [file] = yamlBelow('from-postgres')
    const here = file!.text.replace('core-db.bank.example', '127.0.0.1').replace('port: 5432', `port: ${url.port}`).replace('database: core\n', `database: ${url.pathname.slice(1)}\n`).replace('tls: verify', "tls: 'off'")
    await expect(ask('POST', '/api/v1/definitions/plan', { files: [file] })).rejects.toThrow('CONNECTOR_HOST_NOT_LISTED')
    await ask('POST', '/api/v1/definitions/apply', { files: [{ path: 'core-txn.yaml', text: here }], force: false })
    expect(await bank.fetch('core-txn', '2026-03-03')).toEqual([{ name: 'core-txn-2026-03-03.csv', businessDate: '2026-03-03', status: 'loaded' }])
    expect(await rows(sql`SELECT cust_id, toInt64(amount_minor) AS fen FROM bank_txn WHERE txn_id = 'T0201'`)).toEqual([{ cust_id: '10004', fen: '1800' }])
    expect(await rows(sql`SELECT count() AS n FROM bank_txn WHERE txn_id = 'T0202'`)).toEqual([{ n: '0' }])
  })
})
