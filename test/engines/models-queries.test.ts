import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, raw, renderInline, sql, type Query, type Sql } from '#kernel/sql'
import type { Warehouse } from '#platform/warehouse'
import { rowsTable } from '../../src/models/actions/build-rows.js'
import { dropLabel, insertRows, outcomeQuery, splitSql } from '../../src/models/sql/insert-rows.js'
import { codeLevels, featureSql, keptLevels, levelsQuery, numbersQuery, oneOf, OTHER, partOf, rowCountQuery, someOf, splitCountsQuery } from '../../src/models/sql/rows-queries.js'
import { insertScores, scoredCountQuery, scoredCustomerQuery, scoredHere, scoredPageQuery, scoredThere, measureRows, scoreRows } from '../../src/models/sql/score-queries.js'
import { outcomeValuesQuery } from '../../src/models/sql/outcome-query.js'
import { settledQuery } from '../../src/models/sql/settled-query.js'
import { modelTables } from '#models'
import '../kit/valid-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

let two: TwoShards
const features = [{ column: 'f_n', kind: 'number' as const, key: 'n', value: sql`toFloat64(base.cust_no)` }, { column: 'f_c', kind: 'category' as const, key: 'c', value: sql`if(base.cust_no = 3, NULL, if(base.cust_no % 2 = 0, 'even', 'odd'))` }]

/** Eight customers: numbers 1 to 8, branch B1 up to 4. */
const people = sql`(SELECT toUInt32(number + 1) AS cust_no, concat('C', toString(number + 1)) AS cust_id, concat('C', toString(number + 1)) AS shard_key, if(number < 4, '/HO/B1/', '/HO/B2/') AS org_path, 'R1' AS rm, toDate32('1990-06-01') AS a_birth_date, 'F' AS a_gender FROM numbers(8))`

const learning = {
  label: dropLabel(sql`100`, { share: 0.8, floor: 50 }),
  outcome: outcomeQuery(sql`${people} AS base`, sql`if(base.cust_no <= 2, 20, 21)`),
  split: splitSql({ test: false, seed: 1, validation: 0.5, heldBack: 0 }),
  seed: 1,
  limit: 7,
}
const plan = { from: sql`${people} AS base`, population: sql`base.cust_no != 8`, asOf: '2025-09-30', features }

const queries: Record<string, Query<unknown>> = {
  levelsQuery: levelsQuery('m_rows', 'f_c'),
  numbersQuery: numbersQuery({ table: 'm_rows', columns: [{ column: 'f_n', levels: null }, { column: 'f_c', levels: ['odd'] }], where: sql`1` }),
  'numbersQuery of a part': numbersQuery({ table: 'm_rows', columns: [{ column: 'f_n', levels: null }], where: partOf('valid') }),
  'numbersQuery of some': numbersQuery({ table: 'm_rows', columns: [{ column: 'f_n', levels: null }], where: someOf(0.5) }),
  'numbersQuery of one': numbersQuery({ table: 'm_rows', columns: [{ column: 'f_n', levels: null }], where: oneOf(3) }),
  splitCountsQuery: splitCountsQuery('m_rows'),
  rowCountQuery: rowCountQuery('m_rows'),
  featureSql: query(sql`SELECT cust_no, ${featureSql({ name: 'c', kind: 'category', levels: ['odd'] }, 'f_c')} AS c, ${featureSql({ name: 'n', kind: 'number' }, 'f_n')} AS n FROM m_rows`),
  scoredHere: query(sql`SELECT * FROM ${scoredHere('m_rows', sql`f_n / 10`)}`),
  scoredThere: query(sql`SELECT * FROM ${scoredThere('m_rows', 'm_raw')}`),
  scoredPageQuery: scoredPageQuery({ runId: 5, visible: sql`(1 = 1)`, after: null, limit: 3 }),
  'scoredPageQuery, the next page': scoredPageQuery({ runId: 5, visible: sql`startsWith(org_path, '/HO/B1/')`, after: { score: 0.4, custNo: 4 }, limit: 3 }),
  scoredCountQuery: scoredCountQuery(5, sql`startsWith(org_path, '/HO/B1/')`),
  settledQuery: settledQuery('m_rows', 5),
  outcomeValuesQuery: outcomeValuesQuery(learning.outcome),
  scoreRows: query(sql`SELECT cust_no, value FROM (${scoreRows(5, 'score')})`),
  measureRows: query(sql`SELECT cust_no, value FROM (${measureRows(8, 'alive')})`),
  'scoreRows of uplift': query(sql`SELECT cust_no, value FROM (${scoreRows(6, 'effect')})`),
  'measureRows, its lower end': query(sql`SELECT cust_no, value FROM (${measureRows(8, 'alive', 'low')})`),
  'measureRows, its upper end': query(sql`SELECT cust_no, value FROM (${measureRows(8, 'alive', 'high')})`),
  'scoreRows, its gain': query(sql`SELECT cust_no, value FROM (${scoreRows(6, 'gain')})`),
  'scoreRows, its quadrant': query(sql`SELECT cust_no, value FROM (${scoreRows(6, 'quadrant')})`),
  'scoreRows, the tenth': query(sql`SELECT cust_no, value FROM (${scoreRows(5, 'decile')})`),
  scoredCustomerQuery: scoredCustomerQuery(5, sql`(1 = 1)`, sql`'C3'`),
}

const inline = (warehouse: Warehouse, statement: Sql) => warehouse.command(raw(renderInline(statement)))

beforeAll(async () => {
  two = await openTwoShards()
  const { warehouse } = two
  await warehouse.createTable(rowsTable('m_rows', { features }))
  for (const table of modelTables) await warehouse.createTable(table)
  await warehouse.createTable({ name: 'm_raw', columns: { cust_no: 'UInt32', score: 'Float64' }, orderBy: ['cust_no'], spread: 'copied' })
  await inline(warehouse, insertRows({ ...plan, table: 'm_rows', learning }))
  await inline(warehouse, sql`INSERT INTO m_raw SELECT cust_no, f_n / 10 FROM m_rows`)
  await inline(warehouse, insertScores({ runId: 5, model: 'm', version: 1, asOf: '2025-09-30', features: 'm_rows' }, scoredHere('m_rows', sql`f_n / 10`)))
  await warehouse.command(sql`INSERT INTO model_uplift (run_id, model, version, cust_no, cust_id, shard_key, org_path, rm, arm, effect, gain, organic, response, effects, quadrant, decile, as_of) SELECT 6, 'u', 1, 1, 'C1', 'C1', '/HO/B1/', 'R1', 'sms', 0.2, NULL, 0.1, 0.3, '[0.2]', 'persuadable', 1, toDate32('2025-09-30')`)
  await warehouse.command(sql`INSERT INTO analysis_value (run_id, analysis, measure, cust_no, cust_id, shard_key, org_path, rm, value, low, high, as_of) SELECT 8, 'ltv', if(number = 0, 'alive', 'value'), 1, 'C1', 'C1', '/HO/B1/', 'R1', number + 0.5, number + 0.25, NULL, toDate32('2025-09-30') FROM numbers(2)`)
  await two.mirror()
})
afterAll(() => two.close())

describe('queries of models', () => {
  it.each(Object.entries(queries))('%s is valid and gives the same on one node and on two shards', async (_name, asked) => {
    await expect(asked).toBeValidQuery(two.warehouse)
    const rows = await onBoth(two, asked)
    expect(rows.one.length).toBeGreaterThan(0)
    expect(rows.two).toEqual(rows.one)
  })

  it('rows: who dropped, from which group, in the right part', async () => {
    const rows = await two.warehouse.query(query(sql`SELECT cust_id, label, g_age, g_gender, g_region, f_c FROM m_rows ORDER BY cust_id LIMIT 3`))
    expect(rows).toEqual([
      { cust_id: 'C1', label: 1, g_age: '35-44', g_gender: 'F', g_region: 'B1', f_c: 'odd' },
      { cust_id: 'C2', label: 1, g_age: '35-44', g_gender: 'F', g_region: 'B1', f_c: 'even' },
      { cust_id: 'C3', label: 0, g_age: '35-44', g_gender: 'F', g_region: 'B1', f_c: null },
    ])
    const splits = await two.warehouse.query(splitCountsQuery('m_rows'))
    expect(splits.reduce((sum, { n }) => sum + Number(n), 0)).toBe(7)
  })

  it('a limit keeps the customers with the lowest hash, each time the same', () => {
    expect(textOf(insertRows({ ...plan, table: 'm_rows', learning }))).toMatch(/ORDER BY \(murmurHash3_32\(concat\(.*base\.cust_id\)\) \/ 4294967296\), base\.cust_id LIMIT/)
    expect(textOf(insertRows({ ...plan, table: 'm_rows' }))).not.toContain('LIMIT')
  })

  it('codes outside the known ones are one level, missing is none', async () => {
    const rows = await two.warehouse.query(query<{ n_f_c: number }>(queries['numbersQuery']!.sql))
    expect(rows.map((row) => row.n_f_c)).toEqual([0, 1, -1, 1, 0, 1, 0])
    expect(codeLevels(['odd'])).toEqual(['odd', OTHER])
    const many = Array.from({ length: 254 }, (_, at) => `L${at}`)
    expect(keptLevels(many)).toEqual([...many.slice(0, 253), OTHER])
    expect(keptLevels(['a', 'b'])).toEqual(['a', 'b'])
  })

  it('deciles fall from 1; pages go on after the last score', async () => {
    const rows = await two.warehouse.query(query<{ cust_no: number; decile: number }>(sql`SELECT cust_no, decile FROM model_score ORDER BY score DESC`))
    expect(rows.map(({ cust_no, decile }) => [cust_no, decile])).toEqual([[7, 1], [6, 2], [5, 3], [4, 5], [3, 6], [2, 8], [1, 9]])
    const next = await two.warehouse.query(query<{ cust_no: number }>(queries['scoredPageQuery, the next page']!.sql))
    expect(next.map(({ cust_no }) => cust_no)).toEqual([3, 2, 1])
  })

  it('TAG-8, MDL-14: a tag reads one run; labels meet the scores of the same customer', async () => {
    const values = async (name: string) => (await two.warehouse.query(query<{ cust_no: number; value: number | string }>(sql`SELECT * FROM (${queries[name]!.sql}) ORDER BY cust_no`))).map(({ cust_no, value }) => [cust_no, Number(value)])
    expect(await values('scoreRows')).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => [number, number / 10]))
    expect(await values('measureRows')).toEqual([[1, 0.5]])
    expect(await values('measureRows, its lower end')).toEqual([[1, 0.25]])
    expect(await values('measureRows, its upper end')).toEqual([[1, 0]])
    const uplift = async (name: string) => (await two.warehouse.query(query<{ value: unknown }>(queries[name]!.sql))).map(({ value }) => value)
    expect([await uplift('scoreRows of uplift'), await uplift('scoreRows, its gain'), await uplift('scoreRows, its quadrant')]).toEqual([[0.2], [null], ['persuadable']])
    expect(await values('scoreRows, the tenth')).toEqual([[1, 9], [2, 8], [3, 6], [4, 5], [5, 3], [6, 2], [7, 1]])
    const settled = await two.warehouse.query(query<{ label: number; score: number }>(sql`SELECT * FROM (${queries['settledQuery']!.sql}) ORDER BY score`))
    expect(settled.map(({ label, score }) => [label, score])).toEqual([[1, 0.1], [1, 0.2], [0, 0.3], [0, 0.4], [0, 0.5], [0, 0.6], [0, 0.7]])
  })

  it('MDL-10: who has no score is left out', () => {
    expect(textOf(insertScores({ runId: 5, model: 'm', version: 1, asOf: '2025-09-30', features: 'm_rows' }, scoredHere('m_rows', sql`f_n`)))).toMatch(/WHERE ifNull\(isFinite\(score\), 0\)$/)
  })

  it('MDL-28: outcomes of a date are numbers, NaN where there is none', async () => {
    const outcome = outcomeQuery(sql`${people} AS base`, sql`if(base.cust_no = 2, NULL, 20)`)
    const rows = await two.warehouse.query(query<{ n: string; none: string }>(sql`SELECT count() AS n, countIf(isNaN(value)) AS none FROM (${outcomeValuesQuery(outcome).sql})`))
    expect(rows).toEqual([{ n: '8', none: '1' }])
  })

  it('MDL-29: with labels that may be missing, only customers with an outcome become rows', async () => {
    await two.warehouse.createTable(rowsTable('m_known', { features }))
    const some = outcomeQuery(sql`${people} AS base`, sql`if(base.cust_no <= 4, NULL, base.cust_no)`)
    const outcome = sql`SELECT cust_no, value FROM (${some}) WHERE cust_no != 8`
    await inline(two.warehouse, insertRows({ ...plan, population: sql`1`, table: 'm_known', learning: { ...learning, outcome, label: sql`ifNull(outcome.value, 0)`, limit: 100, known: true } }))
    expect(await two.warehouse.query(query(sql`SELECT cust_no, label FROM m_known ORDER BY cust_no`))).toEqual([5, 6, 7].map((cust_no) => ({ cust_no, label: cust_no })))
  })
})
