import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql as ledgerSql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import { normalisedIdentifier } from '#ingest/contract'
import { decidePair } from '../../src/identity/actions/decide.js'
import { decideErasure, requestErasure } from '../../src/privacy/actions/erasure-request.js'
import { getRequest } from '../../src/privacy/store/request-store.js'
import type { ErasureView } from '../../src/privacy/contract.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { openEventHouse, type EventHouse } from '../kit/event-house.js'
import { publish, run } from '../kit/strategy-bank.js'

/** One person with two customer numbers; everything below is theirs and nobody else's, unless it says so. */
const PERSON = { name: '欧阳慕容娜娜', mobile: '13812341212', older: '13912349999', id: '110105197503120043', email: 'ouyang.nana@example.com', address: '上海市静安区南京西路1266号恒隆广场' }
const DEVICES = { before: 'anon-7d1f0c2a', phone: 'phone-9b8e7766', held: 'held-55aa11bb' }
const NUMBERS = ['P000012', 'P000013']

let house: EventHouse
let app: TestApp
const identityPorts = { orgPaths: () => app.access.orgs(), mask: (_kind: string, text: string) => text }
const privacyPorts = { orgPaths: () => app.access.orgs(), closeWork: () => Promise.resolve(0), erasures: [] }

const columns = { cust_id: 'id', name: 'name', mobile: 'mobile', id_no: 'no', email: 'mail', address: 'addr', birth_date: { from: 'born', format: 'YYYY-MM-DD' }, gender: 'sex', main_org_id: 'org' }
const core = { purposes: ['SERVICE'], format: { type: 'csv' }, targets: [{ table: 'customer', mode: 'upsert', columns }] }
const HEAD = 'id,name,mobile,no,mail,addr,born,sex,org\n'
const other = (at: number) => `P0001${at},客户${at},1370000${1000 + at},1101051949123${10000 + at},c${at}@example.com,北京,1970-0${(at % 9) + 1}-01,M,B1\n`
const others = Array.from({ length: 30 }, (_, at) => other(at + 20)).join('')
const personLine = (id: string, mobile: string) => `${id},${PERSON.name},${mobile},${PERSON.id},${PERSON.email},${PERSON.address},1975-03-12,F,B1\n`
/** Same mobile and name, another birth date: somebody has to look. */
const namesake = `P000014,${PERSON.name},${PERSON.mobile},310101198001010023,,,1980-01-01,F,B1\n`

const loadFile = async (source: string, bytes: string | Buffer) => {
  const path = join(app.dir, `${source}-${Math.floor(performance.now() * 1000)}.csv`)
  writeFileSync(path, bytes)
  expect(await run(app, 'data.load', { source, file: { path }, trustedPath: true, businessDate: '2025-12-31' })).toMatchObject({ status: 'loaded' })
}

/** `欧阳慕容娜娜` in GB18030, which Node cannot write. */
const NAME_GB = Buffer.from('c5b7d1f4c4bdc8ddc4c8c4c8', 'hex')

beforeAll(async () => {
  house = await openEventHouse()
  app = house.app
  await app.access.upsertOrgs([{ orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: null }, { orgId: 'B1', parentId: 'HO', level: 'BRANCH', nameZh: '一分行', nameEn: null }])
  // Signed in before any load described the customer: kept as the device of a user to come.
  await house.send('/v1/batch', { batch: [event('identify', { userId: 'P000013', anonymousId: DEVICES.held, traits: { mobile: PERSON.mobile } }), event('track', { event: 'early', userId: 'P000013', anonymousId: DEVICES.held })] })
  expect(new TextDecoder('gb18030').decode(NAME_GB)).toBe(PERSON.name)
  await publish(app, 'source', 'core', core)
  await publish(app, 'source', 'core-new', core)
  await publish(app, 'source', 'core-gb', { ...core, format: { type: 'csv', encoding: 'gb18030' } })
  await publish(app, 'source', 'ids', { purposes: ['SERVICE'], format: { type: 'csv' }, targets: [{ table: 'identity', mode: 'append', columns: { cust_id: 'c', id_type: 't', value: 'v' } }] })
  await loadFile('core', HEAD + personLine('P000012', PERSON.older) + others)
  // Rejected rows of the person: by birth date in UTF-8 (full-width mobile), in GB18030 by the name alone.
  await loadFile('core-new', HEAD + personLine('P000012', PERSON.mobile) + personLine('P000013', PERSON.mobile) + namesake + `Z1,某人,１３８１２３４１２１２,,,,bad,F,B1\nZ2,某人,13799998888,,,,bad,F,B1\n`)
  await loadFile('core-gb', Buffer.concat([Buffer.from(`${HEAD}Z3,`), NAME_GB, Buffer.from(',,,,,bad,F,B1\nZ4,x,,,,,bad,F,B1\n')]))
  await loadFile('ids', `c,t,v\nP000012,MOBILE_HASH,${PERSON.mobile}\nP000012,DEVICE,${DEVICES.phone}\nP000121,DEVICE,other-device\n`)
  await app.context.businessClock.closeDay('2025-12-31', headOffice)
  await publish(app, 'tracking-plan-event', 'memo', { description: { zh: '备忘' }, owner: 'crm', props: { level: { type: 'number', required: true } } })
  await house.settings({})
  await sendEvents()
  await linkAndReview()
})
afterAll(() => house.close())

let drawn = 0
const event = (type: string, more: Record<string, unknown>) => ({ type, messageId: `m-${String((drawn += 1)).padStart(3, '0')}`, timestamp: new Date().toISOString(), ...more })

async function sendEvents(): Promise<void> {
  const { name, mobile, email, address } = PERSON
  const batch = [
    event('track', { event: 'browse', anonymousId: DEVICES.before, properties: { mobile } }),
    event('identify', { userId: 'P000012', anonymousId: DEVICES.before, traits: { name, email, mobile, address } }),
    event('track', { event: 'login', userId: 'P000012', anonymousId: DEVICES.phone, properties: { email } }),
    event('track', { event: 'memo', userId: 'P000012', properties: { level: `${name}来电` } }),
    event('track', { event: 'late', userId: 'P000012', properties: { mobile }, timestamp: new Date(Date.now() + 90 * 3_600_000).toISOString() }),
    // The person among what others did: sealed on a device of nobody, in clear and sealed with another customer.
    event('track', { event: 'form', anonymousId: 'kiosk', properties: { phone: mobile, step: 2 } }),
    event('track', { event: 'transfer', userId: 'P000121', properties: { memo: `转给${mobile}`, number: Number(mobile), mobile, kept: '13799998888' } }),
    event('track', { event: 'transfer', userId: 'P000121', properties: { mobile: '13799998888' } }),
    event('track', { event: 'late', userId: 'P000121', properties: { x: 1 }, timestamp: new Date(Date.now() + 90 * 3_600_000).toISOString() }),
  ]
  const { taken } = await house.send('/v1/batch', { batch, sentAt: new Date().toISOString() })
  expect([taken.accepted, taken.rejected.length]).toEqual([7, 2])
  await app.context.jobs.wait(await app.context.jobs.start('events.adopt-held', {}, headOffice))
}

async function linkAndReview(): Promise<void> {
  await run(app, 'identity.link', {})
  const { jobId } = await decidePair(app.context, identityPorts, { a: 'P000012', b: 'P000014', decision: 'apart', note: `电话 ${PERSON.mobile} 已核实非同一人` }, headOffice)
  expect(jobId).toBeNull()
  // Merged by hand and taken out again: the change's note names the person.
  const merged = await decidePair(app.context, identityPorts, { a: 'P000012', b: 'P000120', decision: 'merge', note: `${PERSON.name} 本人确认` }, headOffice)
  await app.context.jobs.wait(merged.jobId ?? '')
  const parted = await decidePair(app.context, identityPorts, { a: 'P000012', b: 'P000120', decision: 'apart', note: '误合' }, headOffice)
  await app.context.jobs.wait(parted.jobId ?? '')
  await run(app, 'tags.build', {})
}

/** What is looked for: clear texts, and keyed hashes in every domain they are hashed in. */
function wanted(): Map<string, string> {
  const hash = (domain: string, text: string) => app.context.secrets.hash(domain, normalisedIdentifier(domain, text))
  const { name, mobile, older, id, email, address } = PERSON
  return new Map([
    ...Object.entries({ name, mobile, older, id, email, address, ...DEVICES }),
    ...Object.entries({ 'name hash': hash('name', name), 'mobile hash': hash('mobile', mobile), 'older hash': hash('mobile', older), 'id hash': hash('id_no', id), 'mail hash': hash('email', email), 'device hash': hash('device', DEVICES.phone) }),
  ])
}

interface Sight {
  readonly what: string
  readonly table: string
}

/** Every text column of every table of both engines; sealed values are opened and read too, in both encodings. */
async function scan(): Promise<Sight[]> {
  return [...(await scanWarehouse()), ...(await scanLedger())]
}

async function scanWarehouse(): Promise<Sight[]> {
  const { warehouse } = app.context
  const found: Sight[] = []
  const held = await warehouse.query(query<{ table: string; name: string }>(sql`SELECT table, name FROM system.columns WHERE database = currentDatabase() AND type LIKE '%String%' ORDER BY table, name`))
  expect(held.length).toBeGreaterThan(300)
  const texts = [...wanted()]
  for (const { table, name } of held) {
    const text = sql`toString(${identifier(name)})`
    const hits = texts.map(([, value]) => sql`countIf(position(${text}, ${value}) > 0)`)
    const list = hits.reduce((all, hit, at) => (at === 0 ? hit : sql`${all}, ${hit}`), sql``)
    const [row] = await warehouse.query(query<{ n: string[]; sealed: string[] }>(sql`SELECT [${list}] AS n, groupUniqArrayArray(extractAll(ifNull(${text}, ''), 'k[0-9]+[.][A-Za-z0-9_-]{30,}')) AS sealed FROM ${identifier(table)}`))
    texts.forEach(([what], at) => {
      if (Number(row?.n[at] ?? 0) > 0) found.push({ what, table })
    })
    for (const sealed of row?.sealed ?? []) found.push(...inside(app.context.secrets.open(sealed)).map((what) => ({ what: `sealed ${what}`, table })))
  }
  return found
}

function inside(clear: string): string[] {
  const bytes = Buffer.from(clear, 'base64')
  const readings = [clear, bytes.toString('utf8'), new TextDecoder('gb18030').decode(bytes)].map((text) => text.normalize('NFKC'))
  return [...wanted()].filter(([, value]) => readings.some((text) => text.includes(value))).map(([what]) => what)
}

async function scanLedger(): Promise<Sight[]> {
  const { db } = app.context.ledger
  const tables = await ledgerSql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(db)
  expect(tables.rows.length).toBeGreaterThan(40)
  const found: Sight[] = []
  for (const { name } of tables.rows) {
    for (const [what, value] of wanted()) {
      const hits = await ledgerSql<{ n: string }>`select count(*) as n from ${ledgerSql.table(name)} as held where position(${value} in held::text) > 0`.execute(db)
      if (Number(hits.rows[0]?.n ?? 0) > 0) found.push({ what, table: name })
    }
  }
  return found
}

const tablesOf = (sights: readonly Sight[]) => [...new Set(sights.map(({ table }) => table))].sort()
const count = async (table: string, where = sql`1`) => Number((await house.rows<{ n: string }>(sql`SELECT count() AS n FROM ${identifier(table)} WHERE ${where}`))[0]?.n)
const propsOf = async (name: string) => (await house.rows<{ props: string }>(sql`SELECT props FROM bank_app_event WHERE name = ${name} ORDER BY event_id`)).map(({ props }) => JSON.parse(props) as Record<string, unknown>)

describe('an erasure reaches everything', () => {
  let request: ErasureView

  it('the scan sees the person in every place they are kept', async () => {
    const sights = await scan()
    expect(tablesOf(sights)).toEqual(expect.arrayContaining([
      'bank_app_event', 'bank_identity', 'customer_pii', 'event_link', 'event_profile', 'event_reject', 'event_stitch', 'event_violation', 'identity_change', 'identity_decision', 'load_reject',
    ]))
    for (const what of wanted().keys()) expect(sights.map((sight) => sight.what.replace('sealed ', ''))).toContain(what)
    expect(await count('identity_edge', sql`a_id IN ${NUMBERS} OR b_id IN ${NUMBERS}`)).toBeGreaterThan(0)
  })

  it('PRV-11: it covers every number of the person; whoever confirms sees which', async () => {
    request = await requestErasure(app.context, privacyPorts, { custId: 'P000013', kind: 'ERASE', reason: '客户书面申请' }, headOffice)
    expect(request).toMatchObject({ custIds: NUMBERS, numbers: 2 })
    await expect(requestErasure(app.context, privacyPorts, { custId: 'P000012', kind: 'RESTRICT', reason: '客户书面申请' }, headOffice)).rejects.toMatchObject({ code: 'ERASURE_OPEN' })
    const { jobId } = await decideErasure(app.context, request.id, { confirm: true }, compliance)
    await app.context.jobs.wait(jobId ?? '')
    request = await getRequest(app.context.ledger.db, request.id)
    expect(request.outcome).toBe('ERASED')
  })

  it('PRV-11: no identifier, hash, sealed value or device of theirs is left in any table of either engine', async () => {
    // The namesake has the same mobile and name by their own load: those stay theirs.
    const own = (await scan()).filter(({ table, what }) => !(table === 'customer_pii' && /^(sealed )?(name|mobile|name hash|mobile hash)$/.test(what)))
    expect(own).toEqual([])
    expect(await count('customer_pii', sql`cust_id IN ${NUMBERS}`)).toBe(0)
    expect(await count('customer_pii', sql`cust_id = 'P000014'`)).toBe(1)
    expect(await count('identity_edge', sql`a_id IN ${NUMBERS} OR b_id IN ${NUMBERS}`)).toBe(0)
  })

  it('PRV-11: what belongs to others stays, without the person', async () => {
    expect((await propsOf('form'))[0]).toMatchObject({ phone: '', step: 2 })
    const transfers = await propsOf('transfer')
    expect(transfers[0]).toMatchObject({ memo: '转给0', number: 0, mobile: '', kept: '13799998888' })
    expect(app.context.secrets.open(String(transfers[1]?.['mobile']).replace('sealed:', ''))).toBe('13799998888')
    expect(await count('event_reject')).toBe(1)
    expect(await count('load_reject')).toBe(2)
    expect(await count('event_violation', sql`event = 'memo' AND empty(samples)`)).toBe(1)
    expect(await count('bank_identity')).toBe(1)
    expect(await count('bank_app_event', sql`cust_id = '' AND device_id != 'kiosk'`)).toBe(0)
  })

  it('PRV-11: the certificate names what went and what the law keeps, of both engines', () => {
    const { certificate } = request
    expect(certificate?.numbers).toBe(2)
    expect(certificate?.removed.map(({ table }) => table)).toEqual(expect.arrayContaining(['load_reject', 'event_reject', 'event_profile', 'bank_app_event', 'event_violation', 'identity_edge', 'identity_change', 'identity_decision', 'customer_pii', 'bank_customer', 'event_stitch']))
    const kept = certificate?.kept.map(({ table }) => table) ?? []
    expect(kept).toEqual(expect.arrayContaining(['erasure_request', 'audit_entry', 'subject_state_entry', 'identity_customer', 'identity_merge', 'identity_change']))
    expect(certificate?.kept.every(({ why, rows }) => why.zh !== '' && why.en !== '' && rows > 0)).toBe(true)
  })

  it('PRV-11: what is sent of them later is answered and not stored; who holds the device next is somebody else', async () => {
    const before = await count('bank_app_event')
    const { status, taken } = await house.send('/v1/batch', { batch: [event('track', { event: 'again', userId: 'P000012' }), event('identify', { userId: 'P000013', anonymousId: DEVICES.before, traits: { name: PERSON.name } }), event('track', { event: 'again', anonymousId: 'tablet' })] })
    expect([status, taken.accepted, taken.duplicates]).toEqual([200, 1, 0])
    expect(await count('bank_app_event')).toBe(before + 1)
    expect((await scan()).filter(({ table }) => table !== 'customer_pii')).toEqual([])
  })
})
