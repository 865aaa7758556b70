import { cpSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, sql, type Query } from '#kernel/sql'
import { bankRuns } from '#ingest'
import { bankTableNames, type BankTableName } from '#ingest/contract'
import { latestSnapshot } from '#tags'
import { listsOfQuery } from '../../src/strategy/sql/lists-of-query.js'
import { inSegment, segmentsOfQuery } from '../../src/segments/sql/segments-of-query.js'
import { customerTagsQuery, hasTagValue } from '../../src/tags/sql/customer-tags-query.js'
import { lastActivityQuery, recentActivity } from '../../src/customers/sql/activity-query.js'
import { assetsQuery, monthsQuery, recentAssets } from '../../src/customers/sql/assets-query.js'
import { complaintsQuery, hasNumber } from '../../src/customers/sql/complaint-query.js'
import { placedCustomers } from '../../src/customers/sql/customer-rows.js'
import * as holdings from '../../src/customers/sql/holdings-queries.js'
import { lineageQuery, linksQuery } from '../../src/customers/sql/lineage-query.js'
import { PERSON_COLUMNS, personQuery } from '../../src/customers/sql/person-query.js'
import { enterpriseNamesQuery, paymentGroupsQuery } from '../../src/customers/sql/recurring-query.js'
import { SEARCH_COLUMNS, searchCountQuery, searchQuery } from '../../src/customers/sql/search-query.js'
import { timelineQuery } from '../../src/customers/sql/timeline-query.js'
import { timelineKinds } from '../../src/customers/domain/timeline-kind.js'
import { type TestApp } from '../kit/app.js'
import { AS_OF, openCustomerBank } from '../kit/customer-bank.js'
import { publish, run } from '../kit/strategy-bank.js'
import { tempDir } from '../kit/temp-dir.js'
import { onBoth, openTwoShards, type TwoShards } from '../kit/warehouse.js'
import '../kit/valid-query.js'

const END = '2025-12-31 16:00:00.000'
const FROM = '2025-09-22'
const attr = { kind: 'attr', table: 'customer', field: 'gender' }

/** Queries of the room over the bank, by name. */
async function queriesOf(app: TestApp): Promise<Record<string, Query<unknown>>> {
  const { context } = app
  const runs = new Map<BankTableName, number[]>(await Promise.all(bankTableNames.map(async (table) => [table, await bankRuns(context.runs, table, AS_OF)] as const)))
  const of = (table: BankTableName) => runs.get(table) ?? []
  const who = { custNos: [1], custIds: ['P1', 'P2'] }
  const orgs = await app.access.orgs()
  const visible = sql`startsWith(org_path, '/HO/B1/')`
  const place = { customers: placedCustomers(of('customer'), orgs, SEARCH_COLUMNS), where: [sql`1`] }
  const assets = { aumDaily: of('aum_daily'), aumMonth: of('aum_month') }
  const activity = { txn: of('txn'), appEvent: of('app_event') }
  const page = { descending: true, after: null, limit: 10 }
  const snapshot = (await latestSnapshot(context, AS_OF))!
  const segment = (await context.runs.latest('segment', 'men', AS_OF))!
  const timeline = { who, runs: of, kinds: timelineKinds, channels: [], timeZone: 'Asia/Shanghai', end: END, bigMinor: 5_000_000, after: null, limit: 50 }
  return {
    personQuery: personQuery(placedCustomers(of('customer'), orgs, PERSON_COLUMNS), of('customer'), 'P2', visible),
    searchQuery: searchQuery(place, { ...page, sort: { kind: 'opened' } }),
    'searchQuery by assets': searchQuery(place, { ...page, sort: { kind: 'joined', rows: recentAssets(assets, { days: '2025-12-28', months: FROM, asOf: AS_OF }) } }),
    'searchQuery by activity': searchQuery(place, { ...page, sort: { kind: 'joined', rows: recentActivity(activity, `${FROM} 16:00:00.000`, END) }, after: { key: 9_007_199_254_740_991, custId: 'P9' } }),
    'searchQuery of a tag': searchQuery({ ...place, where: [hasTagValue(snapshot.table, 't_sex', { isSet: false, value: 'M', refusing: [7] }), inSegment(segment.id)] }, { ...page, sort: { kind: 'custId' } }),
    searchCountQuery: searchCountQuery(place),
    assetsQuery: assetsQuery(assets, who, AS_OF),
    monthsQuery: monthsQuery(of('aum_month'), who, AS_OF, 36),
    lastActivityQuery: lastActivityQuery(activity, who, END),
    complaintsQuery: complaintsQuery(of('complaint'), hasNumber(['P1', 'P3', 'P5']), { end: END, closedAfter: '2025-10-02', timeZone: 'Asia/Shanghai' }),
    accountsQuery: holdings.accountsQuery(of('account'), who, AS_OF),
    balancesQuery: holdings.balancesQuery(of('txn'), who, END),
    positionsQuery: holdings.positionsQuery(of('position'), who, AS_OF),
    loansQuery: holdings.loansQuery(of('loan'), who, AS_OF),
    instalmentsQuery: holdings.instalmentsQuery(of('repayment'), who, AS_OF),
    productsQuery: holdings.productsQuery(of('product'), ['D1', 'W1']),
    productsHeldQuery: holdings.productsHeldQuery({ account: of('account'), position: of('position'), loan: of('loan') }, who, AS_OF),
    ratingQuery: holdings.ratingQuery(of('risk_rating'), who, AS_OF),
    lineageQuery: lineageQuery([...runs].filter(([table, ids]) => ids.length > 0 && table !== 'product').map(([table, ids]) => ({ table, runs: ids })), who),
    timelineQuery: timelineQuery(timeline)!,
    'timelineQuery later': timelineQuery({ ...timeline, after: { at: '2025-12-20 03:00:00.000', id: 'complaint' } })!,
    'timelineQuery by channel': timelineQuery({ ...timeline, channels: ['SMS', 'PHONE', 'POS'] })!,
    customerTagsQuery: customerTagsQuery(snapshot.table, ['t_sex'], 1, sql`1`),
    segmentsOfQuery: segmentsOfQuery([segment.id], 1),
    paymentGroupsQuery: paymentGroupsQuery(of('txn'), who, { from: '2022-12-01 16:00:00.000', end: END, timeZone: 'Asia/Shanghai', least: 1 }),
    'enterpriseNamesQuery of nobody': query(sql`SELECT count() AS n FROM (${enterpriseNamesQuery(of('enterprise'), ['EN1']).sql})`),
    'linksQuery of nobody': query(sql`SELECT count() AS n FROM (${linksQuery(of('identity'), who, AS_OF).sql})`),
    'listsOfQuery of nobody': query(sql`SELECT count() AS n FROM (${listsOfQuery([1], ['P1']).sql})`),
  }
}

const names = [
  'personQuery', 'searchQuery', 'searchQuery by assets', 'searchQuery by activity', 'searchQuery of a tag', 'searchCountQuery', 'assetsQuery', 'monthsQuery', 'lastActivityQuery',
  'complaintsQuery', 'accountsQuery', 'balancesQuery', 'positionsQuery', 'loansQuery', 'instalmentsQuery', 'productsQuery', 'productsHeldQuery', 'ratingQuery', 'lineageQuery', 'timelineQuery',
  'timelineQuery later', 'timelineQuery by channel', 'customerTagsQuery', 'segmentsOfQuery', 'paymentGroupsQuery', 'enterpriseNamesQuery of nobody', 'linksQuery of nobody', 'listsOfQuery of nobody',
]

describe('every query of a customer, by the engine and on two shards', () => {
  let two: TwoShards
  let queries: Record<string, Query<unknown>>

  beforeAll(async () => {
    const kept = tempDir('customer-bank')
    const app = await openCustomerBank()
    await publish(app, 'tag', 'sex', { facet: 'value', classification: 'C1', compute: { v: 1, kind: 'value', value: attr } })
    await run(app, 'tags.build', { asOf: AS_OF })
    await publish(app, 'segment', 'men', { rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: attr, op: '=', value: 'M' } } })
    await run(app, 'segment.snapshot', { key: 'men', asOf: AS_OF })
    queries = await queriesOf(app)
    const folder = join(app.dir, 'backup', 'customers')
    await app.context.warehouse.backup(await app.context.warehouse.tables(), folder)
    cpSync(folder, join(kept.path, basename(folder)), { recursive: true })
    await app.close()
    two = await openTwoShards()
    cpSync(join(kept.path, basename(folder)), join(two.dir, 'backup', 'customers'), { recursive: true })
    kept.remove()
    await two.warehouse.restore(join(two.dir, 'backup', 'customers'))
    await two.mirror()
  })
  afterAll(() => two.close())

  it('names every query, over customers on both shards', async () => {
    expect(Object.keys(queries).sort()).toEqual([...names].sort())
    const shards = await two.shards.query(query<{ shard: number }>(sql`SELECT shardNum() AS shard, count() AS n FROM bank_customer GROUP BY shard ORDER BY shard`))
    expect(shards).toHaveLength(2)
  })

  it.each(names)('%s', async (name) => {
    const asked = queries[name]!
    await expect(asked).toBeValidQuery(two.warehouse)
    const both = await onBoth(two, asked)
    expect(both.one.length).toBeGreaterThan(0)
    expect(both.two).toEqual(both.one)
  })
})
