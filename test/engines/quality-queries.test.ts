import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderSql, type Query } from '#kernel/sql'
import { bankRows, bankRuns, listAttributes } from '#ingest'
import type { BankTableName } from '#ingest/contract'
import { columnPlaces, type ColumnPlace } from '../../src/quality/domain/bank-column-place.js'
import type { Check } from '../../src/quality/domain/rule-body.js'
import { checkedRows, timeColumn, type RowsOf } from '../../src/quality/sql/checked-rows.js'
import { columnProfileQuery, topValuesQuery } from '../../src/quality/sql/column-profile-query.js'
import { rowTest, type ReferredRows, type RowCheck } from '../../src/quality/sql/row-test.js'
import { countedRepeats, countedTest, offendersQuery, repeatsQuery, tablePassQuery } from '../../src/quality/sql/table-pass-query.js'
import * as windows from '../../src/quality/sql/window-queries.js'
import { type TestApp } from '../kit/app.js'
import { asOf, openSmallBank } from '../kit/small-bank/load.js'
import { tempDir } from '../kit/temp-dir.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

const zone = { asOf, timeZone: 'Asia/Shanghai' }

/** What every query gives on the small bank, by hand from its README. */
const expected: Readonly<Record<string, readonly unknown[]>> = {
  // 153 rows less C01's last two and the 2 January of C21–30; C31 has no direction.
  'pass over txn': [{ rows: '141', checked: ['141', '140', '141', '141'], failed: ['1', '0', '0', '0'], filled: ['141', '140', '141'], spread: [] }],
  // Missing org: C39. Born after today: C10. X9 of C40 is no org. AUM below 0: C10.
  'pass over customer': [{ rows: '40', checked: ['40', '38', '39', '35', '40'], failed: ['1', '1', '1', '1', '0'], filled: ['40'], spread: expect.any(Array) }],
  // Accounts without a transaction: 41 less those of C01, C02, C04–06, C11–30, C31.
  'reference into customers': [{ rows: '41', checked: ['41'], failed: ['15'], filled: [], spread: [] }],
  'texts of txn': [{ rows: '141', checked: ['141', '140'], failed: ['0', '140'], filled: [], spread: [] }],
  'offenders by reference': [{ row: 'C40', value: 'X9' }],
  'repeated keys': [{ row: 'CURRENT', value: '40' }],
  // C01 1, C05 3, C21–30 10.
  'rows by day': [{ day: '2025-12-31', n: '14' }],
  // C01 and C05 both end at 23:59:59 in Shanghai.
  'newest instant': [{ newest: String(Date.parse('2025-12-31T15:59:59.999Z')) }],
  'newest date': [{ newest: null }],
  // 200, 400, 500, 51 × 1,000, 2,000, 3,000, 10 × 10,000.
  'edges of amounts': [{ n: '66', edges: expect.any(Array) }],
  'counts at edges': [{ n: '66', missing: '0', up_to: ['3', '54'] }],
  'counts of codes': [{ code: 'C', n: '63' }, { code: 'D', n: '2' }, { code: null, n: '1' }],
  'median of amounts': [{ n: '66', median: 1000 }],
  'median of one source column': [{ n: '34', median: expect.any(Number) }],
  // In 151,600, out 5,000, without direction 500 (fen).
  'signed sum': [{ n: '66', total: 147_100 }],
  'profile of a column': [{ rows: '40', filled: '40', distinct_values: '2', low: 'F', high: 'M' }],
  'frequent values': [{ value: 'F', n: '20' }, { value: 'M', n: '20' }],
}

let two: TwoShards
let queries: Readonly<Record<string, Query<unknown>>>

// One process holds one engine: the bank is loaded by an app, backed up, and restored under the two-shard cluster.
beforeAll(async () => {
  const kept = tempDir('quality-bank')
  const app = await openSmallBank()
  queries = await bankQueries(app)
  const folder = join(app.dir, 'backup', 'quality-bank')
  await app.context.warehouse.backup(await app.context.warehouse.tables(), folder)
  cpSync(folder, join(kept.path, basename(folder)), { recursive: true })
  await app.close()
  two = await openTwoShards()
  cpSync(join(kept.path, basename(folder)), join(two.dir, 'backup', 'quality-bank'), { recursive: true })
  kept.remove()
  await two.warehouse.restore(join(two.dir, 'backup', 'quality-bank'))
  await two.mirror()
})
afterAll(() => two.close())

async function bankQueries(app: TestApp): Promise<Record<string, Query<unknown>>> {
  const attributes = await listAttributes(app.context.ledger)
  const place = (table: BankTableName, name: string): ColumnPlace => columnPlaces(table, attributes).find((each) => each.name === name)!
  const runs = new Map<BankTableName, readonly number[]>()
  for (const table of ['txn', 'customer', 'account', 'org'] as const) runs.set(table, await bankRuns(app.context.runs, table, asOf))
  const of = (table: BankTableName, ...names: string[]): RowsOf => ({ table, runs: runs.get(table) ?? [], columns: names.map((name) => place(table, name)) })
  const test = (check: Check, table: BankTableName, name: string, to?: [BankTableName, string]) => {
    const referred: ReferredRows | undefined = to === undefined ? undefined : { table: to[0], place: place(...to), runs: runs.get(to[0]) ?? [] }
    return rowTest(check as RowCheck, [place(table, name)], zone, referred)
  }
  const counted = (...args: Parameters<typeof test>) => countedTest(test(...args))
  const filled = { kind: 'completeness', minShare: 1 } as const
  const found = { kind: 'referential', to: { table: 'org', column: 'org_id' }, minShare: 1 } as const
  const valid = { kind: 'validity', minShare: 1 } as const
  const month = { ...zone, days: 30 }
  const amount = place('txn', 'amount')
  return {
    'pass over txn': tablePassQuery(
      checkedRows(of('txn', 'txn_id', 'dir', 'amount', 'cust_id'), zone),
      [counted(filled, 'txn', 'dir'), counted({ ...valid, test: 'values', values: ['C', 'D'] }, 'txn', 'dir'), countedRepeats([place('txn', 'txn_id')]), counted(found, 'txn', 'cust_id', ['customer', 'cust_id'])],
      [place('txn', 'cust_id'), place('txn', 'dir'), amount], [],
    ),
    'pass over customer': tablePassQuery(
      checkedRows(of('customer', 'main_org_id', 'birth_date', 'aum', 'gender'), zone),
      [counted(filled, 'customer', 'main_org_id'), counted({ ...valid, test: 'date', from: '1900-01-01' }, 'customer', 'birth_date'), counted(found, 'customer', 'main_org_id', ['org', 'org_id']),
        counted({ kind: 'range', min: 0, minShare: 1 }, 'customer', 'aum'), countedRepeats([place('customer', 'cust_id')])],
      [place('customer', 'gender')], [place('customer', 'aum')],
    ),
    'reference into customers': tablePassQuery(checkedRows(of('account', 'acct_id'), zone), [counted(found, 'account', 'acct_id', ['txn', 'acct_id'])], [], []),
    'texts of txn': tablePassQuery(checkedRows(of('txn', 'txn_id', 'dir'), zone), [counted({ ...valid, test: 'pattern', pattern: '^T\\d{3}$' }, 'txn', 'txn_id'), counted({ ...valid, test: 'json' }, 'txn', 'dir')], [], []),
    'offenders by reference': offendersQuery(checkedRows(of('customer', 'main_org_id'), zone), test(found, 'customer', 'main_org_id', ['org', 'org_id']), 20),
    'repeated keys': repeatsQuery(checkedRows(of('account', 'type'), zone), [place('account', 'type')], 20),
    'rows by day': windows.rowsByDayQuery(checkedRows(of('txn'), { ...zone, days: 2 }), timeColumn('txn'), zone.timeZone),
    'newest instant': windows.newestRowQuery(checkedRows(of('txn'), zone), timeColumn('txn')),
    'newest date': windows.newestRowQuery(checkedRows({ table: 'aum_daily', runs: [], columns: [] }, zone), timeColumn('aum_daily')),
    'edges of amounts': windows.quantileEdgesQuery(checkedRows(of('txn', 'amount'), month), amount),
    'counts at edges': windows.edgeCountsQuery(checkedRows(of('txn', 'amount'), month), amount, [500, 1000]),
    'counts of codes': windows.codeCountsQuery(checkedRows(of('txn', 'dir'), month), place('txn', 'dir')),
    'median of amounts': windows.medianSizeQuery(checkedRows(of('txn', 'amount'), month), amount),
    'median of one source column': windows.medianSizeQuery(checkedRows(of('customer', 'aum'), zone), place('customer', 'aum')),
    'signed sum': windows.signedSumQuery(checkedRows(of('txn', 'amount', 'dir'), month), amount, [{ place: place('txn', 'dir'), value: 'D' }]),
    'profile of a column': columnProfileQuery(checkedRows(of('customer', 'gender'), zone), place('customer', 'gender')),
    'frequent values': topValuesQuery(checkedRows(of('customer', 'gender'), zone), place('customer', 'gender'), 10),
  }
}

describe('rule 4.1: every query of quality, by the engine, by value and on two shards', () => {
  it.each(Object.keys(expected))('%s', async (name) => {
    const asked = queries[name]!
    await expect(asked).toBeValidQuery(two.warehouse)
    const both = await onBoth(two, asked)
    expect(both.two).toEqual(both.one)
    expect(await two.warehouse.query(asked)).toEqual(expected[name])
  })

  it('has a value for every query', () => {
    expect(Object.keys(queries).sort()).toEqual(Object.keys(expected).sort())
  })
})

describe('text', () => {
  const [place] = columnPlaces('txn', []).filter(({ name }) => name === 'mcc')

  it('a value of a rule is bound, never text', () => {
    const rows = checkedRows({ table: 'txn', runs: [1], columns: [], where: [{ place: place!, value: "x') OR 1=1 --" }] }, { ...zone, days: 7 })
    const test = rowTest({ kind: 'validity', test: 'values', values: ["'; DROP TABLE bank_txn"], minShare: 1 }, [place!], zone)
    const asked = offendersQuery(rows, test, 20)
    const read = textOf(bankRows('txn', [1], ['mcc', 'ts']))
    expect(textOf(asked)).toBe(
      `SELECT row_key AS row, ifNull(toString(\`mcc\`), '') AS value FROM (SELECT * FROM ${read} WHERE (\`ts\` >= fromUnixTimestamp64Milli({p1:Int64}, 'UTC') AND \`ts\` < fromUnixTimestamp64Milli({p2:Int64}, 'UTC')) AND toString(\`mcc\`) = {p3:String}) WHERE isNotNull(\`mcc\`) AND ifNull(\`mcc\` NOT IN ({p4:String}), 0) ORDER BY row LIMIT {p5:Int64}`,
    )
    expect(Object.values(renderSql(asked.sql).params)).toContain("'; DROP TABLE bank_txn")
  })
})
