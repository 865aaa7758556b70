import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveVersion, promoteVersion } from '../../src/models/actions/manage-versions.js'
import { showModel, showVersion } from '../../src/models/actions/list-models.js'
import { listPacks, planModel } from '../../src/models/actions/plan-model.js'
import { topScores } from '../../src/models/actions/read-scores.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { openModelBank, makeBank, modelBody, STATUS_FEATURE, TODAY } from '../kit/model-bank.js'
import { branchOne, publish, run } from '../kit/strategy-bank.js'

let app: TestApp
const bank = makeBank(1200, 5)

beforeAll(async () => {
  app = await openModelBank(bank)
}, 120_000)
afterAll(() => app.close())

describe('a plan of a body that is not saved', () => {
  it('MDL-3: says the dates training would use today, and why others are left out', async () => {
    const plan = await planModel(app.context, modelBody())
    expect(plan.today).toBe(TODAY)
    expect(plan.dates).toEqual({
      train: ['2025-04-30', '2025-05-31', '2025-06-30'],
      test: ['2025-09-30'],
      left: [
        { date: '2025-07-31', why: 'unsettled' },
        { date: '2025-08-31', why: 'unsettled' },
      ],
    })
    expect(plan.mistakes).toEqual([])
    const listed = await planModel(app.context, modelBody({ training: { asOf: { dates: ['2025-03-31', '2025-09-30', '2025-12-31'] } } }))
    expect(listed.dates).toEqual({ train: ['2025-03-31'], test: ['2025-09-30'], left: [{ date: '2025-12-31', why: 'unknown' }] })
    const none = await planModel(app.context, modelBody({ horizonDays: 730 }))
    expect([none.dates, none.mistakes.map(({ code, path }) => [code, path])]).toEqual([null, [['MODEL_DATES', 'training.asOf']]])
  })

  it('MDL-2: names a leak at its feature, also behind one that is not whole yet', async () => {
    const { features } = modelBody()
    const plan = await planModel(app.context, modelBody({ features: [features[0], { key: 'Not A Key' }, STATUS_FEATURE] }))
    expect(plan.mistakes.map(({ code, path, message }) => [code, path, message.zh.includes('customer.status')])).toEqual([['MODEL_LEAK', 'features[2]', true]])
    expect(plan.sentences.features.map(({ key }) => key)).toEqual(['aum', 'status'])
  })

  it('says in both languages what is whole, and passes over the rest', async () => {
    const { sentences } = await planModel(app.context, modelBody())
    expect(sentences.label!.zh).toMatch(/从至少 ¥1万 跌掉 80% 以上$/)
    expect(sentences.label!.en).toMatch(/, at least ¥10K, falls by 80 % or more$/)
    expect(sentences.labelType).toEqual({ type: 'money', ccy: 'CNY' })
    expect(sentences.population!.zh).toContain('1万元')
    expect(sentences.features.every(({ sentence }) => sentence !== null)).toBe(true)
    const unknownTag = { key: 'tagged', name: { zh: '标签' }, value: { v: 1, kind: 'value', value: { kind: 'tag', tag: 'nobody-made-it' } } }
    const bare = await planModel(app.context, { features: [unknownTag], population: { kind: 'rule' } })
    expect(bare.sentences).toEqual({ population: null, label: null, labelType: null, features: [{ key: 'tagged', sentence: null }] })
    expect(bare.dates).toBeNull()
  })

  it('offers packs of what the bank has, each feature free of leaks', async () => {
    const { items } = await listPacks(app.context)
    expect(items.map(({ key }) => key)).toEqual(['value', 'activity', 'person'])
    const features = items.flatMap((pack) => pack.features)
    expect(new Set(features.map(({ key }) => key)).size).toBe(features.length)
    const plan = await planModel(app.context, modelBody({ features: features.map(({ key, name, value }) => ({ key, name, value })) }))
    expect(plan.mistakes).toEqual([])
  })
})

describe('published scores, narrowed', () => {
  it('MDL-9: by decile and by organisation, inside the scope', async () => {
    await publish(app, 'model', 'narrow', modelBody())
    await run(app, 'models.train', { key: 'narrow' })
    await approveVersion(app.context, { key: 'narrow', number: 1 }, 'looked at the test', compliance)
    await promoteVersion(app.context, { key: 'narrow', number: 1 }, 'champion', headOffice)
    await run(app, 'models.score', { key: 'narrow' })
    const all = await topScores(app.context, 'narrow', headOffice, { limit: 500 })
    const first = await topScores(app.context, 'narrow', headOffice, { limit: 500, decile: 1 })
    expect(first.items).toEqual(all.items.filter(({ decile }) => decile === 1))
    expect(first.total).toBe(first.items.length)
    const one = all.items.find(({ orgPath }) => orgPath.includes('B1'))!.orgPath
    const under = await topScores(app.context, 'narrow', headOffice, { limit: 500, under: one })
    expect(under.items.every(({ orgPath }) => orgPath.startsWith(one))).toBe(true)
    const two = all.items.find(({ orgPath }) => orgPath.includes('B2'))!.orgPath
    expect(under.total + (await topScores(app.context, 'narrow', headOffice, { limit: 1, under: two })).total).toBe(all.total)
    expect((await topScores(app.context, 'narrow', branchOne, { limit: 5, under: two })).total).toBe(0)
    const { words } = await showModel(app.context, 'narrow')
    expect(words.label!.zh).toContain('跌掉')
    const { features } = await showVersion(app.context, 'narrow', 1)
    expect(features.map(({ key, type }) => [key, type?.type])).toEqual([['aum', 'money'], ['payments', 'int'], ['salaries', 'int'], ['age', 'int'], ['gender', 'enum']])
  })
})
