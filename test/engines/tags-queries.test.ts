import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import { customersFrom, latestSnapshot, loadRuleGround } from '#tags'
import { distributionOf, visibleTo } from '../../src/tags/actions/distribution.js'
import { coverageByTag } from '../../src/tags/actions/list-tags.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
})
afterAll(() => app.close())

async function tableOf(date = asOf) {
  const snapshot = await latestSnapshot(app.context, date)
  if (snapshot === null) throw new Error('no snapshot')
  return snapshot
}

const TAGS = ['t_age', 't_age_band', 't_aum_tier', 't_txn_30d', 't_inflow_30d', 't_txn_last_month', 't_last_amount', 't_kinds', 't_silver']

async function tagsOf(custId: string): Promise<unknown[]> {
  const { table } = await tableOf()
  const columns = sql`[${TAGS.map((name) => sql`toString(${identifier(name)})`).reduce((all, one) => sql`${all}, ${one}`)}]`
  const rows = await app.context.warehouse.query(query<{ v: unknown[] }>(sql`SELECT ${columns} AS v FROM ${identifier(table)} WHERE cust_id = ${custId}`))
  return rows[0]?.v ?? []
}

async function columnOf(column: string): Promise<Record<string, unknown>> {
  const { table } = await tableOf()
  const rows = await app.context.warehouse.query(query<{ id: string; v: unknown }>(sql`SELECT cust_id AS id, ${identifier(column)} AS v FROM ${identifier(table)}`))
  return Object.fromEntries(rows.map((row) => [row.id, row.v]))
}

/** A tag's value computed on the snapshot, whether it is in it or not. */
async function valueInPlace(key: string): Promise<Record<string, unknown>> {
  const ground = await loadRuleGround(app.context, { asOf })
  const value = ground.schema.tag(key)?.expression ?? sql`NULL`
  const from = customersFrom(identifier((await tableOf()).table), ground.passes.passes(), ground.facts)
  const rows = await app.context.warehouse.query(query<{ id: string; v: unknown }>(sql`SELECT base.cust_id AS id, ${value} AS v FROM ${from}`))
  return Object.fromEntries(rows.map((row) => [row.id, row.v]))
}

const value = (of: unknown) => ({ facet: 'value', classification: 'C1', compute: { v: 1, kind: 'value', value: of } })
const edit = async (key: string, body: unknown) => {
  const head = await app.context.definitions.get('tag', key)
  const saved = await app.context.definitions.save('tag', key, { revision: head.revision, name: head.name, body }, headOffice)
  await app.context.definitions.publish('tag', key, { revision: saved.revision }, headOffice)
}
const define = async (key: string, body: unknown) => {
  await app.context.definitions.create('tag', { key, name: { zh: key, en: key }, body }, headOffice)
  await app.context.definitions.publish('tag', key, { revision: 1 }, headOffice)
}

describe('tag snapshot by value', () => {
  it.each([
    ['C01', ['18', 'young', 'T1', '2', '600', '0', '400', '1', 'false']],
    ['C02', ['17', 'child', 'T1', '0', '0', '0', '700', '1', 'false']],
    ['C03', ['35', 'middle', 'T1', '0', '0', '0', null, '0', 'false']],
    ['C04', ['34', 'young', 'T2', '0', '0', '0', '100', '1', 'false']],
    ['C05', ['60', 'silver', 'T2', '3', '1000', '0', '1000', '2', 'true']],
    ['C06', ['59', 'middle', 'T2', '0', '0', '1', '200', '1', 'false']],
    ['C07', [null, null, 'T3', '0', '0', '0', null, '0', 'false']],
    ['C08', [null, null, null, '0', '0', '0', null, '0', 'false']],
    ['C09', ['65', 'silver', 'T3', '0', '0', '0', null, '0', 'true']],
    ['C10', [null, null, 'T1', '0', '0', '0', null, '0', 'false']],
    ['C11', ['40', 'middle', 'T1', '5', '5000', '5', '1000', '2', 'false']],
    ['C21', ['30', 'young', 'T2', '1', '10000', '0', '10000', '2', 'false']],
    ['C31', ['70', 'silver', 'T3', '1', '0', '0', '500', '1', 'true']],
    ['C37', ['10', 'child', null, '0', '0', '0', null, '0', 'false']],
  ])('TAG-1: %s as of the date, no later row, Shanghai days', async (custId, expected) => {
    expect(await tagsOf(custId)).toEqual(expected)
  })

  it('totals are those of the README', async () => {
    const { table, customers } = await tableOf()
    expect(customers).toBe(40)
    const rows = await app.context.warehouse.query(
      query(sql`SELECT sum(t_txn_30d) AS txns, sum(t_inflow_30d) AS inflow, sum(a_aum) AS aum, count(a_aum) AS withAum, round(sum(a_score), 6) AS score, countIf(t_silver) AS silver FROM ${identifier(table)}`),
    )
    expect(rows).toEqual([{ txns: '66', inflow: '151600', aum: '404999999', withAum: '35', score: 5.5, silver: '8' }])
  })

  it('org paths come from the loaded tree; unknown and missing orgs are placed nowhere', async () => {
    const paths = await columnOf('org_path')
    expect([paths['C01'], paths['C17'], paths['C25'], paths['C33'], paths['C39'], paths['C40']]).toEqual(['/HO/B1/B1-1/', '/HO/B1/B1-2/', '/HO/B2/B2-1/', '/HO/B3/B3-1/', '/-/', '/-/'])
  })

  it('ING-9: of two customer sources the newest value that is not missing wins', async () => {
    const city = await columnOf('a_city_code')
    expect([city['C01'], city['C02'], city['C03']]).toEqual(['SZ', 'BJ', 'SH'])
  })
})

describe('spread', () => {
  const place = async (column: string, actor = headOffice) => ({ from: sql`${identifier((await tableOf()).table)} AS base`, where: visibleTo(actor), value: identifier('base', column) })
  const counts = async (column: string, actor = headOffice) => {
    const found = await distributionOf(app.context, await place(column, actor), { type: 'enum' }, actor)
    return { customers: found.customers, covered: found.covered, ...Object.fromEntries(found.categories.map((each) => [each.code, each.count])) }
  }

  it('a missing value is not a category', async () => {
    expect(await counts('t_age_band')).toEqual({ customers: 40, covered: 37, young: 12, middle: 12, silver: 8, child: 5 })
    expect(await counts('t_aum_tier')).toEqual({ customers: 40, covered: 35, T1: 14, T2: 13, T3: 8 })
  })

  it('TAG-6: counts are over the customers the asker may see; small cells are left out', async () => {
    expect(await counts('t_aum_tier', branchB1)).toEqual({ customers: 24, covered: 23, T1: 14, T2: 7, T3: 2 })
    const careful = { ...branchB1, scope: { ...branchB1.scope, minCell: 10 } }
    expect(await counts('t_aum_tier', careful)).toEqual({ customers: 24, covered: 23, T1: 14 })
    const book = { ...branchB1, scope: { ...branchB1.scope, ownBookOf: 'E1' } }
    expect(await counts('t_age_band', book)).toEqual({ customers: 5, covered: 5, child: 1, middle: 1, silver: 1, young: 2 })
    const nobody = { ...branchB1, scope: { ...branchB1.scope, orgPaths: [] } }
    expect(await counts('t_aum_tier', nobody)).toEqual({ customers: 0, covered: 0 })
  })

  it('numbers: mean, quantiles and ten bins that hold everybody with a value', async () => {
    const found = await distributionOf(app.context, await place('t_age'), { type: 'int' }, headOffice)
    // 17+18+35+34+60+59+65 + 10·40 + 10·30 + 6·70 + 4·10 = 1448 over 37
    expect(found.quantiles?.mean).toBeCloseTo(1448 / 37, 9)
    expect(found.covered).toBe(37)
    expect(found.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(37)
  })

  it('coverage of each tag is a share of the visible customers', async () => {
    const coverage = await coverageByTag(app.context, await tableOf(), headOffice)
    expect([coverage.get('age'), coverage.get('aum-tier'), coverage.get('txn-30d'), coverage.get('last-amount')]).toEqual([37 / 40, 35 / 40, 1, 26 / 40])
  })
})

describe('TAG-4: newer than the snapshot', () => {
  it('a new tag computed in place equals the rebuilt one', async () => {
    const agg = { kind: 'agg', table: 'txn', fn: 'max', field: 'amount', window: { kind: 'last', n: 1, unit: 'm' } }
    await define('biggest', value(agg))
    await define('rich-silver', { facet: 'value', classification: 'C1', compute: { v: 1, kind: 'rule', rule: { kind: 'all', all: [{ kind: 'compare', left: { kind: 'tag', tag: 'silver' }, op: 'is', value: true }, { kind: 'compare', left: { kind: 'tag', tag: 'biggest' }, op: '>=', value: 500 }] } } })
    const before = { biggest: await valueInPlace('biggest'), rich: await valueInPlace('rich-silver') }
    expect([before.biggest['C01'], before.biggest['C05'], before.biggest['C21'], before.biggest['C03']]).toEqual(['400', '3000', '10000', null])
    expect(Object.entries(before.rich).filter(([, is]) => is === true).map(([id]) => id).sort()).toEqual(['C05', 'C31'])
    await runJob(app, 'tags.build', { asOf })
    expect(await columnOf('t_biggest')).toEqual(before.biggest)
    expect(await columnOf('t_rich_silver')).toEqual(before.rich)
  })

  it('a tag made of a tag that changed is computed in place too', async () => {
    await edit('age', value({ kind: 'arith', op: '+', left: { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } }, right: { kind: 'literal', type: 'int', value: 1 } }))
    const before = await valueInPlace('silver')
    expect(before['C06']).toBe(true)
    await runJob(app, 'tags.build', { asOf })
    expect(await columnOf('t_silver')).toEqual(before)
  })
})

describe('readings of the population, windows since a day, sets', () => {
  const aum = { kind: 'attr', table: 'customer', field: 'aum' }
  const reading = (fn: string, more: object = {}) => value({ kind: 'population', fn, of: aum, ...more })
  const some = (of: Record<string, unknown>) => ['C09', 'C31', 'C21', 'C11', 'C10', 'C08'].map((id) => of[id])

  it('RULE-8: ranks, percentiles and bands over every customer who has the value, in place and rebuilt', async () => {
    // Highest first: C09, six of 300,000, C07, C06, ten of 60,000, C05, C04, C03, ten of 10,000, C02, C01, C10: 35 in all.
    await define('aum-rank', reading('rank'))
    await define('aum-rank-low', reading('rank', { best: 'low' }))
    await define('aum-percentile', reading('percentile'))
    await define('aum-fifth', reading('tile', { tiles: 5 }))
    await define('aum-rank-band', reading('rank', { by: [{ kind: 'tag', tag: 'age-band' }] }))
    await define('aum-rank-consenting', reading('rank', { among: { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'marketing_consent' }, op: 'is', value: true } }))
    const keys = ['aum-rank', 'aum-rank-low', 'aum-percentile', 'aum-fifth', 'aum-rank-band', 'aum-rank-consenting']
    const before = await Promise.all(keys.map(valueInPlace))
    expect(before.map(some)).toEqual([
      ['1', '2', '10', '23', '35', null],
      ['35', '29', '17', '4', '1', null],
      [1, 34 / 35, 26 / 35, 13 / 35, 1 / 35, null],
      ['5', '5', '3', '1', '1', null],
      ['1', '2', '1', '3', '2', null],
      // Odd numbers alone: C09, then C31, C33, C35, C07, five of 60,000, C05, C03, five of 10,000, C01.
      ['1', '2', '6', '13', null, null],
    ])
    await runJob(app, 'tags.build', { asOf })
    for (const [at, key] of keys.entries()) expect(await columnOf(`t_${key.replaceAll('-', '_')}`)).toEqual(before[at])
  })

  it('RULE-8: the place of a customer is among all, whoever asks', async () => {
    const found = await distributionOf(app.context, { from: sql`${identifier((await tableOf()).table)} AS base`, where: visibleTo(branchB1), value: identifier('base', 't_aum_rank') }, { type: 'int' }, branchB1)
    expect([found.covered, found.quantiles?.p01]).toEqual([23, 1])
  })

  it('RULE-9: rows since a day of the customer, that day included; none for who has no such day', async () => {
    const since = (day: unknown, days?: number) => value({ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'since', since: day, ...(days === undefined ? {} : { days }) } })
    await define('since-day', since({ kind: 'literal', type: 'date', value: '2025-12-05' }))
    await define('since-day-3', since({ kind: 'literal', type: 'date', value: '2025-12-05' }, 3))
    await define('since-last', since({ kind: 'agg', table: 'txn', fn: 'max', field: 'ts' }))
    const found = await Promise.all(['since-day', 'since-day-3', 'since-last'].map(valueInPlace))
    expect(found.map((of) => ['C11', 'C21', 'C05', 'C03'].map((id) => of[id]))).toEqual([
      ['5', '1', '3', '0'],
      ['3', '0', '0', '0'],
      ['1', '1', '3', '0'],
    ])
  })

  it('RULE-10: a set holds the items whose conditions hold, and all different values of a field', async () => {
    const over = (amount: number) => ({ kind: 'compare', left: aum, op: '>=', value: amount })
    await define('reach', value({ kind: 'set', items: [{ if: over(1000000), item: { code: 'SMS', zh: '短信', en: 'SMS' } }, { if: over(20000000), item: { code: 'CALL', zh: '电话', en: 'Call' } }] }))
    await define('directions', value({ kind: 'agg', table: 'txn', fn: 'collect', field: 'dir' }))
    await runJob(app, 'tags.build', { asOf })
    const reach = await columnOf('t_reach')
    expect(['C09', 'C11', 'C08', 'C10'].map((id) => reach[id])).toEqual([['SMS', 'CALL'], ['SMS'], [], []])
    expect((await columnOf('t_directions'))['C11']).toEqual(['C', 'D'])
    expect((await columnOf('t_directions'))['C03']).toEqual([])
  })
})

describe('as of an earlier date', () => {
  it('TAG-1: no customer load of that date yet: refused, never an empty snapshot', async () => {
    await expect(runJob(app, 'tags.build', { asOf: '2025-12-30' })).rejects.toMatchObject({ code: 'TAGS_NO_CUSTOMERS' })
  })
})
