import { afterAll, beforeAll, expect, it } from 'vitest'
import { query, sql, type Query } from '#kernel/sql'
import { identityTables } from '#identity'
import { ingestTables } from '#ingest'
import { tagTables } from '#tags'
import type { ManualValue } from '#tags/contract'
import { markCountQuery, markedRows, markPageQuery, marksOfQuery, markTotalQuery } from '../../src/tags/sql/mark-queries.js'
import { checkQuery, onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

const likes: ManualValue = { v: 1, kind: 'manual', set: 'likes', type: 'enum', values: [{ code: 'GOLD', zh: '黄金', en: 'Gold' }, { code: 'FUND', zh: '基金', en: 'Fund' }], maxAgeDays: 30 }
const from = sql`(SELECT cust_no, cust_id, main_org_id FROM bank_customer) AS base`
const place = { set: 'likes', from, visible: sql`base.main_org_id = 'B1'` }
const read = (compute: ManualValue, asOf: string) => query<{ cust_no: number; value: unknown }>(sql`SELECT cust_no, value FROM (${markedRows(compute, asOf, [4])}) ORDER BY cust_no`)

let two: TwoShards
beforeAll(async () => {
  two = await openTwoShards()
  for (const table of [...ingestTables, ...identityTables, ...tagTables]) await two.warehouse.createTable(table)
  const write = (table: string, rows: readonly object[]) => two.warehouse.insert(table, 'JSONEachRow', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')))
  await write('bank_customer', Array.from({ length: 40 }, (_, at) => ({ cust_no: at + 1, cust_id: `C${at + 1}`, shard_key: `C${at + 1}`, run_id: 4, row_key: `C${at + 1}`, valid_from: '2025-12-31', main_org_id: at < 5 ? 'B1' : 'B2' })))
  const word = (id: string, no: number, day: string, value: string | null, more: object = {}) => ({ id, cust_id: `C${no}`, shard_key: `C${no}`, tag: 'likes', value: value ?? '', gone: value === null, until: null, day, reason: 'r', batch: '', actor_id: 'a', actor_name: 'A', ts: `${day} 08:00:00.000`, ...more })
  await write('tag_mark', [
    // C1 was changed; C2 taken off; C3 ended; C4 too old; C5 said tomorrow; C6 on the last day; C7 of another set; C8 moved to another shard.
    word('1', 1, '2025-12-01', 'GOLD'), word('2', 1, '2025-12-10', 'FUND'), word('3', 2, '2025-12-20', 'GOLD'), word('4', 2, '2025-12-21', null),
    word('5', 3, '2025-12-20', 'GOLD', { until: '2025-12-30' }), word('6', 4, '2025-12-01', 'GOLD'), word('7', 5, '2026-01-01', 'GOLD'), word('8', 6, '2025-12-20', 'FUND', { until: '2025-12-31' }),
    word('9', 7, '2025-12-20', 'true', { tag: 'vip' }), word('10', 8, '2025-12-20', 'GOLD', { shard_key: 'elsewhere' }), word('11', 9, '2025-12-20', '12', { tag: 'count' }),
  ])
  await two.mirror()
})
afterAll(() => two.close())

const asked: [string, Query<unknown>][] = [
  ['markCountQuery', markCountQuery('likes', '2025-12-31')],
  ['markedRows', read(likes, '2025-12-31')],
  ['markedRows of yes and no', read({ ...likes, set: 'vip', type: 'bool' }, '2025-12-31')],
  ['markedRows of numbers', read({ ...likes, set: 'count', type: 'int' }, '2025-12-31')],
  ['marksOfQuery', marksOfQuery('likes', ['C1', 'C2'])],
  ['markPageQuery', markPageQuery({ ...place, after: null, limit: 3 })],
  ['markTotalQuery', markTotalQuery(place)],
]
it.each(asked)('%s: valid, and the same on two shards', async (_name, each) => {
  await checkQuery(two.warehouse, each)
  const rows = await onBoth(two, each)
  expect(rows.one.length).toBeGreaterThan(0)
  expect(rows.two).toEqual(rows.one)
})

it('TAG-18: the newest word by a day counts until its end, its age or until it is taken off', async () => {
  const of = async (asOf: string) => (await two.warehouse.query(read(likes, asOf))).map(({ cust_no, value }) => [cust_no, value])
  expect(await of('2025-12-31')).toEqual([[1, 'FUND'], [6, 'FUND'], [8, 'GOLD']])
  expect(await of('2025-12-05')).toEqual([[1, 'GOLD'], [4, 'GOLD']])
  expect(await of('2026-01-01')).toEqual([[1, 'FUND'], [5, 'GOLD'], [8, 'GOLD']])
  expect(await of('2026-01-09')).toEqual([[5, 'GOLD'], [8, 'GOLD']])
  expect(await two.warehouse.query(read({ ...likes, set: 'vip', type: 'bool' }, '2025-12-31'))).toEqual([{ cust_no: 7, value: true }])
  expect(await two.warehouse.query(read({ ...likes, set: 'count', type: 'int' }, '2025-12-31'))).toEqual([{ cust_no: 9, value: '12' }])
})

it('those of customers in reach only, newest first, page by page; texts are bound', async () => {
  const ids = async (after: readonly [string, string] | null) => (await two.warehouse.query(markPageQuery({ ...place, after, limit: 3 }))).map(({ id }) => id)
  expect(await ids(null)).toEqual(['7', '4', '5'])
  expect(await ids(['2025-12-20 08:00:00.000', '5'])).toEqual(['3', '2', '6'])
  expect(await two.warehouse.query(markTotalQuery(place))).toEqual([{ n: '7' }])
  expect(textOf(marksOfQuery("x' OR 1", ['C1']))).not.toContain('OR 1')
})
