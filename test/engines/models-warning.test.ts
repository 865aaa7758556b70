import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureLead, type LeadResult } from '../../src/models/actions/warning/measure-lead.js'
import { newestLead, warningList } from '../../src/models/actions/warning/read-warnings.js'
import { exportScores } from '../../src/models/actions/export-scores.js'
import { approveVersion, promoteVersion } from '../../src/models/actions/manage-versions.js'
import type { TrainResult } from '../../src/models/actions/train-version.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { openModelBank, makeBank, modelBody } from '../kit/model-bank.js'
import { branchOne, branchTwo, publish, run } from '../kit/strategy-bank.js'

let app: TestApp
const bank = makeBank(1500, 11)

beforeAll(async () => {
  app = await openModelBank(bank)
  await publish(app, 'model', 'churn', modelBody())
  await run<TrainResult>(app, 'models.train', { key: 'churn' })
  await approveVersion(app.context, { key: 'churn', number: 1 }, 'looks right', compliance)
  await promoteVersion(app.context, { key: 'churn', number: 1 }, 'champion', headOffice)
}, 240_000)
afterAll(() => app.close())

/** Month ends of 2025 from September on with the assets of everybody, in yuan, straight from the file. */
function assets(): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const line of bank.files.aum.trim().split('\n').slice(1)) {
    const [id = '', month = '', end = ''] = line.split(',')
    if (month >= '2025-09-30') found.set(id, [...(found.get(id) ?? []), Number(end)])
  }
  return found
}

describe('early warning', () => {
  it('MDL-28: losses after the test date are found where the files have them, and leavers are warned of ahead', async () => {
    expect(await newestLead(app.context, 'churn')).toEqual({ leadTime: null })
    const { lost } = await run<LeadResult>(app, 'models.lead', { key: 'churn' })
    const { leadTime } = await newestLead(app.context, 'churn')
    const before = [...assets().values()].filter(([september = 0]) => september >= 10_000)
    const gone = before.filter(([september = 0, ...later]) => later.some((each) => each <= 0.2 * september))
    expect([lost, leadTime!.customers]).toEqual([gone.length, before.length])
    expect([leadTime!.dates[0], leadTime!.dates.at(-1)]).toEqual(['2025-09-30', '2025-12-31'])
    // Those who pay little leave soon: the best fifth holds more than a fifth of the leavers, and is warned of.
    const fifth = leadTime!.lines.find(({ share }) => share === 0.2)!
    expect(fifth.flaggedLost / lost).toBeGreaterThan(0.3)
    expect(fifth.aheadShare).toBeGreaterThan(0.2)
    expect(fifth.aheadShare).toBeLessThanOrEqual(fifth.warnedShare)
    expect(fifth.median!).toBeGreaterThanOrEqual(31)
    const [first, last] = [leadTime!.deciles[0]!, leadTime!.deciles[9]!]
    expect(first.lost / first.customers).toBeGreaterThan((2 * last.lost) / last.customers)
    expect(leadTime!.deciles.reduce((sum, { lost: own }) => sum + own, 0)).toBe(lost)
    expect(measureLead.name).toBe('measureLead')
  })

  it('MDL-28: the list says why in words, with the planted signs, in scope', async () => {
    await expect(warningList(app.context, 'churn', headOffice, { limit: 10 })).rejects.toMatchObject({ code: 'MODEL_NOT_SCORED' })
    await run(app, 'models.score', { key: 'churn', asOf: '2025-09-30' })
    const { items, total } = await warningList(app.context, 'churn', headOffice, { limit: 500 })
    expect(items[0]!.reasons).toHaveLength(3)
    const moves = items.flatMap(({ reasons }) => reasons.filter(({ feature }) => feature === 'payments').map(({ value, effect }) => [Number(value ?? 0), effect] as const))
    const mean = (kept: typeof moves) => kept.reduce((sum, [, effect]) => sum + effect, 0) / kept.length
    expect(mean(moves.filter(([value]) => value <= 2))).toBeGreaterThan(0)
    expect(items[0]!.reasons.find(({ feature }) => feature === 'payments')?.words.zh).toMatch(/^payments为 \d+，推高$/)
    const own = await warningList(app.context, 'churn', branchOne, { limit: 500 })
    const other = await warningList(app.context, 'churn', branchTwo, { limit: 500 })
    expect(own.total + other.total).toBe(total)
    const mine = new Set(bank.people.filter(({ org }) => org === 'B1').map(({ id }) => id))
    expect(own.items.every(({ custId }) => mine.has(custId))).toBe(true)
    const { items: tenth } = await warningList(app.context, 'churn', headOffice, { limit: 500, decile: 1 })
    expect(tenth.length).toBeGreaterThan(0)
    expect(tenth.every(({ decile }) => decile === 1)).toBe(true)
  })

  it('MDL-32: scores leave as CSV with a watermark, in scope, with neutral cells, and are audited', async () => {
    const told = async (actor = headOffice) => {
      const { name, bytes } = await exportScores(app.context, 'churn', actor, '=为预警外呼')
      let text = ''
      for await (const part of bytes) text += part
      return { name, lines: text.replace('\uFEFF', '').trim().split(/\r?\n/) }
    }
    const { name, lines } = await told()
    expect(name).toBe('scores-churn.csv')
    expect(lines[0]).toMatch(/# Qunce export \/ churn v1 \/ 2025-09-30 \/ .*为预警外呼/)
    expect(lines[1]).toBe('cust_id,org_path,score,decile')
    const { items, total } = await warningList(app.context, 'churn', headOffice, { limit: 1 })
    expect(lines).toHaveLength(total + 2)
    expect(lines.find((line) => line.startsWith(`${items[0]!.custId},`))).toBe(`${items[0]!.custId},${items[0]!.orgPath},${items[0]!.score},1`)
    const mine = new Set(bank.people.filter(({ org }) => org === 'B1').map(({ id }) => id))
    expect((await told(branchOne)).lines.slice(2).every((line) => mine.has(line.split(',')[0]!))).toBe(true)
  })

  it('MDL-28: a version that was tested on customers held back has no dates of its own', async () => {
    await publish(app, 'model', 'held', modelBody({ training: { asOf: { monthEnds: 6 }, rows: 100_000, testDates: 0, seed: 7 } }))
    await run(app, 'models.train', { key: 'held' })
    await expect(run(app, 'models.lead', { key: 'held' })).rejects.toMatchObject({ code: 'MODEL_NO_LEAD' })
  })

  it('MDL-29: amounts of a long tail are learned as logs from rows that have one, and said with a range', async () => {
    const told = { kind: 'case', when: [{ if: { kind: 'compare', left: { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } }, op: '<', value: 60 }, then: { kind: 'agg', table: 'aum_month', fn: 'last', field: 'end', window: { kind: 'all' } } }] }
    const body = modelBody({ task: 'regression', scale: 'log', label: { kind: 'value', missing: 'leave', value: { v: 1, kind: 'value', value: told } }, horizonDays: 30, algorithm: { kind: 'boosting', trees: 60, leaves: 8, leafRows: 20, rate: 0.1 } })
    await publish(app, 'model', 'amount', body)
    await run(app, 'models.train', { key: 'amount' })
    const { showVersion } = await import('../../src/models/actions/list-models.js')
    const { figures } = await showVersion(app.context, 'amount', 1)
    const young = bank.files.customer.trim().split('\n').slice(1).filter((line) => Number(line.split(',')[2]!.slice(0, 4)) > 1966).length
    expect(figures.rows.test).toBeLessThan(young)
    expect(figures.amount!.rankCorrelation).toBeGreaterThan(0.3)
    expect(figures.amount!.range!.covered).toBeGreaterThan(0.7)
    expect(await app.context.definitions.check('model', null, modelBody({ scale: 'log' }))).toMatchObject([{ code: 'MODEL_LABEL_TYPE', path: 'scale' }])
  })
})
