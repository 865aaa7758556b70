import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, raw, renderInline, sql, type Query, type Sql } from '#kernel/sql'
import { segmentTables } from '#segments'
import { cellSql, marksSql } from '../../src/segments/domain/tier-cell.js'
import { freshState, lastingState, settledState } from '../../src/segments/domain/tier-state.js'
import { insertTierMembers, insertTierRows, inTier, paretoCutsQuery, statesBefore, tierQuantilesQuery, tierRowColumns, tierSizeQuery } from '../../src/segments/sql/tier-queries.js'
import { alikeCutsQuery, alikeRowsQuery, alikeSizesQuery, insertAlikeScores, isMostAlike, isSuppressed } from '../../src/segments/sql/alike-queries.js'
import { previewCellsQuery } from '../../src/segments/sql/tier-preview.js'
import * as reading from '../../src/segments/sql/tier-reading.js'
import type { TieringPlan } from '#segments/contract'
import '../kit/valid-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

let two: TwoShards
/** C1 … C8: the last has no value. */
const VALUES = [0, 10, 10, 20, 40, 80, 840, null]
const always = { v: 1 as const, kind: 'rule' as const, rule: { kind: 'always' as const } }
const named = (code: string) => ({ code, name: { zh: code } })
const pyramid: TieringPlan = { kind: 'pyramid', measure: { v: 1, kind: 'value', value: { kind: 'literal', type: 'int', value: 1 } }, tiers: [{ ...named('L'), from: null }, { ...named('M'), from: 20 }, { ...named('H'), from: 100 }], near: { share: 0.2 } }
const life: Extract<TieringPlan, { kind: 'lifecycle' }> = { kind: 'lifecycle', states: [{ ...named('ON'), when: always }], otherwise: named('OFF'), hysteresis: 7 }
const place = { runId: 7, visible: sql`(1 = 1)` }
const page = { snapshot: identifier('ti_base'), visible: sql`(1 = 1)`, runId: 7, wanted: reading.wantedRows({ cell: 1, from: null, came: null }) }

const queries: Record<string, Query<unknown>> = {
  tierQuantilesQuery: tierQuantilesQuery('ti_rows', 0, [0.5, 0.8], true),
  paretoCutsQuery: paretoCutsQuery('ti_rows', [0.8, 0.95]),
  tierSizeQuery: tierSizeQuery(7),
  inTier: query(sql`SELECT cust_id FROM ti_base AS base WHERE ${inTier({ runId: 8, cell: 1 }, { runId: 7, cell: 0 })} ORDER BY cust_id`),
  alikeRowsQuery: alikeRowsQuery('ti_alike', [0], { isSeed: true, limit: 2, seed: 1 }),
  alikeCutsQuery: alikeCutsQuery('ti_alike', [0.25, 0.5]),
  alikeSizesQuery: alikeSizesQuery('ti_alike', [15, 10]),
  isMostAlike: query(sql`SELECT cust_id FROM ti_base AS base WHERE ${isMostAlike({ runId: 8, ranked: [0, 1], most: 2 })} ORDER BY cust_id`),
  isSuppressed: query(sql`SELECT cust_id FROM ti_base AS base WHERE ${isSuppressed(sql`(SELECT cust_no, a > 100 AS a_do_not_contact, toNullable(a != 0) AS a_marketing_consent FROM ti_base) AS base`)} ORDER BY cust_id`),
  previewCellsQuery: previewCellsQuery('ti_rows', cellSql(pyramid, []), sql`startsWith(base.org_path, '/HO/')`),
  insertAlikeScores: query(sql`SELECT cust_no, v0, b0 FROM ti_scores ORDER BY cust_no`),
  tierCellsQuery: reading.tierCellsQuery(place, '2025-12-31'),
  tierMarksQuery: reading.tierMarksQuery({ ...place, runId: 9 }, 1),
  tierNearQuery: reading.tierNearQuery(place, [{ cell: 0, from: 10, floor: 20 }]),
  tierGridQuery: reading.tierGridQuery(place),
  tierOrgsQuery: reading.tierOrgsQuery(place, 2),
  orgGiniQuery: reading.orgGiniQuery(place, 2),
  runGiniQuery: reading.runGiniQuery([7, 8], sql`(1 = 1)`),
  lorenzQuery: reading.lorenzQuery(place, 4),
  tierTrendQuery: reading.tierTrendQuery([7, 8], sql`(1 = 1)`),
  tierMovesQuery: reading.tierMovesQuery(7, 8, sql`startsWith(org_path, '/HO/')`),
  tierPageQuery: reading.tierPageQuery({ ...page, after: { rank: 80, custNo: 6 }, limit: 5 }),
  tierMemberCountQuery: reading.tierMemberCountQuery(page),
}

beforeAll(async () => {
  two = await openTwoShards()
  const run = (statement: Sql) => two.warehouse.command(raw(renderInline(statement)))
  for (const table of segmentTables) await two.warehouse.createTable(table)
  await two.warehouse.createTable({ name: 'ti_base', columns: { cust_no: 'UInt32', cust_id: 'String', shard_key: 'String', org_path: 'String', rm: 'String', a: 'Nullable(Float64)' }, orderBy: ['cust_no'], spread: 'customer' })
  await two.warehouse.createTable({ name: 'ti_rows', columns: tierRowColumns(1, 1), orderBy: ['cust_no'], spread: 'customer' })
  for (const [at, value] of VALUES.entries()) {
    await run(sql`INSERT INTO ti_base SELECT toUInt32(${at + 1}) AS cust_no, ${`C${at + 1}`} AS cust_id, ${`C${at + 1}`} AS shard_key, ${at % 2 === 0 ? '/HO/B1/S1/' : '/HO/B2/'} AS org_path, '' AS rm, ${value === null ? sql`NULL` : sql`${value}`} AS a`)
  }
  for (const name of ['ti_alike', 'ti_scores']) await two.warehouse.createTable({ name, columns: tierRowColumns(1, 2), orderBy: ['cust_no'], spread: 'customer' })
  await run(insertTierRows('ti_alike', sql`ti_base AS base`, sql`1`, { values: [sql`base.a`], rules: [sql`base.a >= 40`, sql`base.cust_no = 1`], money: null }))
  await run(insertAlikeScores('ti_scores', 'ti_alike', sql`v0 / 1000`))
  await run(insertTierRows('ti_rows', sql`ti_base AS base`, sql`1`, { values: [sql`base.a`], rules: [sql`base.a >= 40`], money: sql`base.a` }))
  const into = { table: 'ti_rows', value: 0, second: null, marks: marksSql(life, 1, new Map()) }
  const cell = cellSql(pyramid, [])
  await run(insertTierMembers({ ...into, runId: 7, previous: null, state: freshState(cell, '2025-12-01') }))
  await run(insertTierMembers({ ...into, runId: 8, previous: 7, state: lastingState(sql`if(r.cust_no = 2, 1, ${cell})`, statesBefore('2025-12-01'), '2025-12-31') }))
  await run(insertTierMembers({ ...into, runId: 9, previous: null, state: freshState(cellSql(life, []), '2025-12-01') }))
  await run(insertTierMembers({ ...into, runId: 10, previous: 9, state: settledState({ ...life, states: [{ ...named('ON'), when: always, from: ['OFF'], most: 2 }] }, statesBefore('2025-12-01'), '2025-12-04') }))
  await two.mirror()
})
afterAll(() => two.close())

describe('queries of tierings', () => {
  it.each(Object.entries(queries))('%s is valid and gives the same on one node and on two shards', async (_name, asked) => {
    await expect(asked).toBeValidQuery(two.warehouse)
    const rows = await onBoth(two, asked)
    expect(rows.one.length).toBeGreaterThan(0)
    expect(rows.two).toEqual(rows.one)
  })

  it('SEG-9: cells, near, pages by hand', async () => {
    const cells = await two.warehouse.query(reading.tierCellsQuery(place, '2025-12-31'))
    expect(cells.map(({ cell, n, money, dwell }) => [cell, n, money, dwell])).toEqual([[0, '4', 20, 30], [1, '3', 140, 30], [2, '1', 840, 30]])
    expect(await two.warehouse.query(queries['tierNearQuery'] as Query<unknown>)).toEqual([{ near: ['2'], lacking: [20] }])
    expect((await two.warehouse.query(queries['tierPageQuery'] as Query<reading.TierMemberRow>)).map(({ cust_id }) => cust_id)).toEqual(['C5', 'C4'])
  })

  it('SEG-23: scores of the others are cut from the highest, by hand', async () => {
    // Others than 40, 80 and 840, and than 0, who is excluded: 10, 10, 20 and one without a value; a quarter of the three from 15 up, half from 10.
    expect(await two.warehouse.query(alikeCutsQuery('ti_alike', [0.25, 0.5]))).toEqual([{ cuts: [15, 10], seeds: '3', others: '4', out: '1' }])
    expect(await two.warehouse.query(alikeSizesQuery('ti_alike', [15, 10]))).toEqual([{ sizes: ['1', '3'] }])
    // Of cells 0 and 1 of the run the two highest are 80 and 40; who has 840 refuses contact, who has 0 marketing.
    expect(await two.warehouse.query(queries['isMostAlike'] as Query<unknown>)).toEqual([{ cust_id: 'C5' }, { cust_id: 'C6' }])
    expect(await two.warehouse.query(queries['isSuppressed'] as Query<unknown>)).toEqual([{ cust_id: 'C1' }, { cust_id: 'C7' }])
    expect(textOf(isMostAlike({ runId: 8, ranked: [0, 1], most: 2 }))).toContain('LIMIT')
    expect((await two.warehouse.query(alikeRowsQuery('ti_alike', [0], { isSeed: true, limit: 9, seed: 1 }))).map(({ values }) => values[0]).sort()).toEqual([40, 80, 840])
  })

  it('SEG-9: a preview counts cells as a run does', async () => {
    expect(await two.warehouse.query(previewCellsQuery('ti_rows', cellSql(pyramid, []), sql`(1 = 1)`))).toEqual([{ cell: 0, n: '4', money: 20 }, { cell: 1, n: '3', money: 140 }, { cell: 2, n: '1', money: 840 }])
    expect(textOf(previewCellsQuery('ti_rows', cellSql(pyramid, []), sql`(1 = 1)`))).toContain('GROUP BY')
  })

  it('SEG-11: cuts, Gini and the curve by hand', async () => {
    // 1,000 in all: 840 reaches 80 %, 920 is below 95 %, and so are 40 more.
    expect(await two.warehouse.query(paretoCutsQuery('ti_rows', [0.8, 0.95]))).toEqual([{ cuts: [840, 40] }])
    // 0, 0, 10, 10, 20, 40, 80, 840 in order: Σ i·x = 30 + 40 + 100 + 240 + 560 + 6720 = 7690.
    const [gini] = await two.warehouse.query(reading.runGiniQuery([7], sql`(1 = 1)`))
    expect(gini?.gini).toBeCloseTo((2 * 7690) / (8 * 1000) - 9 / 8, 12)
    const curve = await two.warehouse.query(reading.lorenzQuery(place, 4))
    expect(curve.at(-1)).toEqual({ customers: 1, measure: 1 })
    expect(curve.find(({ customers }) => customers === 0.875)?.measure).toBeCloseTo(0.16, 12)
  })

  it('SEG-10: moves and days go on', async () => {
    expect((await two.warehouse.query(reading.tierMovesQuery(7, 8, sql`(1 = 1)`))).map(({ came, went, n }) => [came, went, n])).toEqual([[1, 1, '3'], [1, 2, '1'], [2, 2, '3'], [3, 3, '1']])
    expect(await two.warehouse.query(queries['inTier'] as Query<unknown>)).toEqual([{ cust_id: 'C2' }])
    const since = await two.warehouse.query(query<{ cust_no: number; since: string }>(sql`SELECT cust_no, toString(since) AS since FROM tier_members WHERE run_id = 8 AND cust_no <= 2 ORDER BY cust_no`))
    expect(since.map((row) => row.since)).toEqual(['2025-12-01', '2025-12-31'])
  })

  it('SEG-13: a state that lasts three days of seven is not believed yet', async () => {
    // C5–7 are on since the start, and may be for two days. On the third they would be off, and stay on until that has lasted.
    const rows = await two.warehouse.query(query<{ cell: number; pending: number; n: string }>(sql`SELECT cell, pending, count() AS n FROM tier_members WHERE run_id = 10 GROUP BY cell, pending ORDER BY cell, pending`))
    expect(rows).toEqual([{ cell: 0, pending: 1, n: '3' }, { cell: 1, pending: 1, n: '5' }])
  })

  it('binds every value', () => {
    expect(textOf(tierSizeQuery(7))).toMatchInlineSnapshot(`"SELECT count() AS n FROM tier_members WHERE run_id = {p0:UInt64}"`)
    expect(textOf(reading.tierTrendQuery([7], sql`(1 = 1)`))).toMatchInlineSnapshot(`"SELECT run_id, cell, count() AS n, sum(money) AS money FROM tier_members WHERE has({p0:Array(UInt64)}, run_id) AND (1 = 1) GROUP BY run_id, cell ORDER BY run_id, cell"`)
  })
})
