import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, sql } from '#kernel/sql'
import { shapeQuery } from '../../src/ingest/sql/shape-query.js'
import { missingCountQuery } from '../../src/ingest/sql/missing-count-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

let two: TwoShards
beforeAll(async () => {
  two = await openTwoShards()
  await two.warehouse.createTable({ name: 'stage_shape', columns: { _line: 'UInt64', c0: 'String', c1: 'String', c2: 'String' }, orderBy: ['_line'], transient: true, spread: 'copied' })
  const rows = [
    [1, '5', '2026-02-28', 'M'],
    [2, '-7', '2026/02/28', 'F'],
    [3, ' 1.50 ', '28.02.2026', 'M'],
    [4, '1e3', '20260228', ''],
    [5, 'NULL', '2026-02-28 10:00:00', 'M'],
    [6, 'x', '2026-13-01', 'yes'],
  ]
  await two.warehouse.insert('stage_shape', 'JSONCompactEachRow', Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')))
  await two.mirror()
})
afterAll(() => two.close())

const place = sql`${identifier('stage_shape')} AS staged`
const asked = (every: number) => shapeQuery({ place, columns: [{ text: sql`c0`, isEnum: false }, { text: sql`c1`, isEnum: false }, { text: sql`c2`, isEnum: true }], every })

describe('shape of a staged file', () => {
  it('as text, each value bound', () => {
    expect(textOf(shapeQuery({ place, columns: [{ text: sql`c0`, isEnum: true }], every: 4 }))).toMatchInlineSnapshot(`"SELECT row.1 AS at, row.2 AS values, row.3 AS fits, row.4.1 AS names, row.4.2 AS counts FROM (SELECT arrayJoin([tuple(toUInt32({p0:Int64}), countIf(NOT has({p1:Array(String)}, trimBoth(c0))), [countIf(NOT has({p1:Array(String)}, trimBoth(c0)) AND match(trimBoth(c0), {p2:String})), countIf(NOT has({p1:Array(String)}, trimBoth(c0)) AND match(trimBoth(c0), {p3:String})), countIf(NOT has({p1:Array(String)}, trimBoth(c0)) AND match(trimBoth(c0), {p4:String})), countIf(NOT has({p1:Array(String)}, trimBoth(c0)) AND match(trimBoth(c0), {p5:String})), countIf(NOT has({p1:Array(String)}, trimBoth(c0)) AND match(trimBoth(c0), {p6:String}))], sumMapIf([trimBoth(c0)], [toUInt64(1)], NOT has({p1:Array(String)}, trimBoth(c0))))]) AS row FROM \`stage_shape\` AS staged WHERE _line % {p7:Int64} = 0)"`)
    expect(textOf(missingCountQuery(place, sql`c0`))).toMatchInlineSnapshot(`"SELECT countIf(has({p0:Array(String)}, trimBoth(c0))) AS n FROM \`stage_shape\` AS staged"`)
  })

  it('the engine accepts both', async () => {
    await expect(asked(1)).toBeValidQuery(two.warehouse)
    await expect(missingCountQuery(place, sql`c0`)).toBeValidQuery(two.warehouse)
  })

  it('counts values and what fits date, instant, int, decimal and bool, on one node and on two shards', async () => {
    const { one, two: shards } = await onBoth(two, asked(1))
    expect(one).toEqual([
      { at: 0, values: '5', fits: ['0', '0', '2', '4', '0'], names: [], counts: [] },
      { at: 1, values: '6', fits: ['4', '1', '1', '1', '0'], names: [], counts: [] },
      { at: 2, values: '5', fits: ['0', '0', '0', '0', '1'], names: ['F', 'M', 'yes'], counts: ['1', '3', '1'] },
    ])
    expect(shards).toEqual(one)
  })

  it('measures one row of so many', async () => {
    expect((await two.warehouse.query(asked(3))).map(({ values }) => values)).toEqual(['2', '2', '2'])
  })

  it('counts rows without a value, on one node and on two shards', async () => {
    const missing = await onBoth(two, missingCountQuery(place, sql`c0`))
    expect(missing).toEqual({ one: [{ n: '1' }], two: [{ n: '1' }] })
    expect((await onBoth(two, missingCountQuery(place, sql`c2`))).one).toEqual([{ n: '1' }])
  })
})
