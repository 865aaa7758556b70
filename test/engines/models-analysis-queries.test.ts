import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayNumber } from '#kernel/calendar'
import { identifier, query, raw, renderInline, sql, type Query, type Sql } from '#kernel/sql'
import type { Warehouse } from '#platform/warehouse'
import { modelTables } from '#models'
import { byPart, facesQuery, groupSizesQuery, type BenefitPlan } from '../../src/models/sql/analysis/benefit-queries.js'
import { codesQuery, customerMeasuresQuery, insertColumns, insertMeasures, measuredCountQuery, measuredPageQuery } from '../../src/models/sql/analysis/measure-queries.js'
import { anchorDays, cellsQuery, eventDays, gridTotalsQuery, hoursQuery, insertGrid, type GridPlan } from '../../src/models/sql/analysis/timing-queries.js'
import { insertWorth, profitOf, worthClassesQuery, worthCurveQuery, worthMonthsQuery, type WorthLine } from '../../src/models/sql/analysis/worth-queries.js'
import '../kit/valid-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

let two: TwoShards
const into = { runId: 7, analysis: 'x', asOf: '2025-01-31' }
const day = (date: string) => dayNumber(date)

/** Three customers watched over January 2025, and one who is not. C1 came back on the 10th and the 12th, C2 on the 20th. */
const events = sql`(SELECT toUInt32(c) AS cust_no, toString(n) AS row_key, toDateTime64(t, 3, 'UTC') AS ts FROM values('c UInt32, n UInt32, t String', (1, 1, '2025-01-10 21:00:00'), (1, 2, '2025-01-10 08:00:00'), (1, 3, '2025-01-12 09:00:00'), (2, 4, '2025-01-20 21:30:00'), (4, 5, '2025-01-05 10:00:00'), (4, 6, '2025-01-06 21:00:00')))`
const returns = { rows: events, where: sql`1`, found: sql`countIf(1)` }
const time = sql`ts`
const toDay = (moment: Sql) => sql`toDate32(${moment})`
/** Pay on the 10th (twice) and the 25th of C1; a maturity of C2 on 2025-01-18. */
const pays = { rows: sql`(SELECT toUInt32(1) AS cust_no, toString(d) AS row_key, toDate32(d) AS paid FROM (SELECT arrayJoin(['2024-10-10', '2024-11-10', '2024-12-25']) AS d))`, where: sql`1`, found: sql`max(paid)` }
const maturities = { rows: sql`(SELECT toUInt32(2) AS cust_no, 'p' AS row_key, toDate32('2025-01-18') AS matures)`, where: sql`1`, found: sql`max(matures)` }
const name = { zh: 'x' }
const document = { v: 1 as const, kind: 'value' as const, value: { kind: 'asOf' as const } }
const plan: GridPlan = {
  grid: 'an_grid',
  people: 'an_people',
  asOf: day('2025-01-31'),
  days: 31,
  quietDays: 3,
  events: eventDays(returns, time),
  clocks: [
    { clock: { key: 'pay', name, kind: 'monthday', from: -5, to: 5, of: document }, anchors: anchorDays(pays, toDay), column: null },
    { clock: { key: 'maturity', name, kind: 'date', from: -7, to: 7, of: document }, anchors: anchorDays(maturities, toDay), column: null },
    { clock: { key: 'opened', name, kind: 'anniversary', from: -2, to: 2, of: document }, anchors: null, column: 'f_own_3' },
    { clock: { key: 'year', name, kind: 'year' }, anchors: null, column: null },
    { clock: { key: 'hour', name, kind: 'hour' }, anchors: null, column: null },
  ],
  limit: 10,
}
const lines: readonly WorthLine[] = [{ key: 'gain', column: 'f_gain', sign: 1 }, { key: 'cost', column: 'f_cost', sign: -1 }]
/** B1 was issued twice without a face given and once used at a cost of 800; B2 has a face of 1800. */
const issues = sql`(SELECT toUInt32(c) AS cust_no, b AS benefit_id, toDateTime64('2025-01-10 04:00:00', 3, 'UTC') AS issued_ts, if(u = '', NULL, toNullable(toDateTime64(u, 3, 'UTC'))) AS used_ts, toNullable(toInt64(k)) AS cost_minor FROM values('c UInt32, b String, u String, k Int64', (1, 'B1', '2025-01-12 00:00:00', 800), (2, 'B1', '', 0), (3, 'B2', '2025-03-12 00:00:00', 1800)))`
const benefit: BenefitPlan = { issues, people: 'an_people', from: '2025-01-01', to: '2025-01-31', withinDays: 30, timeZone: 'Asia/Shanghai', faces: { B2: 1800 }, group: null }

const queries: Record<string, Query<unknown>> = {
  measuredPageQuery: measuredPageQuery({ runId: 7, measure: 'a', visible: sql`(1 = 1)`, after: null, limit: 3 }),
  'measuredPageQuery, the next page': measuredPageQuery({ runId: 7, measure: 'a', visible: sql`startsWith(org_path, '/HO/')`, after: { value: 30, custNo: 3 }, limit: 3 }),
  'measuredPageQuery, the smallest first': measuredPageQuery({ runId: 7, measure: 'a', visible: sql`(1 = 1)`, after: { value: 10, custNo: 1 }, limit: 3, order: 'smallest' }),
  measuredCountQuery: measuredCountQuery(7, 'a', sql`(1 = 1)`),
  customerMeasuresQuery: customerMeasuresQuery(7, sql`(1 = 1)`, sql`'C2'`),
  codesQuery: codesQuery('an_people', 'f_part', 5),
  cellsQuery: cellsQuery('an_grid', 'cell_4', []),
  'cellsQuery with known windows': cellsQuery('an_grid', 'cell_1', [{ column: 'cell_2', from: -1, to: 3 }, { column: 'cell_4', from: 24, to: 1 }]),
  gridTotalsQuery: gridTotalsQuery('an_grid'),
  hoursQuery: hoursQuery('an_grid', 'an_people', returns, time, day('2025-01-01')),
  facesQuery: facesQuery(benefit),
  'facesQuery by group': facesQuery({ ...benefit, group: 'f_part', faces: {} }),
  groupSizesQuery: groupSizesQuery('an_people', 'f_part'),
  byPart: query(sql`SELECT cust_no, ${byPart('f_part', ['u'], [5])} AS v FROM an_people ORDER BY cust_no`),
  worthMonthsQuery: worthMonthsQuery('an_months', lines),
  worthClassesQuery: worthClassesQuery('an_worth'),
  worthCurveQuery: worthCurveQuery('an_worth'),
}

const inline = (warehouse: Warehouse, statement: Sql) => warehouse.command(raw(renderInline(statement)))
const people = { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', org_path: 'LowCardinality(String)', rm: 'LowCardinality(String)' } as const
const customer = (no: number) => sql`toUInt32(${no}) AS cust_no, ${`C${no}`} AS cust_id, ${`C${no}`} AS shard_key, ${no < 3 ? '/HO/B1/' : '/HO/B2/'} AS org_path, 'R' AS rm`

async function fill(warehouse: Warehouse): Promise<void> {
  for (const table of modelTables) await warehouse.createTable(table)
  await warehouse.createTable({ name: 'an_people', columns: { ...people, f_quiet: 'Nullable(Float64)', f_own_3: 'Nullable(Float64)', f_part: 'Nullable(String)' }, orderBy: ['cust_no'], spread: 'customer' })
  const quiet = [40, 25, 40]
  for (const no of [1, 2, 3]) await inline(warehouse, sql`INSERT INTO an_people SELECT ${customer(no)}, ${quiet[no - 1]!} AS f_quiet, ${no === 3 ? sql`381` : sql`NULL`} AS f_own_3, ${no === 1 ? sql`NULL` : sql`'u'`} AS f_part`)
  await warehouse.createTable({ name: 'an_brought', columns: { cust_no: 'UInt32', measure: 'String', value: 'Float64', low: 'Nullable(Float64)', high: 'Nullable(Float64)' }, orderBy: ['cust_no'], spread: 'copied', transient: true })
  await inline(warehouse, sql`INSERT INTO an_brought SELECT toUInt32(number + 1), 'a', 10. * (number + 1), if(number = 0, NULL, 1.), NULL FROM numbers(3)`)
  await inline(warehouse, insertMeasures(into, 'an_people', 'an_brought'))
  await inline(warehouse, insertColumns(into, 'an_people', [{ measure: 'own', value: identifier('f_own_3') }]))
  const cells = Object.fromEntries([1, 2, 3, 4, 5].map((at) => [`cell_${at}`, 'Nullable(Int16)' as const]))
  await warehouse.createTable({ name: 'an_grid', columns: { cust_no: 'UInt32', shard_key: 'String', event: 'UInt8', hour: 'UInt8', ...cells }, orderBy: ['cust_no'], spread: 'customer' })
  await inline(warehouse, insertGrid(plan))
  await warehouse.createTable({ name: 'an_months', columns: { ...people, as_of: 'Date32', f_gain: 'Nullable(Float64)', f_cost: 'Nullable(Float64)' }, orderBy: ['cust_no'], spread: 'customer' })
  for (const no of [1, 2, 3]) {
    for (const [month, gain] of [['2024-12-31', 100], ['2025-01-31', 200]] as const) await inline(warehouse, sql`INSERT INTO an_months SELECT ${customer(no)}, toDate32(${month}) AS as_of, ${no === 3 ? sql`NULL` : sql`${gain * no}`} AS f_gain, 10 AS f_cost`)
  }
  await warehouse.createTable({ name: 'an_worth', columns: { ...people, profit: 'Float64', last_profit: 'Float64', s_f_gain: 'Float64', s_f_cost: 'Float64' }, orderBy: ['cust_no'], spread: 'customer' })
  await inline(warehouse, insertWorth('an_worth', 'an_months', lines))
}

beforeAll(async () => {
  two = await openTwoShards()
  await fill(two.warehouse)
  await two.mirror()
})
afterAll(() => two.close())

const rowsOf = <Row>(statement: Sql) => two.warehouse.query(query<Row>(statement))

describe('queries of analyses', () => {
  it.each(Object.entries(queries))('%s is valid and gives the same on one node and on two shards', async (_name, asked) => {
    await expect(asked).toBeValidQuery(two.warehouse)
    const rows = await onBoth(two, asked)
    expect(rows.one.length).toBeGreaterThan(0)
    expect(rows.two).toEqual(rows.one)
  })

  it('measures: the largest first, the next page after it, what is missing is not there', async () => {
    const page = await two.warehouse.query(measuredPageQuery({ runId: 7, measure: 'a', visible: sql`(1 = 1)`, after: { value: 30, custNo: 3 }, limit: 5 }))
    expect(page.map(({ cust_id, value, low }) => [cust_id, value, low])).toEqual([['C2', 20, 1], ['C1', 10, null]])
    const lowest = await two.warehouse.query(measuredPageQuery({ runId: 7, measure: 'a', visible: sql`(1 = 1)`, after: { value: 10, custNo: 1 }, limit: 5, order: 'smallest' }))
    expect(lowest.map(({ cust_id, value }) => [cust_id, value])).toEqual([['C2', 20], ['C3', 30]])
    expect((await two.warehouse.query(customerMeasuresQuery(7, sql`(1 = 1)`, sql`'C3'`))).map(({ measure, value }) => [measure, value])).toEqual([['a', 30], ['own', 381]])
    expect(await two.warehouse.query(measuredCountQuery(7, 'own', sql`(1 = 1)`))).toEqual([{ n: '1' }])
  })

  it('quiet days: after the silence, and again after a return', async () => {
    const days = await rowsOf<{ cust_no: number; days: string; events: string }>(sql`SELECT cust_no, count() AS days, sum(event) AS events FROM an_grid GROUP BY cust_no ORDER BY cust_no`)
    // C1: all of January but three days after the 10th, of which the 12th is one, and three after the 12th. C2: quiet since 01-06, from 01-10, less three days after the 20th.
    expect(days).toEqual([{ cust_no: 1, days: '26', events: '1' }, { cust_no: 2, days: '19', events: '1' }, { cust_no: 3, days: '31', events: '0' }])
    expect(await rowsOf(sql`SELECT cell_1, cell_2, cell_4, hour FROM an_grid WHERE event = 1 ORDER BY cust_no`)).toEqual([{ cell_1: 0, cell_2: null, cell_4: 1, hour: 8 }, { cell_1: null, cell_2: 2, cell_4: 2, hour: 21 }])
  })

  it('clocks: days about the usual pay-day, the maturity and the anniversary', async () => {
    expect(await rowsOf(sql`SELECT min(cell_1) AS a, max(cell_1) AS b, count(cell_1) AS n FROM an_grid WHERE cust_no = 1`)).toEqual([{ a: -5, b: 0, n: '6' }])
    expect(await rowsOf(sql`SELECT min(cell_2) AS a, max(cell_2) AS b FROM an_grid WHERE cust_no = 2`)).toEqual([{ a: -7, b: 7 }])
    // Opened 381 days before 2025-01-31: on 2024-01-16.
    expect(await rowsOf(sql`SELECT groupArray(cell_3) AS cells FROM (SELECT cell_3 FROM an_grid WHERE cust_no = 3 AND cell_3 IS NOT NULL ORDER BY cell_3)`)).toEqual([{ cells: [-2, -1, 0, 1, 2] }])
    const hours = await two.warehouse.query(hoursQuery('an_grid', 'an_people', returns, time, day('2025-01-01')))
    expect(hours.map(({ at, events: n, usual }) => [at, Number(n), Number(usual)])).toEqual([[8, 1, 0], [10, 0, 1], [21, 1, 1]])
  })

  it('known windows are told apart day by day', async () => {
    const rows = await two.warehouse.query(cellsQuery('an_grid', 'cell_4', [{ column: 'cell_2', from: -7, to: 2 }]))
    expect(rows.map(({ at, known, days, events: n }) => [at, known, Number(days), Number(n)])).toEqual([[1, '0', 25, 1], [1, '1', 4, 0], [2, '0', 41, 0], [2, '1', 6, 1]])
  })

  it('faces: given, or the largest cost booked; used too late is not used', async () => {
    expect((await two.warehouse.query(facesQuery(benefit))).map(({ face, issued, used }) => [Number(face), Number(issued), Number(used)])).toEqual([[800, 2, 1], [1800, 1, 0]])
    expect(await rowsOf(sql`SELECT cust_no, ${byPart('f_part', ['', 'u'], [1, 2])} AS v FROM an_people ORDER BY cust_no`)).toEqual([{ cust_no: 1, v: 1 }, { cust_no: 2, v: 2 }, { cust_no: 3, v: 2 }])
  })

  it('accounts: lines added and taken away, missing ones 0, sums over the months', async () => {
    expect(await rowsOf(sql`SELECT cust_id, profit, last_profit FROM an_worth ORDER BY cust_no`)).toEqual([{ cust_id: 'C1', profit: 280, last_profit: 190 }, { cust_id: 'C2', profit: 580, last_profit: 390 }, { cust_id: 'C3', profit: -20, last_profit: -10 }])
    expect((await two.warehouse.query(worthMonthsQuery('an_months', lines))).map(({ month, line, amount }) => [month, line, amount])).toEqual([
      ['2024-12-31', '', 270], ['2024-12-31', 'cost', -30], ['2024-12-31', 'gain', 300], ['2025-01-31', '', 570], ['2025-01-31', 'cost', -30], ['2025-01-31', 'gain', 600],
    ])
    expect((await two.warehouse.query(worthClassesQuery('an_worth'))).map((each) => [each.class, Number(each.customers), each.total, Number(each.losing)])).toEqual([['A', 2, 860, 0], ['C', 1, -20, 1]])
    // Three customers of 580, 280 and -20: each is a third of them, so their places end in the 34th, 67th and 100th hundredth.
    const curve = await two.warehouse.query(worthCurveQuery('an_worth'))
    expect(curve.map(({ hundredth, customers, total }) => [hundredth, Number(customers), total])).toEqual([[34, 1, 580], [67, 1, 280], [100, 1, -20]])
    expect(textOf(sql`SELECT ${profitOf(lines)}`)).toContain('f_gain')
  })
})
