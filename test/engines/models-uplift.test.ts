import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import { addDays } from '#kernel/calendar'
import { readTagEvaluation } from '../../src/tags/actions/evaluation/read-evaluation.js'
import type { TagLift } from '../../src/tags/contract-evaluation.js'
import { planModel } from '../../src/models/actions/plan-model.js'
import { listCampaigns } from '../../src/models/actions/uplift/list-campaigns.js'
import { pastCampaignsSchema } from '../../src/models/contract-campaign.js'
import { approveVersion, promoteVersion } from '../../src/models/actions/manage-versions.js'
import type { ScoreResult } from '../../src/models/actions/score-model.js'
import { rowsTableOf, type TrainResult } from '../../src/models/actions/train-version.js'
import { compareUpliftLists } from '../../src/models/actions/uplift/compare-uplift-lists.js'
import { explainByTask } from '../../src/models/actions/uplift/by-task.js'
import { heldScores, upliftScores } from '../../src/models/actions/uplift/read-uplift.js'
import { compareVersions, listModels, showModel } from '../../src/models/actions/list-models.js'
import { heldPageSchema, upliftListsSchema, upliftPageSchema } from '../../src/models/contract-uplift.js'
import { customerScoreSchema, figuresSchema, modelDetailSchema } from '../../src/models/contract.js'
import { getVersion } from '../../src/models/store/version-store.js'
import { compliance, headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { branchOne, branchTwo, publish, run } from '../kit/strategy-bank.js'
import { loadCampaignBank, makeCampaigns, upliftBody, UPLIFT_FEATURES, type MadeMember } from '../kit/uplift-bank.js'

let app: TestApp
const bank = makeCampaigns(4000, 19)

beforeAll(async () => {
  app = await openTestApp()
  await loadCampaignBank(app, bank)
  await publish(app, 'model', 'spring', upliftBody())
}, 240_000)
afterAll(() => app.close())

const train = (key: string) => run<TrainResult>(app, 'models.train', { key })
const version = (key: string, number: number) => getVersion(app.context.ledger.db, key, number)

function meansOf(members: readonly MadeMember[], of: (member: MadeMember) => number) {
  const mean = (treated: boolean): number => {
    const own = members.filter((member) => member.treated === treated)
    return own.reduce((sum, member) => sum + of(member), 0) / own.length
  }
  return { treated: mean(true), control: mean(false) }
}

/** One number for everything a table of rows holds. */
async function fingerprint(dataRun: number): Promise<string> {
  const rows = await app.context.warehouse.query(query<{ n: string }>(sql`SELECT toString(groupBitXor(cityHash64(cust_id, campaign, arm, label, amount, fold, ifNull(f_payments, -1), ifNull(f_age, -1)))) AS n FROM ${identifier(rowsTableOf(dataRun))}`))
  return rows[0]!.n
}

describe('before training', () => {
  it('the past campaigns are listed with the people of each arm and the outcomes known of them', async () => {
    const { items, cut } = pastCampaignsSchema.parse(await listCampaigns(app.context, headOffice))
    const spring = items.find(({ campaign }) => campaign === 'SPRING')!
    const treated = bank.members.SPRING.filter((member) => member.treated).length
    expect([spring.customers, cut]).toEqual([4000, false])
    expect(spring.arms.reduce((sum, { customers }) => sum + (customers ?? 0), 0)).toBe(4000)
    expect(spring.arms.map(({ customers }) => customers)).toContain(treated)
    expect(spring.metrics.map(({ metric }) => metric)).toEqual(['conversion'])
  })

  it('MDL-18: a draft is told the day its campaigns are learned as of, and a campaign nobody knows at its place', async () => {
    const body = upliftBody()
    const plan = await planModel(app.context, body)
    expect(plan.campaigns).toEqual([{ campaign: 'SPRING', asOf: '2025-06-09', until: addDays('2025-06-09', body.horizonDays), contaminated: 0 }])
    expect([plan.dates, plan.mistakes]).toEqual([null, []])
    const unknown = await planModel(app.context, { ...body, treatment: { ...body.treatment, campaigns: ['SPRING', 'NOWHERE'] } })
    expect(unknown.mistakes).toMatchObject([{ code: 'MODEL_CAMPAIGN_UNKNOWN', path: 'treatment.campaigns[1]' }])
  })
})

describe('training on a past campaign', () => {
  it('MDL-18: arms, outcomes and money are those of the data, on features of the day before its first touch', async () => {
    const { number } = await train('spring')
    const { figures, dataRun, headline } = await version('spring', number)
    const uplift = figuresSchema.parse(figures).uplift!
    const [arm] = uplift.arms
    const treated = bank.members.SPRING.filter((member) => member.treated).length
    expect(uplift.campaigns).toMatchObject([{ campaign: 'SPRING', asOf: '2025-06-09', rows: 4000, contaminated: 0 }])
    expect([arm!.arm, arm!.treated, arm!.control]).toEqual(['treated', treated, 4000 - treated])
    const rates = meansOf(bank.members.SPRING, ({ done }) => Number(done))
    const money = meansOf(bank.members.SPRING, ({ yuan }) => yuan * 100)
    expect(arm!.average.value).toBeCloseTo(rates.treated - rates.control, 10)
    expect(arm!.averageMoney!.value).toBeCloseTo(money.treated - money.control, 4)
    expect(headline).toMatchObject({ metric: 'qini' })
    expect(figures.importance.slice(0, 2).map(({ feature }) => feature).sort()).toEqual(['many', 'none'])
    const rows = await app.context.warehouse.query(query<{ cust_id: string; f_payments: number }>(sql`SELECT cust_id, f_payments FROM ${identifier(rowsTableOf(dataRun))}`))
    const made = new Map(bank.members.SPRING.map(({ id, payments }) => [id, 3 * payments]))
    expect(rows.every(({ cust_id, f_payments }) => made.get(cust_id) === f_payments)).toBe(true)
  })

  it('MDL-19: held-back figures find the effect, the check by chance finds none, and nothing is warned of', async () => {
    const { figures } = await version('spring', 1)
    const uplift = figures.uplift!
    const [arm] = uplift.arms
    expect(arm!.qini.low).toBeGreaterThan(0.02)
    expect(Math.abs(arm!.placebo.value)).toBeLessThan(3.3 * arm!.placebo.error!)
    expect(arm!.placebo.value).toBeLessThan(arm!.qini.low! / 2)
    expect(arm!.calibration.slope).toBeGreaterThan(0.6)
    expect(arm!.calibration.slope).toBeLessThan(1.5)
    expect(uplift.campaigns[0]!.sampleRatio).toBeGreaterThan(0.001)
    expect(uplift.warnings).toEqual([])
    const share = (payments: (count: number) => boolean): number => bank.members.SPRING.filter((member) => payments(member.payments)).length
    expect(Math.abs(arm!.quadrants.persuadable - share((count) => count >= 3))).toBeLessThan(250)
    expect(Math.abs(arm!.quadrants.sleeping_dog - share((count) => count === 0))).toBeLessThan(250)
    for (const policy of arm!.policies) expect(policy.money!.ipw.overNobody.low).toBeGreaterThan(0)
  })

  it('MDL-1: rows after the first touch change nothing', async () => {
    const before = await version('spring', 1)
    const path = join(app.dir, 'late.csv')
    writeFileSync(path, `txn,id,ts,type,dir,amount\n${bank.members.SPRING.map(({ id }) => `late-${id},${id},2025-06-10T02:30:00Z,POS,D,9.00`).join('\n')}\n`)
    await run(app, 'data.load', { source: 'txn', file: { path }, trustedPath: true })
    const after = await version('spring', (await train('spring')).number)
    expect(await fingerprint(after.dataRun)).toBe(await fingerprint(before.dataRun))
    expect(after.fitted).toEqual(before.fitted)
    expect((await compareVersions(app.context, 'spring', { a: 1, b: 2 })).differences.find(({ metric }) => metric === 'treated: qini')?.difference).toBe(0)
  })

  it('MDL-20: a campaign whose customers were chosen is weighed and warned of; one off its split is said', async () => {
    await publish(app, 'model', 'chosen', upliftBody({ treatment: { campaigns: ['CHOSEN', 'SPRING'], shares: { SPRING: 0.5 } } }))
    const { figures } = await version('chosen', (await train('chosen')).number)
    const uplift = figures.uplift!
    const told = uplift.balance.map(({ campaign, confounded, learned }) => [campaign, confounded, learned])
    expect(told).toEqual([['CHOSEN', true, true], ['SPRING', false, false]])
    expect(uplift.warnings.map(({ warning, of }) => `${warning} ${of}`)).toEqual(expect.arrayContaining(['confounded CHOSEN', 'sample_ratio SPRING']))
    expect(uplift.balance[0]!.feature).toMatch(/payments|many|none/)
    const lists = await compareUpliftLists(app.context, 'chosen', { share: 0.3, campaign: 'CHOSEN' })
    expect(lists.confounded).toBe(true)
  })

  it('TAG-14: what a tag tells of whom the call changes is read off the campaigns models say were dealt by chance', async () => {
    const rule = { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'gender' }, op: '=', value: 'M' } }
    await publish(app, 'model', 'fair', upliftBody({ treatment: { campaigns: ['SPRING'], shares: { SPRING: 0.6 } } }))
    await publish(app, 'tag', 'payments', { facet: 'value', classification: 'C2', compute: { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' } } } })
    await publish(app, 'tag', 'man', { facet: 'value', classification: 'C2', compute: rule })
    await run(app, 'tags.build', {})
    await run(app, 'tags.evaluate', {})
    const [payments, man] = [(await readTagEvaluation(app.context, 'payments'))!, (await readTagEvaluation(app.context, 'man'))!]
    // Of CHOSEN no model says which share was to be called; by the model `chosen` SPRING missed its half.
    expect(payments.lifts.map(({ campaign, model, asOf }) => [campaign, model, asOf])).toEqual([['SPRING', 'fair', '2025-06-09']])
    const [{ effect, gain, cells }] = payments.lifts as [TagLift]
    const all = meansOf(bank.members.SPRING, ({ done }) => Number(done))
    expect(effect.value).toBeCloseTo(all.treated - all.control, 12)
    // Cells are cut where the counts of a later day lie, when everybody had one payment more: none and three a quarter are one cell.
    const groups = [[0, 1], [2], [3], [4]]
    expect(cells).toHaveLength(groups.length)
    for (const [at, { value, customers }] of cells.entries()) {
      const own = bank.members.SPRING.filter((member) => groups[at]!.includes(member.payments))
      const means = meansOf(own, ({ done }) => Number(done))
      expect(customers).toBe(own.length)
      expect(value).toBeCloseTo(means.treated - means.control, 12)
    }
    // Planted: a fifth of the customers each, changed by .25, .25, 0, 0, -.1: areas .005 + .015 + .02 + .02 + .018 less .08 / 2.
    expect(Math.abs(gain.value - 0.038)).toBeLessThan(gain.high - gain.value)
    expect(gain.low).toBeGreaterThan(0)
    expect(payments.measures.find(({ name }) => name === 'targeting')).toMatchObject({ grade: 'A', params: { campaign: 'SPRING', campaigns: 1 } })
    expect(man.lifts[0]!.gain.low).toBeLessThanOrEqual(0)
    expect(man.measures.find(({ name }) => name === 'targeting')?.grade).toBeNull()
  })

  it('several arms: each channel beside the controls', async () => {
    await publish(app, 'model', 'channels', upliftBody({ treatment: { campaigns: ['SPRING'], arms: 'channel' }, learner: { method: 't', outcome: { kind: 'linear', l2: 1 } } }))
    const { figures } = await version('channels', (await train('channels')).number)
    const channels = (channel: number) => bank.members.SPRING.filter(({ id, treated }) => treated && Number(id.slice(1)) % 2 === channel).length
    expect(figures.uplift!.arms.map(({ arm, treated }) => [arm, treated])).toEqual([['CALL', channels(0)], ['SMS', channels(1)]])
  })

  it.each([
    ['an unknown campaign', { treatment: { campaigns: ['NEVER'] } }, 'MODEL_CAMPAIGN_UNKNOWN'],
    ['a campaign still running', { horizonDays: 300 }, 'MODEL_CAMPAIGN_RUNNING'],
    ['no control', { treatment: { campaigns: ['SPRING'], control: ['nobody'] } }, 'MODEL_ARM_EMPTY'],
    ['an outcome nobody met', { outcome: { metric: 'nothing' } }, 'MODEL_OUTCOME_CONSTANT'],
    ['too few customers', { population: { v: 1, kind: 'rule', rule: { kind: 'sample', share: 0.02, salt: 'few' } } }, 'MODEL_ARM_SMALL'],
  ])('%s is refused', async (name, more, code) => {
    const key = `bad-${name.replaceAll(' ', '-')}`
    await publish(app, 'model', key, upliftBody(more))
    await expect(train(key)).rejects.toMatchObject({ code })
    expect((await showModel(app.context, key)).versions).toEqual([])
  })

  it('MDL-2: a feature of today leaks; a share of a campaign that is not there is a mistake', async () => {
    const status = { key: 'org', name: { zh: '机构' }, value: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'main_org_id' } } }
    await publish(app, 'model', 'leaky', upliftBody({ features: [...UPLIFT_FEATURES, status] }))
    await expect(train('leaky')).rejects.toMatchObject({ mistakes: [{ code: 'MODEL_LEAK', path: 'features[4]' }] })
    const mistakes = await app.context.definitions.check('model', null, upliftBody({ treatment: { campaigns: ['SPRING'], shares: { AUTUMN: 0.5 } } }))
    expect(mistakes.map(({ code, path }) => [code, path])).toEqual([['MODEL_CAMPAIGN_UNKNOWN', 'treatment.shares.AUTUMN']])
  })
})

describe('the lesson', () => {
  it('MDL-21: three lists of the same customers, as measured; the averse lose', async () => {
    const answer = upliftListsSchema.parse(await compareUpliftLists(app.context, 'spring', { share: 0.3 }))
    const of = (name: string) => answer.lists.find(({ list }) => list === name)!
    const rates = meansOf(bank.members.SPRING, ({ done }) => Number(done))
    expect(of('everyone')).toMatchObject({ size: 4000 })
    expect(of('everyone').treatedRate).toBeCloseTo(rates.treated, 10)
    expect(of('everyone').controlRate).toBeCloseTo(rates.control, 10)
    expect(of('uplift').increment.value).toBeGreaterThan(of('organic').increment.value)
    expect(of('uplift').increment.low).toBeGreaterThan(0.15)
    expect(of('averse').increment.high).toBeLessThan(0)
    expect(answer.overlap).toHaveLength(6)
    await expect(compareUpliftLists(app.context, 'spring', { share: 0.3, campaign: 'CHOSEN' })).rejects.toMatchObject({ code: 'MODEL_CAMPAIGN_UNKNOWN' })
  })

  it('scores of held-back customers come page by page, each once, in scope', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = heldPageSchema.parse(await heldScores(app.context, 'spring', headOffice, { limit: 1500, cursor }))
      seen.push(...page.items.map(({ custId }) => custId))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(4000)
    expect(seen).toHaveLength(4000)
    const own = (await heldScores(app.context, 'spring', branchOne, { limit: 1 })).total
    expect(own + (await heldScores(app.context, 'spring', branchTwo, { limit: 1 })).total).toBe(4000)
  })
})

describe('scores', () => {
  it('MDL-22: effect, money and quadrant of every customer; sleeping dogs are a list of their own', async () => {
    await approveVersion(app.context, { key: 'spring', number: 1 }, '指标达标', compliance)
    await promoteVersion(app.context, { key: 'spring', number: 1 }, 'champion', headOffice)
    const scored = await run<ScoreResult>(app, 'models.score', { key: 'spring', asOf: '2025-06-09' })
    expect(scored.customers).toBe(4000)
    const dogs = upliftPageSchema.parse(await upliftScores(app.context, 'spring', headOffice, { limit: 500, quadrant: 'sleeping_dog' }))
    const made = new Map(bank.members.SPRING.map(({ id, payments }) => [id, payments]))
    expect(dogs.items.length).toBeGreaterThan(100)
    expect(dogs.items.filter(({ custId }) => made.get(custId) === 0).length / dogs.items.length).toBeGreaterThan(0.95)
    expect(dogs.items.every(({ effect }, at) => effect <= -0.03 && (at === 0 || dogs.items[at - 1]!.gain! <= dogs.items[at]!.gain!))).toBe(true)
    expect(dogs.counts.reduce((sum, { customers }) => sum + customers, 0)).toBe(4000)
    const first = await upliftScores(app.context, 'spring', branchOne, { limit: 3 })
    const next = await upliftScores(app.context, 'spring', branchOne, { limit: 3, cursor: first.nextCursor! })
    expect(next.items[0]!.gain).toBeLessThanOrEqual(first.items[2]!.gain!)
    expect(next.items.map(({ custId }) => custId)).not.toContain(first.items[2]!.custId)
  })

  it('MDL-8: the engine gives every customer the effect, the money, the range and the arm a worker gives', async () => {
    const told = async (via: 'sql' | 'worker') => {
      const { runId, via: by } = await run<ScoreResult>(app, 'models.score', { key: 'spring', asOf: '2025-06-09', via })
      expect(by).toBe(via)
      return app.context.warehouse.query(query<Record<string, number>>(sql`SELECT cust_no, arm, quadrant, decile, effect, gain, organic, response, effect_low, effect_high FROM model_uplift WHERE run_id = ${runId} ORDER BY cust_no`))
    }
    const [here, there] = [await told('sql'), await told('worker')]
    expect(here).toHaveLength(4000)
    const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * (1 + Math.abs(b))
    here.forEach((row, at) => {
      const other = there[at]!
      expect([row['cust_no'], row['arm'], row['quadrant']]).toEqual([other['cust_no'], other['arm'], other['quadrant']])
      for (const name of ['effect', 'gain', 'organic', 'response', 'effect_low', 'effect_high']) expect(close(row[name]!, other[name]!), name).toBe(true)
    })
    const planted = new Map(bank.members.SPRING.map(({ id, payments }) => [id, payments >= 3 ? 0.25 : payments === 0 ? -0.1 : 0]))
    const { items } = upliftPageSchema.parse(await upliftScores(app.context, 'spring', headOffice, { limit: 500 }))
    const held = items.filter(({ custId, range }) => range!.low <= planted.get(custId)! + 0.02 && planted.get(custId)! - 0.02 <= range!.high).length
    expect(held / items.length).toBeGreaterThan(0.7)
    expect(items.every(({ range, effect }) => range!.low < effect && effect < range!.high && range!.level === 0.9)).toBe(true)
  })

  it('MDL-31: groups fare as measured, and the learned choice beats nobody and everybody off-policy', async () => {
    const { figures } = await version('spring', 1)
    const uplift = figuresSchema.parse(figures).uplift!
    expect(uplift.fairness!.map(({ by }) => by)).toEqual(['age', 'gender', 'region'])
    for (const { groups } of uplift.fairness!) expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(3500)
    const region = uplift.fairness!.find(({ by }) => by === 'region')!
    for (const { measured, meanEffect } of region.groups) expect(Math.abs(measured!.value - meanEffect)).toBeLessThan(4 * measured!.error!)
    const of = (policy: string) => uplift.policies!.find((each) => each.policy === policy)!
    const rates = meansOf(bank.members.SPRING, ({ done }) => Number(done))
    expect(of('nobody').outcome.selfNormalised.value).toBeCloseTo(rates.control, 10)
    expect(of('everybody').outcome.selfNormalised.value).toBeCloseTo(rates.treated, 10)
    expect(of('best').outcome.doublyRobust!.value).toBeGreaterThan(Math.max(rates.treated, rates.control))
    expect(of('best').treated).toBeGreaterThan(0.1)
    expect(of('best').treated).toBeLessThan(1)
  })

  it('MDL-14: an uplift model is watched as any other', async () => {
    expect(await app.context.definitions.check('model', null, upliftBody({ monitor: { schedule: { kind: 'cron', cron: '0 6 * * *' } } }))).toEqual([])
    await run(app, 'models.monitor', { key: 'spring', cause: 'manual', missed: 0 })
    const { listReports } = await import('../../src/models/store/monitor-store.js')
    const [report] = await listReports(app.context.ledger, 'spring', 1)
    expect(report).toMatchObject({ model: 'spring', version: 1, settled: null })
    expect(report!.features.length).toBe(UPLIFT_FEATURES.length)
    expect((await app.context.definitions.check('model', null, upliftBody({ monitor: { schedule: { kind: 'cron', cron: 'never' } } }))).map(({ path }) => path)).toEqual(['monitor.schedule.cron'])
  })

  it('MDL-9: one customer with reasons that add up to the effect, in scope', async () => {
    const { items } = await upliftScores(app.context, 'spring', branchOne, { limit: 1 })
    const one = customerScoreSchema.parse(await explainByTask(app.context, 'spring', items[0]!.custId, branchOne))
    expect(one.uplift).toMatchObject({ arm: 'treated', effect: items[0]!.effect, quadrant: 'persuadable' })
    expect(one.reasons.reduce((sum, { effect }) => sum + effect, one.base)).toBeCloseTo(one.score, 8)
    await expect(explainByTask(app.context, 'spring', items[0]!.custId, branchTwo)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await listModels(app.context)).find(({ key }) => key === 'spring')).toMatchObject({ task: 'uplift', champion: { number: 1 } })
    expect(modelDetailSchema.omit({ usedBy: true }).parse(await showModel(app.context, 'spring')).runs[0]!.customers).toBe(4000)
  })

  it('a model of another task has no uplift', async () => {
    await expect(upliftScores(app.context, 'nothing', headOffice, { limit: 1 })).rejects.toMatchObject({ code: 'MODEL_NOT_SCORED' })
  })
})
