import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, join as joinSql, query, sql } from '#kernel/sql'
import { bankRows, bankRuns, bankRunsOf, type LoadResult } from '#ingest'
import { bankTableNames, identifierKind, normalisedIdentifier, type BankTableName } from '#ingest/contract'
import { streamRejects } from '../../src/ingest/actions/stream-rejects.js'
import { hashedByType, hashedValue } from '../../src/ingest/sql/hashed-value.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { runJob } from '../kit/small-bank/load.js'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const base = { purposes: ['SERVICE'], drift: { newColumn: 'ignore', type: 'accept', vanished: 'missing', newValues: 'accept' }, lateDays: 3660 }
async function define(key: string, targets: unknown[], format: object = {}) {
  const body = { ...base, format: { type: 'csv', ...format }, targets }
  const { definitions } = app.context
  await definitions.create('source', { key, name: { zh: key }, body }, headOffice)
  await definitions.publish('source', key, { revision: 1 }, headOffice)
}

/** Publishes a new version with other targets. */
async function change(key: string, targets: unknown[]) {
  const { definitions } = app.context
  const head = await definitions.get('source', key)
  const saved = await definitions.save('source', key, { revision: head.revision, name: head.name, body: { ...base, format: { type: 'csv' }, targets } }, headOffice)
  await definitions.publish('source', key, { revision: saved.revision }, headOffice)
}

let files = 0
async function load(source: string, content: string | Buffer, businessDate: string) {
  files += 1
  const path = join(app.dir, `file-${files}.csv`)
  writeFileSync(path, content)
  return runJob<LoadResult>(app, 'data.load', { source, file: { path }, trustedPath: true, businessDate })
}

const ask = <Row>(statement: ReturnType<typeof sql>) => app.context.warehouse.query(query<Row>(statement))

async function rows(table: BankTableName, columns: string[], asOf: string) {
  const runs = await bankRuns(app.context.runs, table, asOf)
  return ask<Record<string, unknown>>(sql`SELECT row_key AS k, ${joinSql(columns.map((name) => identifier(name)))} FROM ${bankRows(table, runs, columns.filter((name) => name !== 'cust_id'))} ORDER BY k, cust_id`)
}

describe('ING-7: a repeated key', () => {
  it('takes the last good row: a bad one never stands in for it', async () => {
    await define('txns', [{ table: 'txn', mode: 'append', columns: { txn_id: 'id', cust_id: 'c', ts: 'ts', amount: 'amt' } }])
    const { report } = await load('txns', 'id,c,ts,amt\nT1,C1,2025-12-01,1\nT1,C1,2025-12-01,2\nT1,C1,2025-12-01,x\nT2,C1,2025-12-01,x\n', '2025-12-01')
    expect(report).toMatchObject({ rows: 4, accepted: 1, rejected: 3, duplicates: 1 })
    expect(report?.rejects.map(({ code, samples }) => [code, samples.map(({ line }) => line)]).sort()).toEqual([['KEY_REPEATED', [2]], ['MONEY_INVALID', [4, 5]]])
    expect(await rows('txn', ['amount_minor'], '2025-12-31')).toEqual([{ k: 'T1', amount_minor: '200' }])
  })
})

describe('ING-4: rejects read as the file does', () => {
  const streamed = async (loadId: string) => {
    let text = ''
    for await (const part of (await streamRejects(app.context, loadId, headOffice)).bytes) text += part
    return text.split('\n').slice(1)
  }

  it('without the byte order mark', async () => {
    await define('bare', [{ table: 'txn', mode: 'append', columns: { cust_id: 'column1', ts: 'column2', amount: 'column3' } }], { header: false })
    const { loadId, report } = await load('bare', '\uFEFF"B,1",2025-12-01,x\nB2,2025-12-01,1\n', '2025-12-01')
    expect(report).toMatchObject({ rows: 2, accepted: 1, rejected: 1 })
    expect((await streamed(loadId))[0]).toContain('"""B,1"",2025-12-01,x"')
  })

  it('in its encoding', async () => {
    await define('gb', [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id', birth_date: 'born', city_code: 'city' } }], { encoding: 'gb18030' })
    // 深圳 in GB18030.
    const { loadId, report } = await load('gb', Buffer.concat([Buffer.from('id,born,city\nG1,x,'), Buffer.from([0xc9, 0xee, 0xdb, 0xda]), Buffer.from('\n')]), '2025-12-01')
    expect((await streamed(loadId))[0]).toContain('G1,x,深圳')
    expect(report?.rejects[0]?.samples[0]?.masked).not.toContain('\uFFFD')
  })

  it('reads JSON lines in GB18030, and refuses what is not text', async () => {
    await define('gb-json', [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id', city_code: 'city' } }], { type: 'jsonl', encoding: 'gb18030' })
    const line = (bytes: number[]) => Buffer.concat([Buffer.from('{"id":"J1","city":"'), Buffer.from(bytes), Buffer.from('"}\n')])
    const { report } = await load('gb-json', Buffer.concat([line([0xc9, 0xee, 0xdb, 0xda]), line([0xff, 0xff])]), '2025-12-01')
    expect(report).toMatchObject({ accepted: 1, rejected: 1, rejects: [{ code: 'ENCODING_INVALID' }] })
    expect(await ask(sql`SELECT city_code FROM bank_customer WHERE cust_id = 'J1'`)).toEqual([{ city_code: '深圳' }])
  })
})

describe('ING-9: what a snapshot hides', () => {
  it('does not depend on the order of the targets', async () => {
    const of = (kind: string) => ({ table: 'account', mode: 'snapshot', columns: { acct_id: 'a', cust_id: 'c', status: 's' }, where: { kind } })
    await define('core', [of('loan'), of('card')])
    await load('core', 'kind,a,c,s\nloan,L1,C1,OLD\ncard,K1,C1,OLD\ncard,K2,C1,OLD\n', '2025-11-30')
    await change('core', [of('card'), of('loan')])
    await load('core', 'kind,a,c,s\nloan,L1,C1,NEW\ncard,K1,C1,NEW\n', '2025-12-31')
    expect(await rows('account', ['status'], '2025-12-31')).toEqual([{ k: 'K1', status: 'NEW' }, { k: 'L1', status: 'NEW' }])
    expect(await rows('account', ['status'], '2025-11-30')).toHaveLength(3)
    await load('core', 'kind,a,c,s\nloan,L1,C1,NEWER\n', '2025-12-31')
    expect(await rows('account', ['status'], '2025-12-31')).toEqual([{ k: 'L1', status: 'NEWER' }])
  })

  it('one question to the ledger gives every table\'s runs', async () => {
    const all = await bankRunsOf(app.context.runs, bankTableNames, '2025-12-31')
    for (const table of bankTableNames) expect(all.get(table)).toEqual(await bankRuns(app.context.runs, table, '2025-12-31'))
    expect(all.get('account')).toHaveLength(2)
    expect(await bankRunsOf(app.context.runs, [], '2025-12-31')).toEqual(new Map())
  })
})

describe('ING-22: a key that goes over to another customer is the newest customer\'s alone', () => {
  const owner = async (asOf: string, key = 'P1') => (await rows('position', ['cust_id', 'product_id'], asOf)).filter(({ k }) => k === key).map(({ cust_id }) => cust_id)
  const held = (c: string) => `p,c,prod,open\nP1,${c},X,2025-01-01\nP2,S,X,2025-01-01\n`

  it('as of every date, whatever order the loads came in, and back again', async () => {
    await define('held', [{ table: 'position', mode: 'upsert', columns: { position_id: 'p', cust_id: 'c', product_id: 'prod', open_date: 'open' } }])
    await load('held', held('O1'), '2025-01-10')
    await load('held', held('O2'), '2025-01-20')
    expect([await owner('2025-01-19'), await owner('2025-01-20')]).toEqual([['O1'], ['O2']])
    await load('held', `${held('O3')}P4,O3,X,2025-01-01\n`, '2025-01-15')
    expect([await owner('2025-01-14'), await owner('2025-01-15'), await owner('2025-01-20')]).toEqual([['O1'], ['O3'], ['O2']])
    await load('held', `${held('O1')}P5,O3,X,2025-01-01\n`, '2025-01-25')
    expect([await owner('2025-01-24'), await owner('2025-01-25'), await owner('2025-12-31')]).toEqual([['O2'], ['O1'], ['O1']])
    expect(await owner('2025-12-31', 'P2')).toEqual(['S'])
  })

  it('also between sources, and a report counts rows, not notes', async () => {
    await define('second', [{ table: 'position', mode: 'snapshot', columns: { position_id: 'p', cust_id: 'c', product_id: 'prod', open_date: 'open' } }])
    const { report } = await load('second', 'p,c,prod,open\nP1,O9,X,2025-01-01\n', '2025-02-01')
    expect(report).toMatchObject({ rows: 1, accepted: 1, rejected: 0 })
    expect(report?.columns.map(({ missing }) => missing)).toEqual(report?.columns.map(() => 0))
    expect(await owner('2025-02-01')).toEqual(['O9'])
    const [run] = await bankRuns(app.context.runs, 'position', '2025-02-01')
    expect(await ask(sql`SELECT cust_id FROM ${bankRows('position', [run!], ['status'])}`)).toEqual([{ cust_id: 'O9' }])
  })
})

const ODD = ['13800000001', '+86 138-0000-0001', '8613800000001', '（86）13800000001', '\u3000１３８００００００01 ', 'a b', '11010119900101123x', '110101 1990 0101 123X', ' Ann@Bank.COM ', 'ＡＮＮ@bank.com', '王女士', 'İΣß', '6222 0210-0000', '\uFEFFx\u2028', '', 'a\tb', '861380000000', "o'x\\", 'f'.repeat(64)]

describe('ING-23: hashed columns are never kept in clear', () => {
  const types = ['MOBILE_HASH', 'ID_HASH', 'EMAIL_HASH', 'CARD_HASH', 'OPENID', 'DEVICE']

  it('hash in SQL as secrets.hash does, however the text is written', async () => {
    const { secrets } = app.context
    for (const type of types) {
      const kind = identifierKind(type)
      const asked = sql`SELECT ${hashedValue(sql`text`, kind, secrets.hashPads())} AS one, ${hashedByType(sql`text`, sql`materialize(${type})`, secrets.hashPads())} AS other FROM (SELECT arrayJoin(${ODD}) AS text)`
      const expected = ODD.map((text) => secrets.hash(kind, normalisedIdentifier(kind, text)))
      const found = await ask<{ one: string; other: string }>(asked)
      expect(found.map(({ one }) => one)).toEqual(expected)
      expect(found.map(({ other }) => other)).toEqual(expected)
    }
  })

  it('identity equals customer_pii, the key holds the hash, and a lookup finds by the clear text', async () => {
    await define('people', [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'c', mobile: 'mobile', email: 'mail' } }])
    await load('people', 'c,mobile,mail\nH1,+86 138 0000 0001,Ann@Bank.com\nH2,,\n', '2025-12-01')
    await define('identity', [{ table: 'identity', mode: 'append', columns: { cust_id: 'c', id_type: 't', value: 'v' } }])
    const { report } = await load('identity', 'c,t,v\nH1,MOBILE_HASH,13800000001\nH1,EMAIL_HASH,ann@bank.com\nH2,OPENID,oX1\nH2,OPENID,\n', '2025-12-01')
    expect(report).toMatchObject({ accepted: 3, rejected: 1, rejects: [{ code: 'VALUE_MISSING', column: 'value' }] })
    const found = await ask<{ id_type: string; value: string; row_key: string }>(sql`SELECT id_type, value, row_key FROM bank_identity ORDER BY id_type`)
    const [pii] = await ask<{ mobile_hash: string; email_hash: string }>(sql`SELECT mobile_hash, email_hash FROM customer_pii WHERE cust_id = 'H1'`)
    expect(found.map(({ value }) => value)).toEqual([pii!.email_hash, pii!.mobile_hash, app.context.secrets.hash('openid', 'oX1')])
    expect(pii!.mobile_hash).toBe(app.context.secrets.hash('mobile', '13800000001'))
    for (const { row_key, value } of found) expect(row_key.endsWith(value)).toBe(true)
    await define('by-mobile', [{ table: 'txn', mode: 'append', columns: { txn_id: 'id', cust_id: { from: 'm', lookup: { table: 'identity', by: 'value', value: 'cust_id', where: { id_type: 'MOBILE_HASH' } } }, ts: 'ts', amount: 'amt' } }])
    const looked = await load('by-mobile', 'id,m,ts,amt\nM1,138-0000-0001,2025-12-01,1\nM2,13800000002,2025-12-01,1\n', '2025-12-01')
    expect(looked.report).toMatchObject({ accepted: 1, rejected: 1, rejects: [{ code: 'LOOKUP_NOT_FOUND' }] })
    expect(await ask(sql`SELECT cust_id FROM bank_txn WHERE row_key = 'M1'`)).toEqual([{ cust_id: 'H1' }])
  })
})
