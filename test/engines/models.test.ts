import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mistakes } from '#kernel/error'
import { identifier, query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import { listModels, showModel, showVersion, compareVersions } from '../../src/models/actions/list-models.js'
import { approveVersion, promoteVersion, rollBack } from '../../src/models/actions/manage-versions.js'
import { explainCustomer, topScores } from '../../src/models/actions/read-scores.js'
import type { ScoreResult } from '../../src/models/actions/score-model.js'
import { rowsTableOf, type TrainResult } from '../../src/models/actions/train-version.js'
import { getVersion } from '../../src/models/store/version-store.js'
import { auditTrail } from '../kit/audit.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { boosting, FEATURES, openModelBank, makeBank, modelBody, STATUS_FEATURE } from '../kit/model-bank.js'
import { branchOne, branchTwo, publish, run } from '../kit/strategy-bank.js'

let app: TestApp
const bank = makeBank(3000, 11)
const hazards = new Map(bank.people.map(({ id, hazard }) => [id, hazard]))

beforeAll(async () => {
  app = await openModelBank(bank)
  await publish(app, 'model', 'churn', modelBody())
  await publish(app, 'model', 'churn-trees', modelBody({ algorithm: boosting }))
}, 240_000)
afterAll(() => app.close())

const train = (key: string) => run<TrainResult>(app, 'models.train', { key })
const score = (input: object) => run<ScoreResult>(app, 'models.score', input)
const version = (key: string, number: number) => getVersion(app.context.ledger.db, key, number)

/** Chance that a leaver ranks above a stayer, pair by pair over distinct values. */
function aucOf(rows: readonly { label: number; score: number }[]): number {
  const sorted = [...rows].sort((a, b) => a.score - b.score)
  let [ranks, at] = [0, 0]
  while (at < sorted.length) {
    let end = at
    while (end < sorted.length && sorted[end]!.score === sorted[at]!.score) end += 1
    const ones = sorted.slice(at, end).filter(({ label }) => label === 1).length
    ranks += (ones * (at + 1 + end)) / 2
    at = end
  }
  const ones = rows.filter(({ label }) => label === 1).length
  return (ranks - (ones * (ones + 1)) / 2) / (ones * (rows.length - ones))
}

async function rowsOf(dataRun: number) {
  return app.context.warehouse.query(
    query<{ cust_id: string; as_of: string; split: string; label: number; f_payments: number; f_age: number }>(
      sql`SELECT cust_id, as_of, split, label, f_payments, f_age FROM ${identifier(rowsTableOf(dataRun))} ORDER BY as_of, cust_id`,
    ),
  )
}

/** One number for everything a table of rows holds. */
async function fingerprint(dataRun: number): Promise<string> {
  const columns = sql`cust_id, as_of, split, label, ifNull(f_aum, -1), ifNull(f_payments, -1), ifNull(f_salaries, -1), ifNull(f_age, -1), ifNull(f_gender, '')`
  const rows = await app.context.warehouse.query(query<{ n: string }>(sql`SELECT toString(groupBitXor(cityHash64(${columns}))) AS n FROM ${identifier(rowsTableOf(dataRun))}`))
  return rows[0]!.n
}

describe('training', () => {
  it('MDL-3, MDL-5: logistic reaches the oracle within .03 out of time, calibrated, with every figure', async () => {
    const { number } = await train('churn')
    const { figures, dataRun } = await version('churn', number)
    expect(figures.dates).toEqual({ train: ['2025-04-30', '2025-05-31', '2025-06-30'], test: ['2025-09-30'], left: ['2025-07-31', '2025-08-31'] })
    const test = (await rowsOf(dataRun)).filter(({ split }) => split === 'test')
    const oracle = aucOf(test.map(({ cust_id, label }) => ({ label, score: hazards.get(cust_id)! })))
    const { probability } = figures
    expect(probability!.auc.value).toBeGreaterThan(oracle - 0.03)
    expect(probability!.auc.low!).toBeLessThan(probability!.auc.value)
    expect(probability!.rows).toBe(test.length)
    expect(probability!.positives).toBe(test.filter(({ label }) => label === 1).length)
    expect(probability!.calibrationSlope).toBeGreaterThan(0.7)
    expect(probability!.calibrationSlope).toBeLessThan(1.4)
    expect(probability!.brier).toBeLessThan(probability!.brierOfRate)
    expect(figures.importance.slice(0, 2).map(({ feature }) => feature).sort()).toEqual(['payments', 'salaries'])
    expect(figures.fairness.map(({ by, groups }) => [by, groups.length])).toEqual([['age', 5], ['gender', 2], ['region', 2]])
    expect(figures.stability).toHaveLength(5)
  })

  it('MDL-1, MDL-2: rows that come later change nothing, and the features are as of the date', async () => {
    const before = await version('churn', 1)
    const path = join(app.dir, 'late.csv')
    writeFileSync(path, `txn,id,ts,type,dir,amount\n${bank.people.map(({ id }) => `late-${id},${id},2025-12-20T04:00:00Z,POS,D,9.00`).join('\n')}\n`)
    await run(app, 'data.load', { source: 'txn', file: { path }, trustedPath: true })
    const { number } = await train('churn')
    const after = await version('churn', number)
    expect(after.dataRun).not.toBe(before.dataRun)
    expect(await fingerprint(after.dataRun)).toBe(await fingerprint(before.dataRun))
    expect(after.fitted).toEqual(before.fitted)
  })

  it('MDL-2: an attribute nobody knew then is refused with its place, in a feature, a tag and the population', async () => {
    await publish(app, 'tag', 'is-closed', { facet: 'attribute', classification: 'C1', compute: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'status' } } })
    const viaTag = { key: 'closed', name: { zh: '已销户' }, value: { v: 1, kind: 'value', value: { kind: 'tag', tag: 'is-closed' } } }
    const population = { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'status' }, op: '=', value: 'ACTIVE' } }
    await publish(app, 'model', 'leaky', modelBody({ population, features: [...FEATURES, STATUS_FEATURE, viaTag] }))
    const refused = await train('leaky').then(() => null, (error: unknown) => error as Mistakes)
    expect(refused?.mistakes.map(({ code, path, params }) => [code, path, params['field']])).toEqual([
      ['MODEL_LEAK', 'population', 'customer.status'],
      ['MODEL_LEAK', 'features[5]', 'customer.status'],
      ['MODEL_LEAK', 'features[6]', 'customer.status'],
    ])
  })

  it('boosting reaches the oracle within .03, the same model twice', async () => {
    const one = await version('churn-trees', (await train('churn-trees')).number)
    const two = await version('churn-trees', (await train('churn-trees')).number)
    expect(two.fitted).toEqual(one.fitted)
    const test = (await rowsOf(one.dataRun)).filter(({ split }) => split === 'test')
    const oracle = aucOf(test.map(({ cust_id, label }) => ({ label, score: hazards.get(cust_id)! })))
    expect(one.figures.probability!.auc.value).toBeGreaterThan(oracle - 0.03)
    expect(await compareVersions(app.context, 'churn-trees', { a: 1, b: 2 })).toMatchObject({ onlyA: [], onlyB: [] })
  })

  it('a regression of next assets is judged by amount', async () => {
    await publish(app, 'model', 'assets', modelBody({ task: 'regression', label: { kind: 'value', value: FEATURES[0]!.value } }))
    const { figures } = await version('assets', (await train('assets')).number)
    expect(figures.amount!.r2.value).toBeGreaterThan(0.1)
    expect(figures.probability).toBeNull()
  })

  it('wrong use gets its own error', async () => {
    const always = { v: 1, kind: 'rule', rule: { kind: 'always' } }
    await publish(app, 'model', 'constant', modelBody({ label: { kind: 'rule', rule: always } }))
    await expect(train('constant')).rejects.toMatchObject({ code: 'MODEL_LABEL_CONSTANT' })
    await publish(app, 'model', 'early', modelBody({ training: { asOf: { dates: ['2025-12-31'] }, testDates: 1 } }))
    await expect(train('early')).rejects.toMatchObject({ code: 'MODEL_DATES' })
    const unknown = { key: 'x', name: { zh: 'x' }, value: { v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field: 'nothing' } } }
    const mistakes = await app.context.definitions.check('model', null, modelBody({ features: [unknown, FEATURES[0], FEATURES[0]], algorithm: { ...boosting, monotone: { gone: 1 } } }))
    expect(mistakes.map(({ code, path }) => [code, path.split('.')[0]])).toEqual([
      ['RULE_UNKNOWN_ATTR', 'features[0]'],
      ['MODEL_FEATURE_REPEATED', 'features[2]'],
      ['MODEL_FEATURE_UNKNOWN', 'algorithm'],
    ])
  })

  it('is cancelled within a second and leaves nothing', async () => {
    await publish(app, 'model', 'slow', modelBody({ algorithm: { kind: 'boosting', trees: 5000, leaves: 255, leafRows: 1, rate: 0.01 } }))
    const id = await app.context.jobs.start('models.train', { key: 'slow' }, headOffice)
    const ended = app.context.jobs.wait(id).then(() => null, (error: unknown) => error)
    while ((await app.context.jobs.get(id)).step !== 'training') await new Promise((resolve) => setTimeout(resolve, 20))
    const asked = performance.now()
    await app.context.jobs.cancel(id, headOffice)
    expect(await ended).toMatchObject({ code: 'CANCELLED' })
    expect(performance.now() - asked).toBeLessThan(1500)
    expect((await showModel(app.context, 'slow')).versions).toEqual([])
    expect((await app.context.runs.visible('model-rows', 'slow'))).toEqual([])
  })
})

describe('the registry', () => {
  const note = '指标达标'
  it('MDL-6: a second person approves; roles follow; a rollback puts the earlier champion back', async () => {
    const { context } = app
    await expect(approveVersion(context, { key: 'churn', number: 1 }, note, headOffice)).rejects.toMatchObject({ code: 'MODEL_SAME_PERSON' })
    await expect(promoteVersion(context, { key: 'churn', number: 1 }, 'champion', headOffice)).rejects.toMatchObject({ code: 'MODEL_NOT_APPROVED' })
    for (const number of [1, 2]) await approveVersion(context, { key: 'churn', number }, note, compliance)
    await promoteVersion(context, { key: 'churn', number: 1 }, 'champion', headOffice)
    await expect(rollBack(context, 'churn', headOffice)).rejects.toMatchObject({ code: 'MODEL_NO_EARLIER' })
    await promoteVersion(context, { key: 'churn', number: 2 }, 'challenger', headOffice)
    await promoteVersion(context, { key: 'churn', number: 2 }, 'champion', headOffice)
    const statuses = async () => (await showModel(context, 'churn')).versions.map(({ number, status }) => [number, status])
    expect(await statuses()).toEqual([[2, 'champion'], [1, 'retired']])
    expect(await rollBack(context, 'churn', headOffice)).toBe(1)
    expect(await statuses()).toEqual([[2, 'approved'], [1, 'champion']])
    const audited = (await auditTrail(context.ledger, 'model.%')).filter((entry) => entry.object_key === 'churn')
    expect(audited.map(({ action }) => action)).toEqual(expect.arrayContaining(['model.train', 'model.approve', 'model.promote', 'model.rollback']))
    expect((await showVersion(context, 'churn', 1)).features[1]?.sentence.en).toContain('90')
    expect((await listModels(context)).find(({ key }) => key === 'churn')?.champion?.number).toBe(1)
  })
})

describe('scores', () => {
  const scoresOf = (runId: number) => app.context.warehouse.query(query<{ cust_id: string; score: number; decile: number }>(sql`SELECT cust_id, score, decile FROM model_score WHERE run_id = ${runId} ORDER BY cust_id`))

  it.each(['churn', 'churn-trees'])('MDL-8: %s gives the same scores by the engine and by a worker', async (key) => {
    if (key === 'churn-trees') {
      await approveVersion(app.context, { key, number: 1 }, '指标达标', compliance)
      await promoteVersion(app.context, { key, number: 1 }, 'champion', headOffice)
    }
    const worker = await score({ key, asOf: '2025-12-30', via: 'worker' })
    const engine = await score({ key, asOf: '2025-12-31', via: 'sql' })
    const again = await score({ key, asOf: '2025-12-31', via: 'worker' })
    expect([worker.via, engine.via, again.via]).toEqual(['worker', 'sql', 'worker'])
    const [a, b] = [await scoresOf(engine.runId), await scoresOf(again.runId)]
    expect(a.length).toBeGreaterThan(500)
    expect(a.map(({ cust_id }) => cust_id)).toEqual(b.map(({ cust_id }) => cust_id))
    for (const [at, row] of a.entries()) expect(Math.abs(row.score - b[at]!.score)).toBeLessThan(1e-9)
    const { runs } = await showModel(app.context, key)
    expect(runs.map(({ asOf }) => asOf)).toEqual(['2025-12-31', '2025-12-30'])
    expect(runs[0]!.drift).toHaveLength(5)
  })

  it('MDL-9: the list and the reasons stay in the asker\'s scope', async () => {
    const mine = new Set(bank.people.filter(({ org }) => org === 'B1').map(({ id }) => id))
    const all = await topScores(app.context, 'churn', headOffice, { limit: 500 })
    const own = await topScores(app.context, 'churn', branchOne, { limit: 500 })
    expect(own.items.every(({ custId }) => mine.has(custId))).toBe(true)
    expect(own.total + (await topScores(app.context, 'churn', branchTwo, { limit: 1 })).total).toBe(all.total)
    const nobody: Actor = { ...branchOne, scope: { ...branchOne.scope, orgPaths: [] } }
    expect((await topScores(app.context, 'churn', nobody, { limit: 5 })).total).toBe(0)
    const first = own.items[0]!
    const next = await topScores(app.context, 'churn', branchOne, { limit: 1, cursor: (await topScores(app.context, 'churn', branchOne, { limit: 1 })).nextCursor! })
    expect(next.items).toEqual([own.items[1]])
    const explained = await explainCustomer(app.context, 'churn', first.custId, branchOne)
    expect(explained).toMatchObject({ custId: first.custId, score: first.score, version: 1 })
    expect(explained.reasons.map(({ feature }) => feature).sort()).toEqual(FEATURES.map(({ key }) => key).sort())
    await expect(explainCustomer(app.context, 'churn', first.custId, branchTwo)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('MDL-7: the champion is looked up each time; a shadow is not published', async () => {
    await promoteVersion(app.context, { key: 'churn', number: 2 }, 'challenger', headOffice)
    const before = (await topScores(app.context, 'churn', headOffice, { limit: 1 })).run.runId
    expect((await score({ key: 'churn', shadow: true })).version).toBe(2)
    expect((await topScores(app.context, 'churn', headOffice, { limit: 1 })).run.runId).toBe(before)
    await promoteVersion(app.context, { key: 'churn', number: 2 }, 'champion', headOffice)
    expect((await score({ key: 'churn' })).version).toBe(2)
    await expect(score({ key: 'churn', shadow: true })).rejects.toMatchObject({ code: 'MODEL_NO_CHAMPION' })
  })
})
