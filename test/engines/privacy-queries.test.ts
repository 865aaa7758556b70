import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { query, sql, type Query } from '#kernel/sql'
import { identityTables } from '#identity'
import { ingestTables } from '#ingest'
import { privacyTables } from '#privacy'
import { consentStateOf, channelWords, type Statement } from '#privacy/contract'
import { sealedIdentifiersQuery, sealedKeysQuery, staleRowsQuery, staleRunsQuery, type SealedTable } from '../../src/ingest/sql/sealed-queries.js'
import { allSealedQuery, linkedDevicesQuery, matchingRowsQuery, rejectedLines, rejectedRowsQuery, rowsOfDevices, seenDevicesQuery } from '../../src/ingest/sql/erasure-queries.js'
import { customerTablesQuery, erasedQuery, rowCountQuery, rowsOfCustomers } from '../../src/privacy/sql/erasure-queries.js'
import { objectedTagsQuery, objectionCountQuery, objectionHistoryQuery, objectionPageQuery, objectionsOfPersonQuery, objectors, objectorsInReach, recentObjectorsQuery } from '../../src/privacy/sql/objection-queries.js'
import { preferenceHistoryQuery, preferencePageQuery, refusals } from '../../src/privacy/sql/preference-queries.js'
import { consentPageQuery, consentStates, everybody, historyQuery, monthsQuery, statisticsQuery, theseCustomers, type StatementGround } from '../../src/privacy/sql/statement-queries.js'
import { contactBase, retentionQuery, subjectBase, subjectQuery, subjectsQuery, subjectStatePageQuery, subjectStates, visibleIds } from '../../src/privacy/sql/subject-queries.js'
import { checkQuery, onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

const EMAIL = { purpose: 'MARKETING', words: channelWords('EMAIL') }
const ground: StatementGround = { consentRuns: [1], preferenceRuns: [2, 3], until: '2026-01-01T00:00:00.000Z', ownUntil: null }
const person = (no: number) => ({ cust_id: `C${no}`, cust_no: no, shard_key: `C${no}` })
/** Of tables that keep customers by the bank's number alone. */
const customer = (no: number) => ({ cust_id: `C${no}`, shard_key: `C${no}` })
const ts = (day: number) => `2025-12-${String(day).padStart(2, '0')} 00:00:00.000`
const all = theseCustomers(Array.from({ length: 200 }, (_, at) => person(at + 1)))
const visible = sql`(1 = 1)`
const pii: SealedTable = { table: 'customer_pii', sealed: ['name', 'mobile', 'id_no', 'email', 'address'], row: ['cust_id', 'mobile_hash', 'id_no_hash', 'email_hash'] }

let two: TwoShards
let said: Map<string, Statement[]>

/** What hundred customers said, by chance from a fixed seed, in both books. */
const statement = fc.record({ channel: fc.constantFrom('', '', 'EMAIL', 'SMS'), granted: fc.boolean(), ts: fc.integer({ min: 1, max: 9 }).map(ts), own: fc.boolean() })
const drawn = fc.sample(fc.array(statement, { maxLength: 6 }), { numRuns: 100, seed: 7 })

beforeAll(async () => {
  two = await openTwoShards()
  for (const table of [...ingestTables, ...identityTables, ...privacyTables]) await two.warehouse.createTable(table)
  const write = (table: string, rows: readonly object[]) => two.warehouse.insert(table, 'JSONEachRow', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')))
  const flat = drawn.flatMap((statements, at) => statements.map((each, n) => ({ ...each, ...person(at + 1), id: `${at}-${n}` })))
  said = new Map(drawn.map((statements, at) => [`C${at + 1}`, statements]))
  const own = flat.filter((each) => each.own)
  await write('consent_entry', own.map((row) => ({ ...row, own: undefined, cust_no: undefined, purpose: 'MARKETING', separate: false, notice: '1', evidence_ref: 'e', way: 'RM', actor_id: 'a', actor_name: 'A' })))
  await write('bank_consent', flat.filter((each) => !each.own).map(({ id, channel, ...row }) => ({ ...row, own: undefined, run_id: 1, row_key: id, valid_from: '2025-12-31', purpose: 'MARKETING', channel: channel === '' ? 'all' : channel.toLowerCase() })))
  // C101 agreed and took it back; C102 refused profiling; C103 said something tomorrow; C104 in a run nobody sees.
  await write('bank_consent', [
    { ...person(101), run_id: 1, row_key: 'w', valid_from: '2025-12-31', purpose: 'MARKETING', granted: true, ts: ts(1), withdrawn_ts: ts(5) },
    { ...person(102), run_id: 1, row_key: 'p', valid_from: '2025-12-31', purpose: 'PROFILING', granted: false, ts: ts(1) },
    { ...person(103), run_id: 1, row_key: 'f', valid_from: '2025-12-31', purpose: 'MARKETING', granted: true, ts: '2026-01-01 00:00:00.000' },
    { ...person(104), run_id: 9, row_key: 'h', valid_from: '2025-12-31', purpose: 'MARKETING', granted: true, ts: ts(1) },
  ])
  await write('bank_contact_pref', [
    { ...person(1), run_id: 2, row_key: 'C1', valid_from: '2025-11-30', do_not_contact: true, dnc_channels: 'sms, Email', quiet_from: '9:00', quiet_to: '10:00', lang: 'zh' },
    { ...person(2), run_id: 2, row_key: 'C2', valid_from: '2025-11-30', do_not_contact: true },
    { ...person(2), run_id: 3, row_key: 'C2', valid_from: '2025-12-31', do_not_contact: false, dnc_channels: 'MAIL' },
  ])
  const entry = { channels_off: [], personalised_off: false, quiet_from: null, quiet_to: null, lang: null, elder_mode: false, preferred_channel: null, reason: 'r', actor_id: 'a', actor_name: 'A' }
  await write('contact_pref_entry', [
    { ...customer(3), ...entry, id: '1', do_not_contact: true, lang: 'en', ts: ts(1) },
    { ...customer(3), ...entry, id: '2', do_not_contact: false, channels_off: ['EMAIL'], ts: ts(2) },
  ])
  await write('subject_state_entry', [
    { id: '1', ...customer(4), state: 'restricted', request_id: 1, actor_id: 'a', actor_name: 'A', ts: ts(1) },
    { id: '2', ...customer(5), state: 'restricted', request_id: 2, actor_id: 'a', actor_name: 'A', ts: ts(1) },
    { id: '3', ...customer(5), state: 'none', request_id: 3, actor_id: 'a', actor_name: 'A', ts: ts(2) },
    { id: '4', ...customer(6), state: 'erased', request_id: 4, actor_id: 'a', actor_name: 'A', ts: ts(2) },
  ])
  const word = (id: string, no: number, tag: string, objected: boolean, day: number, shard = `C${no}`) => ({ id, cust_id: `C${no}`, shard_key: shard, tag, objected, channel: 'PHONE', reason: 'r', actor_id: 'a', actor_name: 'A', ts: ts(day) })
  // C8 said it twice, C9 took it back, C11 was moved to another shard since; two words of C12 in one instant: the later id.
  await write('tag_objection_entry', [
    word('o1', 8, 'tI01', true, 1), word('o2', 8, 'tI03', true, 2), word('o3', 9, 'tI01', true, 1), word('o4', 9, 'tI01', false, 3),
    word('o5', 11, '*', true, 4, 'C77'), word('o6', 12, 'tI01', true, 5), word('o7', 12, 'tI01', false, 5), word('o8', 8, 'tI01', false, 6), word('o9', 8, 'tI01', true, 7), word('o10', 60, 'tI01', true, 3),
  ])
  const flags = (no: number) => ({ marketing_consent: no % 2 === 0, do_not_contact: no === 7 })
  await write('bank_customer', Array.from({ length: 110 }, (_, at) => ({ ...person(at + 1), run_id: 4, row_key: `C${at + 1}`, valid_from: '2025-12-31', main_org_id: at < 50 ? 'B1' : 'B2', ...flags(at + 1) })))
  await write('bank_account', [{ ...person(1), run_id: 5, row_key: 'A1', valid_from: '2025-12-31', open_date: '2010-01-01', close_date: '2014-03-01', status: 'CLOSED' }, { ...person(2), run_id: 5, row_key: 'A2', valid_from: '2025-12-31', open_date: '2010-01-01', status: 'ACTIVE' }])
  await write('bank_txn', [{ ...person(1), run_id: 6, row_key: 'T1', valid_from: '2025-12-31', ts: '2015-06-30 20:00:00.000' }])
  const sealed = (no: number, key: string) => ({ ...customer(no), run_id: 4, name: `${key}.n`, mobile: no % 2 === 0 ? '' : `${key}.m`, mobile_hash: `h${no}` })
  await write('customer_pii', [sealed(1, 'k1'), sealed(2, 'k1'), sealed(3, 'k2'), { ...sealed(1, 'k2') }, { ...sealed(4, 'k2'), mobile: 'k1.x' }])
  await write('load_reject', [{ run_id: 8, line: 2, code: 'X', column: 'c', masked: '', raw_sealed: 'k1.r' }, { run_id: 8, line: 3, code: 'X', column: 'c', masked: '', raw_sealed: 'k1.s' }])
  const link = (device_id: string, no: number, version: number) => ({ device_id, ...person(no), linked_at: ts(1), version })
  await write('event_stitch', [link('d1', 1, 1), link('d2', 1, 1), link('d2', 9, 2), link('d3', 9, 1), link('d3', 2, 2)])
  const event = (id: string, owner: object, device_id: string) => ({ run_id: 7, row_key: id, event_id: id, valid_from: '2025-12-31', device_id, ...owner })
  await write('bank_app_event', [event('1', { cust_no: 0, cust_id: '', shard_key: 'd1' }, 'd1'), event('2', person(1), 'd4'), event('3', person(1), 'd5'), event('4', person(9), 'd5'), event('5', person(9), 'd6')])
  await two.mirror()
})
afterAll(() => two.close())

const subjects = subjectBase([4], [{ orgId: 'B1', path: '/HO/B1/' }, { orgId: 'B2', path: '/HO/B2/' }])
const lists = sql`(SELECT cust_no, cust_id, shard_key, marketing_consent AS a_marketing_consent, do_not_contact AS a_do_not_contact FROM bank_customer) AS base`
const judged = query<{ cust_id: string; consent: boolean | null; dnc: boolean | null }>(
  sql`SELECT base.cust_id AS cust_id, base.a_marketing_consent AS consent, base.a_do_not_contact AS dnc FROM ${contactBase(lists, { consent: consentStates(ground, EMAIL, everybody), refusals: refusals(ground, EMAIL.words, everybody), states: subjectStates(everybody) })} ORDER BY base.cust_no`,
)

const asked: [string, Query<unknown>][] = [
  ['consentPageQuery', consentPageQuery(ground, EMAIL, all)],
  ['consentPageQuery until', consentPageQuery({ ...ground, ownUntil: '2025-12-05T00:00:00.000Z' }, EMAIL, all)],
  ['historyQuery', historyQuery(ground, all)],
  ['statisticsQuery', statisticsQuery(ground, ['MARKETING', 'PROFILING'], visibleIds(subjects, sql`startsWith(base.org_path, '/HO/B1/')`))],
  ['monthsQuery', monthsQuery(ground, ['MARKETING', 'PROFILING'], visible, 'Asia/Shanghai')],
  ['preferencePageQuery', preferencePageQuery(ground, all)],
  ['preferenceHistoryQuery', preferenceHistoryQuery(all)],
  ['objectedTagsQuery', objectedTagsQuery(everybody)],
  ['objectionHistoryQuery', objectionHistoryQuery(all)],
  ['objectors', query(sql`SELECT cust_no, value FROM (${objectors([4], ['tI01', '*'], everybody)}) ORDER BY cust_no`)],
  ['recentObjectorsQuery', recentObjectorsQuery([4], null)],
  ['recentObjectorsQuery since', recentObjectorsQuery([4], '2025-12-04T00:00:00.000Z')],
  ['objectionsOfPersonQuery', objectionsOfPersonQuery([4], 11)],
  ['objectionPageQuery', objectionPageQuery({ visible: objectorsInReach(subjects, visible), tag: undefined, limit: 3, after: null })],
  ['objectionCountQuery', objectionCountQuery(objectorsInReach(subjects, visible), 'tI01')],
  ['subjectQuery', subjectQuery(subjects, 'C7', visible)],
  ['subjectsQuery', subjectsQuery(subjects, ['C7', 'C60', 'C999'], sql`startsWith(base.org_path, '/HO/B1/')`)],
  ['subjectStatePageQuery', subjectStatePageQuery(all)],
  ['contactBase', judged],
  ['retentionQuery', retentionQuery(['C1', 'C2'], { account: [5], txn: [6] }, 'Asia/Shanghai')],
  ['rowCountQuery', rowCountQuery('bank_consent', ['C101', 'C102'])],
  ['erasedQuery', erasedQuery],
  ['rejectedRowsQuery', rejectedRowsQuery],
  ['rejectedLines', query(sql`SELECT line FROM load_reject WHERE ${rejectedLines('8', ['3'])}`)],
  ['allSealedQuery', allSealedQuery(['C1', 'C2'])],
  ['linkedDevicesQuery', linkedDevicesQuery(['C1', 'C2'])],
  ['seenDevicesQuery', seenDevicesQuery('bank_app_event', 'device_id', ['C1', 'C2'])],
  ['matchingRowsQuery', matchingRowsQuery('bank_app_event', rowsOfDevices('device_id', ['d1', 'd3']))],
  ['rowsOfCustomers', query(sql`SELECT cust_no FROM bank_customer WHERE ${rowsOfCustomers(['C1', 'C9'])}`)],
  ['sealedIdentifiersQuery', sealedIdentifiersQuery([4], ['C1', 'C2'])],
  ['sealedKeysQuery', sealedKeysQuery(pii)],
  ['staleRunsQuery', staleRunsQuery(pii, 'k2')],
  ['staleRowsQuery', staleRowsQuery(pii, 'k2', 4)],
]
it.each(asked)('%s: valid, and the same on two shards', async (_name, each) => {
  await checkQuery(two.warehouse, each)
  const rows = await onBoth(two, each)
  expect(rows.one.length).toBeGreaterThan(0)
  expect(rows.two).toEqual(rows.one)
})

describe('PRV-3: consent', () => {
  it('of a hundred customers is what the rule says, statement by statement', async () => {
    const rows = new Map((await two.warehouse.query(consentPageQuery(ground, EMAIL, all))).map((row) => [row.cust_id, row]))
    for (const [custId, statements] of said) {
      const { consent, channelOut } = consentStateOf(statements, EMAIL.words)
      const row = rows.get(custId)
      expect([custId, row?.stated ?? null, row?.channel_out ?? false]).toEqual([custId, consent, channelOut])
    }
    const states = [...said.values()].map((statements) => consentStateOf(statements, EMAIL.words))
    // The draw has every kind of customer.
    expect(new Set(states.map(({ consent, channelOut }) => `${String(consent)}/${String(channelOut)}`)).size).toBe(6)
  })
  it('a withdrawal time ends an agreement; profiling is told apart; tomorrow and other runs are not seen', async () => {
    const rows = await two.warehouse.query(consentPageQuery(ground, EMAIL, theseCustomers([101, 102, 103, 104].map(person))))
    expect(rows.sort((a, b) => (a.cust_id < b.cust_id ? -1 : 1))).toEqual([
      { cust_id: 'C101', stated: false, channel_out: false, profiling_off: false },
      { cust_id: 'C102', stated: null, channel_out: false, profiling_off: true },
    ])
  })
  it('a list takes the consent on record before the bank\'s flag, and reads every no as do-not-contact', async () => {
    const rows = new Map((await two.warehouse.query(judged)).map((row) => [row.cust_id, row]))
    for (const [custId, statements] of said) {
      const { consent } = consentStateOf(statements, EMAIL.words)
      const flag = Number(custId.slice(1)) % 2 === 0
      expect([custId, rows.get(custId)?.consent]).toEqual([custId, consent ?? flag])
    }
    const quiet = [...said].filter(([, statements]) => !consentStateOf(statements, EMAIL.words).channelOut).map(([custId]) => custId)
    const no = new Set(['C1', 'C2', 'C3', 'C4', 'C6', 'C7'])
    for (const custId of quiet) expect([custId, rows.get(custId)?.dnc]).toEqual([custId, no.has(custId)])
    for (const [custId] of [...said].filter(([each]) => !quiet.includes(each))) expect([custId, rows.get(custId)?.dnc]).toEqual([custId, true])
  })
})

it('PRV-5: the newest writing here and the newest of the bank, a row a book', async () => {
  const rows = await two.warehouse.query(preferencePageQuery(ground, theseCustomers([1, 2, 3].map(person))))
  expect(rows.map(({ cust_id, book, do_not_contact, channels, lang }) => [cust_id, book, do_not_contact, channels, lang])).toEqual([
    ['C1', 'BANK', true, 'sms, Email', 'zh'], ['C2', 'BANK', false, 'MAIL', null], ['C3', 'OWN', false, 'EMAIL', null],
  ])
})

describe('PRV-15: objections to tags', () => {
  it('the last word counts, of two in one instant the later written; a person is found by any number', async () => {
    expect(await two.warehouse.query(objectedTagsQuery(everybody))).toEqual([{ tag: '*', newest: ts(4) }, { tag: 'tI01', newest: ts(7) }, { tag: 'tI03', newest: ts(2) }])
    const recent = async (since: string | null) => (await two.warehouse.query(recentObjectorsQuery([4], since))).map(({ tag, cust_nos }) => [tag, cust_nos.map(Number)])
    expect(await recent(null)).toEqual([['*', [11]], ['tI01', [8, 60]], ['tI03', [8]]])
    expect(await recent('2025-12-04T00:00:00.000Z')).toEqual([['*', [11]], ['tI01', [8]]])
    expect((await two.warehouse.query(objectionsOfPersonQuery([4], 8))).map(({ tag }) => tag)).toEqual(['tI01', 'tI03'])
    expect(await two.warehouse.query(objectionsOfPersonQuery([4], 9))).toEqual([])
  })

  it('those of a branch, newest first, page by page', async () => {
    const branch = objectorsInReach(subjects, sql`startsWith(base.org_path, '/HO/B1/')`)
    const page = async (after: readonly [string, string] | null) => (await two.warehouse.query(objectionPageQuery({ visible: branch, tag: undefined, limit: 2, after }))).map(({ id, cust_id, tag }) => [id, cust_id, tag])
    expect(await page(null)).toEqual([['o9', 'C8', 'tI01'], ['o5', 'C11', '*']])
    expect(await page([ts(4), 'o5'])).toEqual([['o2', 'C8', 'tI03']])
    const count = async (where: typeof branch, tag?: string) => (await two.warehouse.query(objectionCountQuery(where, tag)))[0]?.n
    expect([await count(branch), await count(branch, 'tI01'), await count(objectorsInReach(subjects, visible), 'tI01')]).toEqual(['3', '1', '2'])
    expect(textOf(objectionPageQuery({ visible: branch, tag: "x' OR 1", limit: 2, after: null }))).not.toContain('OR 1')
  })
})

it('PRV-9: restricted and erased customers, whatever was before', async () => {
  expect(await two.warehouse.query(subjectStatePageQuery(all))).toEqual([{ cust_id: 'C4', state: 'restricted' }, { cust_id: 'C6', state: 'erased' }])
  expect(await two.warehouse.query(erasedQuery)).toEqual([{ cust_id: 'C6' }])
})

it('PRV-10: open accounts and the last day of accounts and transactions, in the bank\'s zone', async () => {
  const of = async (custId: string) => (await two.warehouse.query(retentionQuery([custId], { account: [5], txn: [6] }, 'Asia/Shanghai')))[0]
  expect(await of('C1')).toEqual({ open_accounts: '0', last_day: '2015-07-01' })
  expect(await of('C2')).toEqual({ open_accounts: '1', last_day: '2010-01-01' })
  expect(await of('C3')).toEqual({ open_accounts: '0', last_day: null })
})

it('PRV-12: rows by key, what is stale, and what of it has no new version yet', async () => {
  expect(await two.warehouse.query(sealedKeysQuery(pii))).toEqual([{ key: 'k1', n: '3' }, { key: 'k2', n: '3' }])
  expect(await two.warehouse.query(staleRunsQuery(pii, 'k2'))).toEqual([{ run_id: '4', stale: '3', fresh: '2' }])
  expect((await two.warehouse.query(staleRowsQuery(pii, 'k2', 4))).map((row) => row['cust_id'])).toEqual(['C2', 'C4'])
})

it('PRV-11: devices that are a customer\'s now, or were seen on nobody else', async () => {
  expect(await two.warehouse.query(linkedDevicesQuery(['C1', 'C2']))).toEqual([
    { device_id: 'd1', newest: 'C1', others: '0' }, { device_id: 'd2', newest: 'C9', others: '1' }, { device_id: 'd3', newest: 'C2', others: '1' },
  ])
  expect(await two.warehouse.query(seenDevicesQuery('bank_app_event', 'device_id', ['C1', 'C2']))).toEqual([{ device_id: 'd4', others: '0' }, { device_id: 'd5', others: '1' }])
})

it('every table with customers is known for an erasure', async () => {
  const names = (await two.warehouse.query(customerTablesQuery)).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['bank_customer', 'bank_txn', 'customer_pii', 'consent_entry', 'identity_customer']))
  expect(names).not.toContain('load_reject')
})

it('ids and instants are bound, never text', () => {
  expect(textOf(consentPageQuery(ground, { ...EMAIL, words: ["E'1"] }, theseCustomers([person(77)])))).not.toMatch(/E'1|77/)
  expect(textOf(subjectQuery(subjects, "x' OR 1", visible))).not.toContain('OR 1')
})
