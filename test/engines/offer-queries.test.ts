import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { query, raw, renderInline, sql, type Query } from '#kernel/sql'
import { modelTables } from '#models'
import { rowsTable } from '../../src/models/actions/build-rows.js'
import { askedQuery, heldByQuery, heldProductsQuery, heldQuery, insertOffers, offerCountQuery, offerPageQuery, offerToQuery, shelfQuery } from '../../src/models/sql/offer-queries.js'
import '../kit/valid-query.js'
import { onBoth, openTwoShards, textOf, type TwoShards } from '../kit/warehouse.js'

let two: TwoShards
/** Four products: a fund sold, one that is not yet, one that is no more, a card. */
const products = sql`(SELECT * FROM VALUES('product_id Nullable(String), category LowCardinality(Nullable(String)), name_zh Nullable(String), name_en Nullable(String), risk_level LowCardinality(Nullable(String)), on_shelf Nullable(Date32), off_shelf Nullable(Date32)', ('F1', 'FUND', '基金', NULL, 'R2', '2020-01-01', NULL), ('F2', 'FUND', NULL, 'Fund', NULL, '2026-01-01', NULL), ('F3', 'FUND', NULL, NULL, NULL, NULL, '2025-12-31'), ('K1', 'CREDIT_CARD', '卡', 'Card', NULL, NULL, NULL)))`
/** Customer 1 holds F1 twice, customer 2 K1, long ago F1, and F9 that is nobody's else. */
const holdings = sql`(SELECT * FROM VALUES('cust_no UInt32, product_id LowCardinality(Nullable(String)), as_of Date32', (1, 'F1', '2025-12-31'), (1, 'F1', '2025-11-30'), (2, 'K1', '2025-12-31'), (2, 'F1', '2020-01-01'), (2, 'F9', '2025-12-30'), (3, NULL, '2025-12-31')))`
const visible = sql`startsWith(org_path, '/HO/')`

const queries: Record<string, Query<unknown>> = {
  shelfQuery: shelfQuery(products, ['FUND', 'CREDIT_CARD'], '2025-12-31'),
  heldProductsQuery: heldProductsQuery(holdings, '2025-01-01', '2025-12-31'),
  heldQuery: heldQuery(holdings, ['F1', 'F9', 'K1'], '2025-01-01', '2025-12-31'),
  offerPageQuery: offerPageQuery({ runId: 7, visible, after: null, limit: 2 }),
  'offerPageQuery, the next page': offerPageQuery({ runId: 7, visible, after: { chance: 0.4, custNo: 2 }, limit: 2 }),
  offerCountQuery: offerCountQuery(7, visible),
  offerToQuery: offerToQuery(7, visible, sql`'C2'`),
  askedQuery: askedQuery('o_rows', ['rm', 'g_age'], visible, sql`'C2'`),
  heldByQuery: heldByQuery(holdings, 2, '2025-01-01', '2025-12-31'),
}

beforeAll(async () => {
  two = await openTwoShards()
  const { warehouse } = two
  for (const table of modelTables) if (table.name === 'model_offer') await warehouse.createTable(table)
  await warehouse.createTable(rowsTable('o_rows', { features: [] }))
  const text = 'LowCardinality(String)' as const
  const columns = { cust_no: 'UInt32', category: text, chance: 'Float64', product: text, rank: 'Float64', ranked_by: text, because: 'String', unsuited: 'String', highest_risk: 'Float64', risk: 'Float64', tactic: text, tactic_worth: 'Nullable(Float64)', nurture: text } as const
  await warehouse.createTable({ name: 'o_work', columns, orderBy: ['cust_no'], spread: 'copied' })
  await warehouse.command(sql`INSERT INTO o_rows (cust_no, cust_id, shard_key, org_path, rm, as_of, split, label) SELECT number + 1, concat('C', toString(number + 1)), concat('C', toString(number + 1)), '/HO/B1/', 'R1', toDate32('2025-12-31'), '', nan FROM numbers(4)`)
  await warehouse.command(sql`INSERT INTO o_work SELECT number + 1, 'FUND', 0.4, 'F1', 1.5, 'ranker', '[]', '["WEALTH"]', 3, 2, 'call', 0.02, '' FROM numbers(3)`)
  await warehouse.command(raw(renderInline(insertOffers({ runId: 7, key: 'chain', asOf: '2025-12-31', features: 'o_rows', work: 'o_work' }))))
  await two.mirror()
})
afterAll(() => two.close())

describe('queries of recommendations', () => {
  it.each(Object.entries(queries))('%s is valid and gives the same on one node and on two shards', async (_name, asked) => {
    await expect(asked).toBeValidQuery(two.warehouse)
    const rows = await onBoth(two, asked)
    expect(rows.one.length).toBeGreaterThan(0)
    expect(rows.two).toEqual(rows.one)
  })

  it('what is sold that day, and who holds what within the days', async () => {
    expect(await two.warehouse.query(shelfQuery(products, ['FUND', 'CREDIT_CARD'], '2025-12-31'))).toEqual([
      { product_id: 'F1', category: 'FUND', name_zh: '基金', name_en: '', risk_level: 'R2' },
      { product_id: 'K1', category: 'CREDIT_CARD', name_zh: '卡', name_en: 'Card', risk_level: null },
    ])
    expect(await two.warehouse.query(queries['heldByQuery']!)).toEqual([{ product_id: 'F9' }, { product_id: 'K1' }])
    expect(await two.warehouse.query(queries['askedQuery']!)).toEqual([{ cust_no: 2, rm: 'R1', g_age: null }])
    expect(await two.warehouse.query(queries['heldProductsQuery']!)).toEqual([{ product_id: 'F1' }, { product_id: 'F9' }, { product_id: 'K1' }])
    expect(await two.warehouse.query(queries['heldQuery']!)).toEqual([{ cust_no: 1, item: 0 }, { cust_no: 2, item: 1 }, { cust_no: 2, item: 2 }])
  })

  it('an offer is written beside who it is for; pages go on after the last chance and customer', async () => {
    const rows = await two.warehouse.query(query(sql`SELECT cust_id, product, highest_risk, risk, tactic, tactic_worth, unsuited FROM model_offer ORDER BY cust_no`))
    expect(rows).toEqual(['C1', 'C2', 'C3'].map((cust_id) => ({ cust_id, product: 'F1', highest_risk: 3, risk: 2, tactic: 'call', tactic_worth: 0.02, unsuited: '["WEALTH"]' })))
    const next = await two.warehouse.query(offerPageQuery({ runId: 7, visible, after: { chance: 0.4, custNo: 2 }, limit: 2 }))
    expect(next.map(({ cust_no }) => cust_no)).toEqual([3])
  })

  it('text is bound, never spliced', () => {
    expect(textOf(shelfQuery(sql`p`, ["x' OR 1"], '2025-12-31'))).not.toContain("x' OR 1")
    expect(textOf(insertOffers({ runId: 7, key: "c' --", asOf: '2025-12-31', features: 'a', work: 'b' }))).not.toContain("c' --")
  })
})
