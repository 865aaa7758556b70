import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql, type Query } from '#kernel/sql'
import { eventsTables } from '#events'
import { bankRows, ingestTables } from '#ingest'
import { identityTables } from '#identity'
import { adoptableLinksQuery, customersOfQuery, heldUsersQuery, idRowsQuery } from '../../src/events/sql/customer-queries.js'
import { eventRowsOf, eventsAfterQuery, lastEventsQuery, sampledPropsQuery } from '../../src/events/sql/event-queries.js'
import { countsQuery, seenEventsQuery, violatedQuery, violationsQuery } from '../../src/events/sql/figure-queries.js'
import { lastCommitQuery, recentIdsQuery, storedIdsQuery } from '../../src/events/sql/id-queries.js'
import { linkRows, namedDevicesQuery, rejectedEventsQuery, rowsOfOthers, rowsOfRejects, rowsWithTexts, samplesWithTexts, samplesWithout, traitRows, traitsOfQuery, withoutTexts } from '../../src/events/sql/erasure-queries.js'
import { instantParam } from '../../src/events/sql/instant-param.js'
import { itemQuery, profileStepsQuery } from '../../src/events/sql/profile-query.js'
import { sealedKeyQuery } from '../../src/events/sql/sealed-key-query.js'
import { countRowsQuery, replacedTokens, rowsWithTokens, sealedTokensQuery, stalePartsQuery } from '../../src/events/sql/sealed-token-queries.js'
import { rejectCountsQuery, rejectPageQuery, sealedRejectsQuery, staleRejectRows, staleRejectsQuery } from '../../src/events/sql/reject-queries.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

let two: TwoShards
const lines = (...rows: object[]) => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))

/** Five events by hand: two of C1, one of C2, two of device d1, which belongs to C1; commits 10, 10, 11, 12, 13. */
const events = [
  { run_id: 7, x_commit: 10, cust_no: 1, cust_id: 'C1', shard_key: 'C1', event_id: 'e1', name: 'buy', ts: '2026-01-01 01:00:00.000', props: '{"a":1}' },
  { run_id: 7, x_commit: 10, cust_no: 2, cust_id: 'C2', shard_key: 'C2', event_id: 'e2', name: 'buy', ts: '2026-01-01 02:00:00.000', props: '{"a":2}' },
  { run_id: 7, x_commit: 11, cust_no: 0, cust_id: '', shard_key: 'd1', device_id: 'd1', event_id: 'e3', name: 'page', ts: '2026-01-01 03:00:00.000', props: '{}' },
  { run_id: 8, x_commit: 12, cust_no: 0, cust_id: '', shard_key: 'd1', device_id: 'd1', event_id: 'e4', name: 'page', ts: '2026-01-02 03:00:00.000', props: '{"id_no":"sealed:k2.yy","mobile":"sealed:k2.zz","card":"sealed:k3.a"}' },
  { run_id: 8, x_commit: 13, cust_no: 1, cust_id: 'C1', shard_key: 'C1', event_id: 'e5', name: 'sell', ts: '2026-01-02 04:00:00.000', props: '{}' },
].map((row) => ({ ...row, row_key: row.event_id, valid_from: row.ts.slice(0, 10) }))

const step = (seq: number, op: string, key: string, value: unknown, op_id: string) => ({ owner: 'C1', kind: 'customer', key, op, value: JSON.stringify(value), ts: '2026-01-01 00:00:00.000', op_id, commit: 10, seq, shard_key: 'C1' })
const rejected = (id: string, at: string, code: string) => ({ id, at, code, params: '{}', protocol: 'segment', type: '', write_key: 'k', lib: '', lib_version: '', sent_at: null, masked: 'm', raw_sealed: 's', commit: 1 })
const link = (device_id: string, user_id: string, known: number) => ({ device_id, user_id, linked_at: '2026-01-01 00:00:00.000', op_id: 'o', known })

beforeAll(async () => {
  two = await openTwoShards()
  const { warehouse } = two
  for (const table of [...identityTables, ...ingestTables, ...eventsTables]) await warehouse.createTable(table)
  await warehouse.addColumns('bank_app_event', { x_commit: 'UInt64', x_write_key: 'LowCardinality(String)' })
  const put = (table: string, ...rows: object[]) => warehouse.insert(table, 'JSONEachRow', lines(...rows))
  await put('bank_app_event', ...events)
  await put('event_stitch', { device_id: 'd1', cust_id: 'C1', cust_no: 1, shard_key: 'C1', linked_at: '2026-01-02 00:00:00.000', version: 1 })
  await put('identity_customer', { cust_id: 'C1', cust_no: 1, shard_key: 'C1' }, { cust_id: 'C2', cust_no: 2, shard_key: 'C2' })
  await put('event_profile', step(0, 'set', 'n', 1, 'p1'), step(1, 'increment', 'n', 2, 'p2'), step(2, 'set', 'city', 'x', 'p3'))
  await put('event_profile', { ...step(0, 'increment', 'n', 2, 'p2'), commit: 11 })
  await put('event_item', { item_type: 'fund', item_id: 'F', op: 'set', props: '{"r":1}', ts: '2026-01-01 00:00:00.000', op_id: 'i1', commit: 1 }, { item_type: 'fund', item_id: 'F', op: 'delete', props: '{}', ts: '2026-01-02 00:00:00.000', op_id: 'i2', commit: 2 })
  await put('event_link', link('user:C2', 'C2', 0), link('user:C9', 'C9', 0), link('user:C1', 'C1', 0), link('user:C1', 'C1', 1))
  await put('event_reject', { ...rejected('r1', '2026-01-01 00:00:00.000', 'A'), raw_sealed: 'k1.zz' }, rejected('r2', '2026-01-02 00:00:00.000', 'B'), rejected('r2', '2026-01-02 00:00:00.000', 'B'), rejected('r3', '2026-01-03 00:00:00.000', 'A'))
  await put('event_reject_replayed', { id: 'r3', at: '2026-01-04 00:00:00.000' })
  const counted = (n: number) => ({ hour: '2026-01-01 10:00:00.000', write_key: 'k', what: 'accepted', n })
  await put('event_count', counted(3), counted(4))
  const broken = (day: string, n: number, samples: string[]) => ({ day, event: 'buy', prop: 'a', kind: 'wrong-type', lib: 'ios', lib_version: '2', n, samples })
  await put('event_violation', broken('2026-01-01', 3, ['s1', 's2']), broken('2026-01-02', 4, ['s3']))
  await put('event_seen', { day: '2026-01-01', event: 'buy', write_key: 'k', n: 2, last: '2026-01-01 02:00:00.000' }, { day: '2026-01-02', event: 'buy', write_key: 'j', n: 5, last: '2026-01-02 02:00:00.000' })
  await two.mirror()
})
afterAll(() => two.close())

/** The engine accepts the query, and one node and two shards give these rows. */
async function gives<Row>(asked: Query<Row>, rows: readonly object[]): Promise<void> {
  await expect(asked).toBeValidQuery(two.warehouse)
  const both = await onBoth(two, asked)
  expect(both.two).toEqual(both.one)
  expect([...both.one].sort(byText)).toEqual([...rows].sort(byText))
}
const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

describe('queries of event intake', () => {
  it('EVT-4: ids by arrival and by themselves', async () => {
    await gives(recentIdsQuery([7, 8], '11', 2), [{ event_id: 'e5', x_commit: '13' }, { event_id: 'e4', x_commit: '12' }])
    await gives(recentIdsQuery([7], '0', 10), [{ event_id: 'e1', x_commit: '10' }, { event_id: 'e2', x_commit: '10' }, { event_id: 'e3', x_commit: '11' }])
    await gives(storedIdsQuery([7], ['e1', 'e4', "no'ne"]), [{ event_id: 'e1' }])
    await gives(lastCommitQuery([7]), [{ last: '11' }])
    expect(textOf(storedIdsQuery([7], ['x']))).toBe('SELECT DISTINCT assumeNotNull(event_id) AS event_id FROM bank_app_event WHERE has({p0:Array(UInt64)}, run_id) AND event_id IN ({p1:Array(String)})')
  })

  it('EVT-7: numbers of customers, users held, and those who have become customers', async () => {
    await gives(customersOfQuery(['C2', 'C9', "C'1"]), [{ cust_id: 'C2', cust_no: 2, shard_key: 'C2' }])
    await gives(idRowsQuery(['a', 'b']), [{ cust_id: 'a' }, { cust_id: 'b' }])
    await gives(heldUsersQuery, [{ users: '2' }])
    await gives(adoptableLinksQuery(10), [{ device_id: 'user:C2', user_id: 'C2', linked_at: '2026-01-01 00:00:00.000' }])
    expect(textOf(customersOfQuery(['a']))).toContain('cust_id IN ({p0:Array(String)})')
  })

  it('EVT-11, EVT-12: events after a position, the last of a customer and of a device', async () => {
    const ids = (asked: Query<{ event_id: string }>) => onBoth(two, asked).then((both) => [both.one, both.two].map((rows) => rows.map((row) => row.event_id)))
    const columns = ['event_id', 'device_id', 'session_id', 'ts', 'name', 'page', 'element', 'product_id', 'props', 'app_ver', 'os']
    const ofCustomer = lastEventsQuery(bankRows('app_event', [7, 8], columns), sql`cust_id = ${'C1'}`, 3)
    await expect(ofCustomer).toBeValidQuery(two.warehouse)
    expect(await ids(ofCustomer)).toEqual([['e3', 'e4', 'e5'], ['e3', 'e4', 'e5']])
    const ofDevice = lastEventsQuery(eventRowsOf([7, 8]), sql`device_id = ${'d1'}`, 1)
    await expect(ofDevice).toBeValidQuery(two.warehouse)
    expect(await ids(ofDevice)).toEqual([['e4'], ['e4']])
    const after = eventsAfterQuery([7, 8], { commit: '10', id: 'e1' }, 3)
    await expect(after).toBeValidQuery(two.warehouse)
    expect(await ids(after)).toEqual([['e2', 'e3', 'e4'], ['e2', 'e3', 'e4']])
    expect((await two.warehouse.query(after)).map((row) => [row.event_id, row.at])).toEqual([['e2', '2026-01-01T02:00:00.000Z'], ['e3', '2026-01-01T03:00:00.000Z'], ['e4', '2026-01-02T03:00:00.000Z']])
    await gives(sampledPropsQuery([7], 'buy', 10), [{ props: '{"a":1}' }, { props: '{"a":2}' }])
  })

  it('EVT-8: steps of a profile in order, each once; the newest state of an item', async () => {
    const steps = [{ key: 'n', op: 'set', value: '1' }, { key: 'n', op: 'increment', value: '2' }, { key: 'city', op: 'set', value: '"x"' }]
    await gives(profileStepsQuery('customer', 'C1'), steps)
    expect(await two.warehouse.query(profileStepsQuery('customer', 'C1'))).toEqual(steps)
    await gives(profileStepsQuery('device', 'C1'), [])
    await gives(itemQuery('fund', 'F'), [{ op: 'delete', props: '{}' }])
  })

  it('EVT-6: rejects newest first, each once, without those that were replayed', async () => {
    const since = '2025-12-01T00:00:00.000Z'
    expect((await two.warehouse.query(rejectPageQuery({ since }, null, 10))).map(({ id, at }) => [id, at])).toEqual([['r2', '2026-01-02T00:00:00.000Z'], ['r1', '2026-01-01T00:00:00.000Z']])
    expect((await two.warehouse.query(rejectPageQuery({ since }, { at: '2026-01-02T00:00:00.000Z', id: 'r2' }, 10))).map(({ id }) => id)).toEqual(['r1'])
    await gives(rejectCountsQuery({ since, code: undefined }), [{ code: 'A', n: '1' }, { code: 'B', n: '1' }])
    const sealed = sealedRejectsQuery({ since, code: 'B' })
    await gives(sealed, [{ id: 'r2', at: '2026-01-02T00:00:00.000Z', code: 'B', protocol: 'segment', type: '', write_key: 'k', sent_at: null, raw_sealed: 's' }])
    expect(instantParam(since)).toMatchObject({ value: '2025-12-01 00:00:00.000' })
  })

  it('EVT-10: figures are summed over what was stored in pieces', async () => {
    await gives(countsQuery('2026-01-01T00:00:00.000Z'), [{ hour: '2026-01-01T10:00:00Z', write_key: 'k', what: 'accepted', n: '7' }])
    await gives(countsQuery('2026-01-02T00:00:00.000Z'), [])
    await gives(violationsQuery('2026-01-01', 2), [{ event: 'buy', prop: 'a', kind: 'wrong-type', lib: 'ios', lib_version: '2', n: '7', first_day: '2026-01-01', last_day: '2026-01-02', samples: ['s1', 's2'] }])
    await gives(violatedQuery('2026-01-02'), [{ event: 'buy', n: '4' }])
    await gives(seenEventsQuery('2026-01-01'), [{ event: 'buy', n: '7', last: '2026-01-02T02:00:00.000Z' }])
  })

  it('PRV-10: keys that sealed something in events are counted, each once a row', async () => {
    await gives(sealedKeyQuery({ table: 'event_reject', column: 'raw_sealed', mark: '' }), [{ key: 'k1', n: '1' }])
    await gives(sealedKeyQuery({ table: 'bank_app_event', column: 'props', mark: 'sealed:' }), [{ key: 'k2', n: '1' }, { key: 'k3', n: '1' }])
    await gives(sealedKeyQuery({ table: 'event_profile', column: 'value', mark: 'sealed:' }), [])
  })

  it('PRV-12: sealed values in texts: which, of which part, in which rows, and replaced where they stand', async () => {
    const place = { table: 'bank_app_event', column: 'props', parts: 'run_id' } as const
    await gives(sealedTokensQuery(place, { part: null }), [{ token: 'k2.yy' }, { token: 'k2.zz' }, { token: 'k3.a' }])
    await gives(sealedTokensQuery(place, { part: '8', notOf: 'k3' }), [{ token: 'k2.yy' }, { token: 'k2.zz' }])
    await gives(sealedTokensQuery(place, { part: '7', notOf: 'k3' }), [])
    await gives(stalePartsQuery(place, 'k2'), [{ part: '8' }])
    await gives(countRowsQuery(place.table, rowsWithTokens(place, '8', ['k2.zz', 'k9.q'])), [{ n: '1' }])
    await gives(countRowsQuery(place.table, rowsWithTokens(place, null, ['k2.z'])), [{ n: '0' }])
    const replaced = replacedTokens(place, ['k2.yy', 'k3.a'], ['sealed:k4.new', ''])
    await gives(query<{ props: string }>(sql`SELECT ${replaced} AS replaced FROM bank_app_event WHERE event_id = 'e4'`), [{ replaced: '{"id_no":"sealed:k4.new","mobile":"sealed:k2.zz","card":""}' }])
    const stale = staleRejectsQuery('k2')
    await expect(stale).toBeValidQuery(two.warehouse)
    expect((await onBoth(two, stale)).two.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3'])
    await gives(countRowsQuery('event_reject', staleRejectRows('k1', rowsOfRejects(['r1', 'r2']))), [{ n: '2' }])
  })

  it('PRV-11: traits, links and rejects of a person, and their identifiers in clear', async () => {
    await gives(traitsOfQuery(['C1']), [{ value: '1' }, { value: '2' }, { value: '"x"' }])
    await gives(namedDevicesQuery(['C2', 'C9']), [{ device_id: 'user:C2', others: '0' }, { device_id: 'user:C9', others: '0' }])
    await gives(countRowsQuery('event_profile', traitRows(['C1'], ['d1'])), [{ n: '4' }])
    await gives(countRowsQuery('event_profile', rowsOfOthers('event_profile', { custIds: ['C1'], devices: [] })), [{ n: '0' }])
    await gives(countRowsQuery('bank_app_event', rowsOfOthers('bank_app_event', { custIds: ['C1'], devices: [] })), [{ n: '3' }])
    await gives(countRowsQuery('event_item', rowsOfOthers('event_item', { custIds: ['C1'], devices: [] })), [{ n: '2' }])
    await gives(countRowsQuery('event_link', linkRows(['C9'], ['user:C1'])), [{ n: '3' }])
    await gives(rejectedEventsQuery, [{ id: 'r1', raw_sealed: 'k1.zz' }, { id: 'r2', raw_sealed: 's' }, { id: 'r3', raw_sealed: 's' }])
    const text = (given: string) => sql`(SELECT ${given} AS props)`
    const texts = ['13812341212', 'a.b@c.cn', '阿依"古丽']
    const clean = async (given: string) => (await two.warehouse.query(query<{ found: number; cleaned: string }>(sql`SELECT ${rowsWithTexts('props', texts)} AS found, ${withoutTexts('props', texts)} AS cleaned FROM ${text(given)} AS held`)))[0]
    expect(await clean('{"a":"13812341212","b":13812341212,"c":"x A.B@c.cn y","d":"阿依\\"古丽"}')).toEqual({ found: 1, cleaned: '{"a":"0","b":0,"c":"x *** y","d":"***"}' })
    expect(await clean('13812341212 13812341212 13812341212')).toEqual({ found: 1, cleaned: '0 0 0' })
    expect(await clean('{"a":"138123412123","b":"axb@c.cn"}')).toEqual({ found: 0, cleaned: '{"a":"138123412123","b":"axb@c.cn"}' })
    await gives(query(sql`SELECT toString(day) AS day, ${samplesWithout(['s1'])} AS kept FROM event_violation WHERE ${samplesWithTexts(['s1'])}`), [{ day: '2026-01-01', kept: ['s2'] }])
  })
})
