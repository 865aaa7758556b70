import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, raw, renderInline, sql, type Query, type Sql } from '#kernel/sql'
import type { Warehouse } from '#platform/warehouse'
import { rowsTable } from '../../src/models/actions/build-rows.js'
import { armCountsQuery, campaignsQuery, experimentCountsQuery, experimentRows, membersQuery, outcomesQuery } from '../../src/models/sql/uplift/campaign-queries.js'
import { campaignMetricsQuery, pastCampaignsQuery } from '../../src/models/sql/uplift/campaign-list.js'
import { HELD_COLUMNS, HELD_NUMBERS, heldCountQuery, heldNumbersQuery, heldPageQuery, insertHeld } from '../../src/models/sql/uplift/held-queries.js'
import { insertUplift, quadrantCountsQuery, UPLIFT_NUMBERS, upliftCustomerQuery, upliftPageQuery } from '../../src/models/sql/uplift/uplift-scores.js'
import { insertUpliftRows, UPLIFT_COLUMNS } from '../../src/models/sql/uplift/uplift-rows.js'
import { exportPageQuery, UPLIFT_COLUMNS_OUT } from '../../src/models/sql/export-queries.js'
import { insertUpliftHere } from '../../src/models/sql/uplift/score-here.js'
import { groupLevelsQuery, numbersQuery } from '../../src/models/sql/rows-queries.js'
import { modelTables } from '#models'
import '../kit/valid-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

let two: TwoShards
const features = [{ column: 'f_n', kind: 'number' as const, key: 'n', value: sql`toFloat64(base.cust_no)` }]
const ZONE = 'Asia/Shanghai'

/** Eight customers, numbers 1 to 8. */
const people = sql`(SELECT toUInt32(number + 1) AS cust_no, concat('C', toString(number + 1)) AS cust_id, concat('C', toString(number + 1)) AS shard_key, if(number < 4, '/HO/B1/', '/HO/B2/') AS org_path, 'R1' AS rm, toDate32('1990-06-01') AS a_birth_date, 'F' AS a_gender FROM numbers(8))`
/** Customers 1 to 4 treated by SMS (even: first a CALL), 5 and 6 left alone, 7 both, 8 of another campaign; the first touch is late on 9 June in UTC, 10 June in the bank's zone. */
const touches = sql`(SELECT toUInt32(t.1) AS cust_no, toNullable(t.2) AS campaign, toNullable(t.3) AS arm, toNullable(t.4) AS channel, toNullable(toDateTime64(t.5, 3, 'UTC')) AS ts FROM (SELECT arrayJoin([
  (1, 'SPRING', 'treatment', 'SMS', '2025-06-10 18:00:00'), (2, 'SPRING', 'treatment', 'SMS', '2025-06-10 18:00:00'), (2, 'SPRING', 'treatment', 'CALL', '2025-06-09 18:00:00'), (3, 'SPRING', 'treatment', 'SMS', '2025-06-10 18:00:00'), (4, 'SPRING', 'treatment', 'SMS', '2025-06-10 18:00:00'),
  (5, 'SPRING', 'control', 'SMS', '2025-06-10 18:00:00'), (6, 'SPRING', 'control', 'SMS', '2025-06-10 18:00:00'), (7, 'SPRING', 'treatment', 'SMS', '2025-06-10 18:00:00'), (7, 'SPRING', 'control', 'SMS', '2025-06-10 18:00:00'), (8, 'OTHER', 'treatment', 'SMS', '2025-06-10 18:00:00')]) AS t))`
/** 1 did it twice, 2 after the window, 5 once without the campaign, 6 zero times. */
const outcomes = sql`(SELECT toUInt32(t.1) AS cust_no, toNullable('conversion') AS metric, toNullable(t.2) AS campaign, toNullable(toFloat64(t.3)) AS count, toNullable(toInt64(t.4)) AS value_minor, toNullable(toDateTime64(t.5, 3, 'UTC')) AS ts FROM (SELECT arrayJoin([
  (1, 'SPRING', 1, 100, '2025-06-12 00:00:00'), (1, 'SPRING', 1, 200, '2025-06-12 00:00:00'), (2, 'SPRING', 1, 300, '2025-08-20 00:00:00'), (5, 'ELSE', 1, 400, '2025-06-12 00:00:00'), (6, 'SPRING', 0, 500, '2025-06-12 00:00:00')]) AS t))`

const members = membersQuery({ touches, campaign: 'SPRING', control: ['control'], arms: 'one' })
const outcome = { outcomes, campaign: 'SPRING', metric: 'conversion', attributed: true, from: '2025-06-09', to: '2025-08-08', timeZone: ZONE }
const plan = { from: sql`${people} AS base`, population: sql`base.cust_no != 4`, asOf: '2025-06-09', features, table: 'u_rows', campaign: 'SPRING', members, outcomes: outcomesQuery(outcome), seed: 1, folds: 2, limit: 5 }
const all = sql`(1 = 1)`

const queries: Record<string, Query<unknown>> = {
  armCountsQuery: armCountsQuery('u_rows'),
  pastCampaignsQuery: pastCampaignsQuery(touches, ZONE, 10),
  campaignMetricsQuery: campaignMetricsQuery(outcomes),
  'numbersQuery, in order of the campaign': numbersQuery({ table: 'u_rows', columns: [{ column: 'arm', levels: ['control', 'treated'] }, { column: 'fold', levels: null }], where: sql`1`, first: 'campaign' }),
  heldPageQuery: heldPageQuery({ table: 'u_held', visible: all, campaign: null, after: null, limit: 3 }),
  'heldPageQuery, the next page': heldPageQuery({ table: 'u_held', visible: sql`startsWith(org_path, '/HO/')`, campaign: 'SPRING', after: ['SPRING', 'treated', 2], limit: 3 }),
  heldCountQuery: heldCountQuery('u_held', all, 'SPRING'),
  'heldCountQuery of all': heldCountQuery('u_held', all, null),
  heldNumbersQuery: heldNumbersQuery('u_held', 'treated', ['SPRING']),
  upliftPageQuery: upliftPageQuery({ runId: 5, visible: all, quadrant: null, after: null, limit: 3 }),
  'upliftPageQuery, the next page': upliftPageQuery({ runId: 5, visible: all, quadrant: null, after: { worth: 20, custNo: 2 }, limit: 3 }),
  'upliftPageQuery of sleeping dogs': upliftPageQuery({ runId: 5, visible: all, quadrant: 'sleeping_dog', after: { worth: -30, custNo: 3 }, limit: 3 }),
  quadrantCountsQuery: quadrantCountsQuery(5, all),
  upliftCustomerQuery: upliftCustomerQuery(5, all, 2),
  exportPageQuery: exportPageQuery({ table: 'model_uplift', columns: UPLIFT_COLUMNS_OUT, runId: 5, visible: all, after: 1, limit: 2 }),
  experimentRows: query(sql`SELECT * FROM (${experimentRows(members, outcomesQuery(outcome))}) ORDER BY cust_no`),
  experimentCountsQuery: experimentCountsQuery(experimentRows(members, outcomesQuery(outcome))),
  groupLevelsQuery: groupLevelsQuery('u_rows', 'g_gender'),
}

const inline = (warehouse: Warehouse, statement: Sql) => warehouse.command(raw(renderInline(statement)))

beforeAll(async () => {
  two = await openTwoShards()
  const { warehouse } = two
  const table = rowsTable('u_rows', { features })
  await warehouse.createTable({ ...table, columns: { ...table.columns, ...UPLIFT_COLUMNS } })
  for (const each of modelTables) await warehouse.createTable(each)
  await warehouse.createTable({ name: 'u_held', columns: HELD_COLUMNS, orderBy: ['campaign', 'pair', 'cust_no'], spread: 'customer' })
  await warehouse.createTable({ name: 'u_held_work', columns: HELD_NUMBERS, orderBy: ['cust_no'], spread: 'copied' })
  await warehouse.createTable({ name: 'u_work', columns: UPLIFT_NUMBERS, orderBy: ['cust_no'], spread: 'copied' })
  await inline(warehouse, insertUpliftRows(plan))
  await inline(warehouse, sql`INSERT INTO u_held_work SELECT cust_no, 'SPRING', 'treated', arm = 'treated', 0.5, 0.1, 0.2, f_n / 100, if(cust_no = 1, NULL, f_n) FROM u_rows`)
  await inline(warehouse, insertHeld('u_held', 'u_held_work', 'u_rows'))
  await inline(warehouse, sql`INSERT INTO u_work SELECT cust_no, 'treated', (4 - f_n) / 100, 10 * (4 - f_n), 0.1, 0.2, '[0.1]', (3 - f_n) / 100, (5 - f_n) / 100 FROM u_rows`)
  await inline(warehouse, insertUplift({ runId: 5, model: 'm', version: 1, asOf: '2025-09-30', features: 'u_rows' }, 'u_work', { gain: 0.02, loss: -0.005, sure: 0.5 }))
  await two.mirror()
})
afterAll(() => two.close())

describe('queries of uplift models', () => {
  it.each(Object.entries(queries))('%s is valid and gives the same on one node and on two shards', async (_name, asked) => {
    await expect(asked).toBeValidQuery(two.warehouse)
    const rows = await onBoth(two, asked)
    expect(rows.one.length).toBeGreaterThan(0)
    expect(rows.two).toEqual(rows.one)
  })

  it("campaigns begin on their first touch's day in the bank's zone; who was in two arms is counted", async () => {
    expect(await two.warehouse.query(campaignsQuery(touches, ['SPRING', 'OTHER', 'NONE'], ZONE))).toEqual([
      { campaign: 'OTHER', first: '2025-06-11', customers: '1', contaminated: '0' },
      { campaign: 'SPRING', first: '2025-06-10', customers: '7', contaminated: '1' },
    ])
  })

  it('past campaigns: latest first, with the customers of each arm, the ways of contact and the outcomes that name them', async () => {
    expect(await two.warehouse.query(pastCampaignsQuery(touches, ZONE, 10))).toEqual([
      { campaign: 'OTHER', first: '2025-06-11', last: '2025-06-11', customers: '1', arms: [['treatment', '1']], channels: ['SMS'] },
      { campaign: 'SPRING', first: '2025-06-10', last: '2025-06-11', customers: '7', arms: [['control', '3'], ['treatment', '5']], channels: ['CALL', 'SMS'] },
    ])
    expect(await two.warehouse.query(campaignMetricsQuery(outcomes))).toEqual([
      { campaign: 'ELSE', metric: 'conversion', n: '1', amounts: 1 },
      { campaign: 'SPRING', metric: 'conversion', n: '4', amounts: 1 },
    ])
    expect(textOf(pastCampaignsQuery(touches, ZONE, 10).sql)).toMatch(/LIMIT/)
  })

  it.each([
    ['one', { 1: 'treated', 2: 'treated', 5: 'control' }],
    ['arm', { 1: 'treatment', 2: 'treatment', 5: 'control' }],
    ['channel', { 1: 'SMS', 2: 'CALL', 5: 'control' }],
    ['campaign', { 1: 'SPRING', 2: 'SPRING', 5: 'control' }],
  ] as const)('arms by %s; who was in two arms is left out', async (arms, expected) => {
    const rows = await two.warehouse.query(query<{ cust_no: number; arm: string }>(sql`SELECT cust_no, arm FROM (${membersQuery({ touches, campaign: 'SPRING', control: ['control'], arms })}) ORDER BY cust_no`))
    expect(rows.map(({ cust_no }) => cust_no)).toEqual([1, 2, 3, 4, 5, 6])
    expect(Object.fromEntries(rows.filter(({ cust_no }) => [1, 2, 5].includes(cust_no)).map(({ cust_no, arm }) => [cust_no, arm]))).toEqual(expected)
  })

  it('outcomes of the window, of the campaign or of any; rows of nothing do not count', async () => {
    const found = (more: object) => two.warehouse.query(query<{ cust_no: number; done: number; money: number }>(sql`SELECT * FROM (${outcomesQuery({ ...outcome, ...more })}) ORDER BY cust_no`))
    expect(await found({})).toEqual([{ cust_no: 1, done: 1, money: 300 }, { cust_no: 6, done: 0, money: 500 }])
    expect((await found({ attributed: false })).map(({ cust_no }) => cust_no)).toEqual([1, 5, 6])
    expect((await found({ to: '2025-08-20' })).map(({ cust_no }) => cust_no)).toEqual([1, 2, 6])
  })

  it('rows: arm, outcome and money of who is in the population; money of who did nothing is 0', async () => {
    const rows = await two.warehouse.query(query(sql`SELECT cust_id, arm, label, amount, f_n FROM u_rows ORDER BY cust_no`))
    expect(rows).toEqual([
      { cust_id: 'C1', arm: 'treated', label: 1, amount: 300, f_n: 1 },
      { cust_id: 'C2', arm: 'treated', label: 0, amount: 0, f_n: 2 },
      { cust_id: 'C3', arm: 'treated', label: 0, amount: 0, f_n: 3 },
      { cust_id: 'C5', arm: 'control', label: 0, amount: 0, f_n: 5 },
      { cust_id: 'C6', arm: 'control', label: 0, amount: 0, f_n: 6 },
    ])
    expect(textOf(insertUpliftRows(plan))).toMatch(/LIMIT/)
  })

  it('quadrants by effect; the worth goes on page by page, sleeping dogs from the one who loses most', async () => {
    const rows = await two.warehouse.query(query<{ cust_no: number; quadrant: string }>(sql`SELECT cust_no, quadrant FROM model_uplift ORDER BY cust_no`))
    expect(rows.map(({ cust_no, quadrant }) => [cust_no, quadrant])).toEqual([[1, 'persuadable'], [2, 'persuadable'], [3, 'lost_cause'], [5, 'sleeping_dog'], [6, 'sleeping_dog']])
    const page = async (more: object) => (await two.warehouse.query(upliftPageQuery({ runId: 5, visible: all, quadrant: null, after: null, limit: 9, ...more }))).map(({ cust_no }) => cust_no)
    expect(await page({ after: { worth: 20, custNo: 2 } })).toEqual([3, 5, 6])
    expect(await page({ quadrant: 'sleeping_dog' })).toEqual([6, 5])
    expect(await page({ quadrant: 'sleeping_dog', after: { worth: -20, custNo: 6 } })).toEqual([5])
    expect(await page({ visible: sql`startsWith(org_path, '/HO/B1/')` })).toEqual([1, 2, 3])
  })

  it('MDL-8: scored in the engine the first of the worthiest arms is chosen, with the money and the range of its own', async () => {
    const arm = (name: string, effect: Sql, money: Sql | null) => ({ arm: name, effect, response: sql`0.3`, money, replicates: [sql`${effect} - 0.01`, sql`${effect} + 0.01`] })
    const parts = { organic: sql`0.1`, without: sql`50.`, arms: [arm('sms', sql`f_n / 100`, sql`100.`), arm('call', sql`(4 - f_n) / 100`, sql`100.`)] }
    await two.warehouse.createTable({ name: 'u_here', columns: UPLIFT_NUMBERS, orderBy: ['cust_no'], spread: 'copied' })
    await inline(two.warehouse, insertUpliftHere('u_here', 'u_rows', parts))
    const rows = await two.warehouse.query(query<{ cust_no: number; arm: string; effect: number; gain: number; low: number }>(sql`SELECT cust_no, arm, effect, gain, effect - effect_low AS low FROM u_here ORDER BY cust_no`))
    for (const { cust_no, arm: chosen, effect, gain, low } of rows) {
      const [sms, call] = [cust_no / 100, (4 - cust_no) / 100]
      expect([chosen, effect]).toEqual(sms >= call ? ['sms', sms] : ['call', call])
      expect(gain).toBeCloseTo((0.1 + Math.max(sms, call)) * 100 - 5, 10)
      // Two groups: Student's t of one degree, half the squares.
      expect(low).toBeCloseTo(6.313751515 * Math.sqrt(0.5 * 2 * 0.01 ** 2), 6)
    }
    await inline(two.warehouse, sql`TRUNCATE TABLE u_here`)
    await inline(two.warehouse, insertUpliftHere('u_here', 'u_rows', { ...parts, without: null, arms: parts.arms.map((each) => ({ ...each, money: null, replicates: [] })) }))
    expect(await two.warehouse.query(query(sql`SELECT DISTINCT gain, effect_low, effects FROM u_here WHERE cust_no = 1`))).toEqual([{ gain: null, effect_low: null, effects: '[0.01,0.03]' }])
  })
})
