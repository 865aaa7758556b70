import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { whyNone } from '../../src/models/actions/offer/why-none.js'
import { offerTo, topOffers } from '../../src/models/actions/offer/read-offers.js'
import type { OfferResult } from '../../src/models/actions/offer/make-offers.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { openModelBank, makeBank, TODAY } from '../kit/model-bank.js'
import { branchOne, branchTwo, load, publish, run } from '../kit/strategy-bank.js'

let app: TestApp
const bank = makeBank(60, 5)
const id = (number: number): string => `M${String(number).padStart(5, '0')}`
const source = (table: string, columns: Record<string, unknown>) => ({ format: { type: 'csv' }, businessDate: TODAY, targets: [{ table, mode: 'snapshot', columns }] })
const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`

const PRODUCTS = ['id,category,name,risk,on,off', 'F1,FUND,稳健基金,R2,2020-01-01,', 'F2,FUND,成长基金,R4,2020-01-01,', 'F3,FUND,旧基金,R1,2020-01-01,2025-06-30', 'W1,WEALTH,理财一号,R1,2020-01-01,', 'K1,CREDIT_CARD,信用卡,,2020-01-01,']
/** Most hold both funds; M1 and M6 the first, M2 everything graded, M60 and M59 nothing. */
const HELD = ['id,product,day', `${id(1)},F1,${TODAY}`, `${id(6)},F1,${TODAY}`, ...['F1', 'F2', 'W1'].map((product) => `${id(2)},${product},${TODAY}`), ...Array.from({ length: 40 }, (_, at) => at + 11).flatMap((number) => [`${id(number)},F1,${TODAY}`, `${id(number)},F2,${TODAY}`])]
const RATINGS = ['rating_id,id,rating,day,until', `a,${id(1)},C5,2025-01-01,2026-01-01`, `b,${id(2)},C5,2025-01-01,2026-01-01`, `c,${id(6)},C2,2025-01-01,2026-01-01`, `d,${id(7)},C5,2023-01-01,2024-01-01`, `e,${id(8)},C1,2025-01-01,${TODAY}`, `f,${id(9)},C3,2025-01-01,2026-01-01`]

const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const literal = (chance: number) => value({ kind: 'literal', type: 'decimal', value: chance })
const body = (more: Record<string, unknown> = {}) => ({
  population: { v: 1, kind: 'rule', rule: { kind: 'always' } },
  categories: [{ category: 'FUND', chance: literal(0.6) }, { category: 'WEALTH', chance: literal(0.3) }, { category: 'CREDIT_CARD', chance: literal(0.1) }],
  ranker: { kind: 'item-neighbours', shrink: 1 },
  ...more,
})
const offer = (custId: string, actor = headOffice) => offerTo(app.context, 'chain', custId, actor)

beforeAll(async () => {
  app = await openModelBank(bank)
  await load(app, 'product', source('product', { product_id: 'id', category: 'category', name_zh: 'name', risk_level: 'risk', on_shelf: 'on', off_shelf: 'off' }), text(PRODUCTS))
  await load(app, 'holding', source('holding', { cust_id: 'id', product_id: 'product', as_of: 'day' }), text(HELD))
  await load(app, 'rating', source('risk_rating', { rating_id: 'rating_id', cust_id: 'id', rating: 'rating', assessed_at: 'day', expire_at: 'until' }), text(RATINGS))
  await publish(app, 'cross-sell', 'chain', body())
}, 240_000)
afterAll(() => app.close())

describe('cross-selling', () => {
  it('MDL-16: one product a customer, by chance, by what is held, with the reason of each step', async () => {
    await expect(offer(id(1))).rejects.toMatchObject({ code: 'OFFER_NOT_MADE' })
    const { customers, offers } = await run<OfferResult>(app, 'models.offer', { key: 'chain' })
    expect([customers, offers]).toEqual([60, 60])
    const first = await offer(id(1))
    expect(first).toMatchObject({ category: 'FUND', chance: 0.6, product: 'F2', productName: { zh: '成长基金' }, run: { customers: 60, products: 4 } })
    expect(first.steps.map(({ step }) => step)).toEqual(['category', 'product', 'suitability'])
    expect(first.steps[1]!.reason.zh).toContain('稳健基金')
    expect(first.steps[2]!.reason.en).toContain('R4 is not above')
    const second = await offer(id(2))
    expect(second).toMatchObject({ category: 'CREDIT_CARD', product: 'K1' })
    expect(second.steps.at(-1)).toMatchObject({ step: 'passed-over', reason: { en: expect.stringContaining('FUND, WEALTH') as string } })
  })

  it('MDL-17: nothing that does not suit is recommended: a low, an expired and no rating', async () => {
    // C2, holds the R2 fund: the other is R4; the wealth product is R1.
    expect(await offer(id(6))).toMatchObject({ product: 'W1' })
    // Expired, and none at all: only what asks for no rating.
    expect(await offer(id(7))).toMatchObject({ product: 'K1' })
    expect(await offer(id(60))).toMatchObject({ product: 'K1' })
    // C1, in force to the very day: both funds are riskier.
    expect(await offer(id(8))).toMatchObject({ product: 'W1' })
    // Holds nothing: of the funds that suit, what most hold; one off the shelf is not offered.
    const ninth = await offer(id(9))
    expect(ninth).toMatchObject({ product: 'F1' })
    expect(ninth.steps[1]!.reason.en).toContain('most customers hold')
    const { items, run: made } = await topOffers(app.context, 'chain', headOffice, { limit: 100 })
    expect(items.every(({ product }) => product !== 'F3')).toBe(true)
    expect(made.unrated).toBe(55)
  })

  it('MDL-9: recommendations stay in scope, page by page', async () => {
    const mine = new Set(bank.people.filter(({ org }) => org === 'B1').map((each) => each.id))
    const own = await topOffers(app.context, 'chain', branchOne, { limit: 100 })
    expect(new Set(own.items.map(({ custId }) => custId))).toEqual(mine)
    const foreign = bank.people.find(({ org }) => org === 'B1')!.id
    await expect(offer(foreign, branchTwo)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const pages: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await topOffers(app.context, 'chain', headOffice, { limit: 25, cursor })
      pages.push(...page.items.map(({ custId }) => custId))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(new Set(pages).size).toBe(60)
  })

  it('MDL-27: the chain goes on to the tactic and the plan that follows, each with its reason', async () => {
    const holds = { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'gender' }, op: '=', value: 'F' } }
    const plans = {
      tactics: [{ key: 'sms', name: { zh: '短信', en: 'Text' }, worth: literal(0.02) }, { key: 'call', name: { zh: '电话', en: 'Call' }, when: holds, worth: literal(0.05) }],
      nurture: [{ key: 'fund-care', name: { zh: '基金陪伴', en: 'Fund care' }, categories: ['FUND'], steps: [{ afterDays: 7, name: { zh: '回访', en: 'call back' } }] }],
    }
    await publish(app, 'cross-sell', 'whole', body(plans))
    await run(app, 'models.offer', { key: 'whole' })
    const { items } = await topOffers(app.context, 'whole', headOffice, { limit: 100 })
    for (const item of items) {
      const { gender } = bank.people.find((each) => each.id === item.custId)!
      expect(item.tactic).toEqual(gender === 'F' ? { key: 'call', name: { zh: '电话', en: 'Call' }, worth: 0.05 } : { key: 'sms', name: { zh: '短信', en: 'Text' }, worth: 0.02 })
      expect(item.nurture?.key ?? null).toBe(item.category === 'FUND' ? 'fund-care' : null)
      expect(item.steps.filter(({ step }) => step === 'tactic' || step === 'nurture').length).toBe(item.category === 'FUND' ? 2 : 1)
    }
    expect(items.find(({ category }) => category === 'FUND')?.steps.at(-1)?.reason).toEqual({ zh: '之后按“基金陪伴”养成：第 7 天回访', en: 'then "Fund care": day 7 call back' })
    const found = await app.context.definitions.check('cross-sell', null, body({ tactics: [{ ...plans.tactics[0], categories: ['BOATS'] }, { ...plans.tactics[0], worth: value({ kind: 'attr', table: 'customer', field: 'gender' }) }] }))
    expect(found.map(({ code, path }) => [code, path])).toEqual([['OFFER_CATEGORY', 'tactics[0].categories'], ['OFFER_PLAN_REPEATED', 'tactics[1].key'], ['OFFER_CHANCE_TYPE', 'tactics[1].worth']])
  })

  it('MDL-27: says of a customer without an offer why, category by category, in scope only', async () => {
    await publish(app, 'cross-sell', 'graded', body({ categories: [{ category: 'FUND', chance: literal(0.6) }, { category: 'WEALTH', chance: literal(0.3) }] }))
    await run(app, 'models.offer', { key: 'graded' })
    const why = async (custId: string, actor = headOffice) => {
      const { asked, categories } = await whyNone(app.context, 'graded', custId, actor)
      return { asked, why: categories.map((each) => [each.category, each.why]) }
    }
    // Holds everything that suits; no rating in force; whoever gets an offer has no category to explain but what was passed over.
    expect(await why(id(2))).toEqual({ asked: true, why: [['FUND', 'all-held'], ['WEALTH', 'all-held']] })
    expect(await why(id(7))).toEqual({ asked: true, why: [['FUND', 'nothing-suits'], ['WEALTH', 'nothing-suits']] })
    expect((await whyNone(app.context, 'graded', id(60), headOffice)).categories[0]!.reason.zh).toContain('没有有效的风险测评')
    const foreign = bank.people.find(({ org }) => org === 'B1')!.id
    expect(await why(foreign, branchTwo)).toEqual({ asked: false, why: [] })
    expect(await why('M99999')).toEqual({ asked: false, why: [] })
  })

  it('factors recommend too, the same twice; wrong use has its place', async () => {
    await publish(app, 'cross-sell', 'factors', body({ ranker: { kind: 'als', factors: 4, rounds: 5 } }))
    const made = async () => {
      await run(app, 'models.offer', { key: 'factors' })
      return (await topOffers(app.context, 'factors', headOffice, { limit: 100 })).items
    }
    const one = await made()
    expect(one.find(({ custId }) => custId === id(1))).toMatchObject({ product: 'F2' })
    expect(await made()).toEqual(one)
    const found = await app.context.definitions.check('cross-sell', null, body({ categories: [{ category: 'BOATS', chance: literal(1) }, { category: 'FUND', chance: value({ kind: 'attr', table: 'customer', field: 'gender' }) }] }))
    expect(found.map(({ code, path }) => [code, path])).toEqual([['OFFER_CATEGORY', 'categories[0].category'], ['OFFER_CHANCE_TYPE', 'categories[1].chance']])
    await publish(app, 'cross-sell', 'gold', body({ categories: [{ category: 'GOLD', chance: literal(1) }] }))
    await expect(run(app, 'models.offer', { key: 'gold' })).rejects.toMatchObject({ code: 'OFFER_NO_PRODUCTS' })
  })
})
