import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql } from '#kernel/sql'
import { openSmallBank } from '../kit/small-bank/load.js'
import { smallBankQueries, type NamedQueries } from '../kit/small-bank/queries.js'
import { tempDir } from '../kit/temp-dir.js'
import { onBoth, openTwoShards, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

/** Builders as `smallBankQueries` names them. Stage tables and identity are whole on every node; what they join is not. */
const names = [
  'bankRows newest wins', 'bankRows by key', 'bankRows every row', 'columnReportQuery', 'stagedCountQuery', 'customerIdsQuery',
  'rejectsQuery', 'identifiersQuery', 'insertRowsStatement select', 'highestNumberQuery', 'assignNumbersStatement select',
  'customerBase and customersFrom', 'customersFrom with readings of the population', 'customersFrom with readings of the population on a snapshot', 'fillSnapshot select', 'categoriesQuery', 'categoriesQuery in place', 'categoriesQuery of a set',
  'profileQuery', 'profileQuery in place', 'setCoverageQuery', 'binsQuery', 'coverageQuery',
  'waterfallQuery', 'insertMembers select', 'waterfallQuery naming segments', 'insertMembers select naming segments',
  'waterfallQuery computed in place', 'segmentSizeQuery', 'memberPageQuery', 'memberCountQuery', 'lastNumberQuery', 'memberNumbersQuery', 'visibleNumbersQuery',
  'sampleQuery', 'numbersOfQuery', 'erasureCountsQuery', 'changedBetween', 'changedNumbersQuery', 'custIdsQuery', 'firstCustIdsQuery', 'segmentOrgsQuery', 'listedQuery', 'mateNumbersQuery', 'seenNumbersQuery',
  'armMomentsQuery', 'armMomentsQuery split', 'campaignUnits', 'contaminatedQuery', 'rowsUntil', 'rowsWithin',
]

describe('rule 4.1: every query over the small bank, by the engine and on two shards', () => {
  let two: TwoShards
  let queries: NamedQueries

  // One process holds one engine: the bank is loaded by an app, backed up, and restored under the two-shard cluster.
  beforeAll(async () => {
    const kept = tempDir('small-bank')
    const app = await openSmallBank()
    queries = await smallBankQueries(app)
    const folder = join(app.dir, 'backup', 'small-bank')
    await app.context.warehouse.backup(await app.context.warehouse.tables(), folder)
    cpSync(folder, join(kept.path, basename(folder)), { recursive: true })
    await app.close()
    two = await openTwoShards()
    cpSync(join(kept.path, basename(folder)), join(two.dir, 'backup', 'small-bank'), { recursive: true })
    kept.remove()
    await two.warehouse.restore(join(two.dir, 'backup', 'small-bank'))
    await two.mirror()
  })
  afterAll(() => two.close())

  it('names every query', () => {
    expect(Object.keys(queries).sort()).toEqual([...names].sort())
  })

  it('really splits the customers', async () => {
    const perShard = query<{ shard: number; n: string }>(sql`SELECT shardNum() AS shard, count() AS n FROM bank_txn GROUP BY shard ORDER BY shard`)
    const rows = await two.shards.query(perShard)
    expect(rows.map((row) => row.shard)).toEqual([1, 2])
    expect(rows.reduce((sum, row) => sum + Number(row.n), 0)).toBe(153)
  })

  it.each(names)('%s', async (name) => {
    const asked = queries[name]
    if (asked === undefined) throw new Error(`no query ${name}`)
    await expect(asked).toBeValidQuery(two.warehouse)
    const both = await onBoth(two, asked)
    expect(both.one.length).toBeGreaterThan(0)
    expect(both.two).toEqual(both.one)
  })
})
