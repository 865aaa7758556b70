import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, raw, renderInline, sql, type Query } from '#kernel/sql'
import { identityTables } from '#identity'
import { ingestTables } from '#ingest'
import { segmentTables } from '#segments'
import { categoriesOfProductsQuery, heldCountsQuery, spaceCountQuery, spaceExportQuery, spacePageQuery, type HeldAsk, type SpaceRows } from '../../src/segments/sql/depth-queries.js'
import { attractivenessQuery, consentKnownQuery, mayBeContacted } from '../../src/segments/sql/attractiveness-queries.js'
import { insertNumbers } from '../../src/segments/sql/list-queries.js'
import '../kit/valid-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

const LOAD = 4
const runs = { product: [LOAD], account: [LOAD], position: [LOAD], loan: [LOAD], holding: [LOAD] }
const held: HeldAsk = { runs, categories: ['DEMAND', 'WEALTH', 'FUND'], asOf: '2025-12-31' }
const place = { runId: 7, visible: sql`startsWith(t.org_path, '/HO/B1/')` }
const space: SpaceRows = { snapshot: identifier('de_base'), visible: sql`startsWith(base.org_path, '/HO/')`, runId: 7, held, wanted: [{ key: '0:0', chance: 0.25 }, { key: '1:1', chance: 0.5 }, { key: '1:2', chance: 0.25 }] }
const page = { ...space, after: null, limit: 10 }

const people = sql`(SELECT *, toNullable(cust_no != 3) AS a_marketing_consent, CAST(NULL, 'Nullable(Bool)') AS a_do_not_contact FROM de_base) AS base`
const compared = { from: people, visible: sql`(base.cust_no < 6)`, runs: [30, 31], value: identifier('base', 't_a'), effect: sql`if(base.cust_no = 1, NULL, base.cust_no / 10)`, reachable: mayBeContacted }

const queries: Record<string, Query<unknown>> = {
  categoriesOfProductsQuery: categoriesOfProductsQuery([LOAD]),
  heldCountsQuery: heldCountsQuery(place, held),
  spacePageQuery: spacePageQuery(page),
  spaceCountQuery: spaceCountQuery(space),
  attractivenessQuery: attractivenessQuery(compared),
  consentKnownQuery: consentKnownQuery(people),
  spaceExportQuery: spaceExportQuery({ ...space, columns: ['t_a'], after: 0, limit: 10 }),
}

let two: TwoShards
beforeAll(async () => {
  two = await openTwoShards()
  for (const table of [...ingestTables, ...identityTables, ...segmentTables]) await two.warehouse.createTable(table)
  await two.warehouse.createTable({ name: 'de_base', columns: { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', org_path: 'String', rm: 'String', t_a: 'Nullable(Int64)' }, orderBy: ['cust_no'], spread: 'customer' })
  const write = (table: string, rows: readonly object[]) => two.warehouse.insert(table, 'JSONEachRow', Buffer.from(rows.map((row) => JSON.stringify({ run_id: LOAD, valid_from: '2025-12-31', ...row })).join('\n')))
  const of = (no: number, key: string, more: object) => ({ cust_no: no, cust_id: `C${no}`, shard_key: `C${no}`, row_key: key, ...more })
  await write('bank_product', [['P1', 'FUND'], ['P2', 'WEALTH'], ['P3', null], ['P4', 'DEMAND']].map(([id, category]) => ({ row_key: id, product_id: id, category })))
  // C1 holds it, C2's closed today, C3's is closed on a day nobody knows, C4's closes in January, C5's opens then; C6's opening is not known.
  await write('bank_account', [
    of(1, 'A1', { product_id: 'P4', open_date: '2020-01-01', status: 'ACTIVE' }), of(2, 'A2', { product_id: 'P4', open_date: '2020-01-01', close_date: '2025-12-31' }),
    of(3, 'A3', { product_id: 'P4', open_date: '2020-01-01', status: 'CLOSED' }), of(4, 'A4', { product_id: 'P4', open_date: '2020-01-01', close_date: '2026-01-05', status: 'CLOSED' }),
    of(5, 'A5', { product_id: 'P4', open_date: '2026-01-01' }), of(6, 'A6', { product_id: 'P4' }),
  ])
  // C1 and C6 hold a fund, C2's is redeemed, C4's wealth product matures today.
  await write('bank_position', [
    of(1, 'H1', { product_id: 'P1', open_date: '2025-01-01', status: 'HOLDING' }), of(2, 'H2', { product_id: 'P1', open_date: '2025-01-01', status: 'REDEEMED' }),
    of(4, 'H4', { product_id: 'P2', open_date: '2025-01-01', maturity_date: '2025-12-31', status: 'HOLDING' }), of(6, 'H6', { product_id: 'P1', open_date: '2025-01-01' }),
  ])
  // A product nobody knows is of no category.
  await write('bank_loan', [of(3, 'L3', { product_id: 'P9', start_date: '2025-01-01' }), of(2, 'L2', { product_id: 'P3', start_date: '2025-01-01' })])
  // Of balances C5's is above zero, C2's is not, C3's is of 31 days before.
  await write('bank_holding', [of(5, 'B5', { product_id: 'P2', as_of: '2025-12-31', mkt_value_minor: 100 }), of(2, 'B2', { product_id: 'P2', as_of: '2025-12-31', end_bal_minor: 0 }), of(3, 'B3', { product_id: 'P2', as_of: '2025-11-30', end_bal_minor: 100 })])
  for (const no of [1, 2, 3, 4, 5, 6]) {
    const org = no % 2 === 0 ? '/HO/B2/' : '/HO/B1/'
    await two.warehouse.command(raw(renderInline(sql`INSERT INTO de_base SELECT toUInt32(${no}) AS cust_no, ${`C${no}`} AS cust_id, ${`C${no}`} AS shard_key, ${org} AS org_path, '' AS rm, toInt64(${no * 10}) AS t_a`)))
    await two.warehouse.command(raw(renderInline(sql`INSERT INTO tier_members SELECT toUInt64(7) AS run_id, cust_no, shard_key, org_path, rm, toUInt8(${no <= 3 ? 0 : 1}) AS cell, toFloat64(cust_no) AS value, NULL AS second, NULL AS money, toUInt64(0) AS marks, toDate32('2025-12-31') AS since, 0 AS pending, toDate32('2025-12-31') AS pending_since FROM de_base WHERE cust_no = ${no}`)))
  }
  for (const [runId, numbers] of [[30, [1, 2, 3, 6]], [31, [6]]] as const) await two.warehouse.command(insertNumbers({ runId, segment: `s${runId}` }, [...numbers]))
  await two.mirror()
})
afterAll(() => two.close())

describe('queries of what is held', () => {
  it.each(Object.entries(queries))('%s is valid and gives the same on one node and on two shards', async (_name, asked) => {
    await expect(asked).toBeValidQuery(two.warehouse)
    const rows = await onBoth(two, asked)
    expect(rows.one.length).toBeGreaterThan(0)
    expect(rows.two).toEqual(rows.one)
  })

  it('SEG-31: sets of categories held on the date, by hand', async () => {
    expect(await two.warehouse.query(categoriesOfProductsQuery([LOAD]))).toEqual([{ code: 'DEMAND' }, { code: 'FUND' }, { code: 'WEALTH' }])
    // C1 and C6 hold a deposit and a fund (1 + 4), C4 the deposit, C5 a wealth product (2), C2 and C3 nothing that is known. B1 has the odd ones.
    expect(await two.warehouse.query(heldCountsQuery(place, held))).toEqual([
      { cell: 0, mask: '0', n: '2', own: '1' }, { cell: 0, mask: '5', n: '1', own: '1' },
      { cell: 1, mask: '1', n: '1', own: '0' }, { cell: 1, mask: '2', n: '1', own: '1' }, { cell: 1, mask: '5', n: '1', own: '0' },
    ])
    // Without the deposit, and of a bank without a product table.
    expect((await two.warehouse.query(heldCountsQuery(place, { ...held, categories: ['WEALTH', 'FUND'] }))).map(({ cell, mask, n }) => [cell, mask, n])).toEqual([[0, '0', '2'], [0, '2', '1'], [1, '0', '1'], [1, '1', '1'], [1, '2', '1']])
    expect((await two.warehouse.query(heldCountsQuery(place, { ...held, categories: [], runs: { product: [], account: [], position: [], loan: [], holding: [] } }))).map(({ cell, mask, n }) => [cell, mask, n])).toEqual([[0, '0', '3'], [1, '0', '3']])
  })

  it('SEG-32: pages by chance and customer, files by customer, nobody where nobody is wanted', async () => {
    const first = await two.warehouse.query(spacePageQuery({ ...page, limit: 2 }))
    expect(first.map(({ cust_id, cell, mask, chance }) => [cust_id, cell, mask, chance])).toEqual([['C4', 1, '1', 0.5], ['C2', 0, '0', 0.25]])
    const last = first.at(-1)
    expect((await two.warehouse.query(spacePageQuery({ ...page, after: { chance: last?.chance ?? 0, custNo: last?.cust_no ?? 0 } }))).map(({ cust_id }) => cust_id)).toEqual(['C3', 'C5'])
    expect(await two.warehouse.query(spaceCountQuery(space))).toEqual([{ n: '4' }])
    expect((await two.warehouse.query(spaceExportQuery({ ...space, columns: ['t_a'], after: 2, limit: 10 }))).map((row) => [row['cust_id'], row['t_a']])).toEqual([['C3', '30'], ['C4', '40'], ['C5', '50']])
    expect(await two.warehouse.query(spaceCountQuery({ ...space, visible: sql`startsWith(base.org_path, '/HO/B2/')` }))).toEqual([{ n: '2' }])
    expect(await two.warehouse.query(spaceCountQuery({ ...space, wanted: [] }))).toEqual([{ n: '0' }])
    expect(textOf(spaceCountQuery(space))).toContain('LEFT JOIN')
  })

  it('SEG-33: members, reach and means of several segments, by hand', async () => {
    // Of C1, C2, C3 and C6 the last is out of reach: values 10, 20, 30; effects 0.2 and 0.3; C3 does not consent. Nobody is left of the other.
    const [row] = await two.warehouse.query(attractivenessQuery(compared))
    expect(row).toMatchObject({ people: ['3', '0'], reachable: ['2', '0'], valued: ['3', '0'], value: [20, null], affected: ['2', '0'] })
    expect(row?.effect[0]).toBeCloseTo(0.25, 12)
    expect(await two.warehouse.query(consentKnownQuery(people))).toEqual([{ n: '6' }])
    expect(textOf(attractivenessQuery(compared))).toContain('avgOrNullIf(worth, `in_0` = 1)')
  })
})
