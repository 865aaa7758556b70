import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveVersion, promoteVersion } from '../../src/models/actions/manage-versions.js'
import type { MonitorResult } from '../../src/models/actions/monitor/monitor-model.js'
import { readDrift } from '../../src/models/actions/monitor/read-drift.js'
import { tickMonitors } from '../../src/models/actions/monitor/tick-monitors.js'
import { scoreRuns } from '../../src/models/actions/read-scores.js'
import type { TrainResult } from '../../src/models/actions/train-version.js'
import { getVersion, listVersions } from '../../src/models/store/version-store.js'
import { pageAlerts } from '../../src/quality/store/alert-store.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { openModelBank, makeBank, modelBody } from '../kit/model-bank.js'
import { publish, run } from '../kit/strategy-bank.js'

let app: TestApp
const monitor = { schedule: { kind: 'cron', cron: '0 6 * * *' }, featurePsi: 0.5, tell: [{ role: 'ANALYST' }] }

beforeAll(async () => {
  app = await openModelBank(makeBank(1500, 5), { QUNCE_TIME_ZONE: 'Asia/Shanghai' })
  await publish(app, 'model', 'churn', modelBody({ monitor }))
  const { number } = await run<TrainResult>(app, 'models.train', { key: 'churn' })
  await approveVersion(app.context, { key: 'churn', number }, '指标达标', compliance)
  await promoteVersion(app.context, { key: 'churn', number }, 'champion', headOffice)
}, 240_000)
afterAll(() => app.close())

const jobs = async () => (await app.context.jobs.list({ kind: 'models.monitor', limit: 50 })).items
const drift = () => readDrift(app.context, 'churn')
const alerts = async (state?: 'open' | 'closed') => (await pageAlerts(app.context.ledger.db, { state, limit: 50 })).items.filter(({ rule }) => rule === 'model/churn')
const look = () => run<MonitorResult>(app, 'models.monitor', { key: 'churn', cause: 'manual', missed: 0 })

describe('watching a model', () => {
  it('MDL-14: what became due is one job, also for moments that were missed', async () => {
    await tickMonitors(app.context, new Date('2026-03-01T00:00:00Z'))
    expect((await drift()).nextDue).toBe('2026-03-01T22:00:00.000Z')
    await tickMonitors(app.context, new Date('2026-03-01T21:59:00Z'))
    expect(await jobs()).toHaveLength(0)
    await tickMonitors(app.context, new Date('2026-03-05T00:00:00Z'))
    await tickMonitors(app.context, new Date('2026-03-05T00:00:30Z'))
    const [job, ...others] = await jobs()
    expect(others).toEqual([])
    await app.context.jobs.wait(job!.id)
    const { reports, nextDue } = await drift()
    expect(nextDue).toBe('2026-03-05T22:00:00.000Z')
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({ version: 1, asOf: '2025-12-31', cause: 'catch-up', missed: 3, settled: null, trainJob: null })
    expect((await scoreRuns(app.context, 'churn', false)).map(({ asOf }) => asOf)).toEqual(['2025-12-31'])
  })

  it('MDL-14: an old run is judged by what then happened, as the test rows were', async () => {
    await run(app, 'models.score', { key: 'churn', asOf: '2025-09-30' })
    await look()
    const [report] = (await drift()).reports
    const { figures } = await getVersion(app.context.ledger.db, 'churn', 1)
    expect(report!.settled).toMatchObject({ asOf: '2025-09-30', metric: 'auc', tested: figures.probability!.auc.value })
    // The test date is the date of the run: the same customers, labels and scores.
    expect(report!.settled!.value).toBeCloseTo(figures.probability!.auc.value, 9)
    expect(report!.settled!.rows).toBe(figures.probability!.rows)
    expect(report!.settled!.rate).toBeCloseTo(figures.probability!.positives / figures.probability!.rows, 12)
    expect((await scoreRuns(app.context, 'churn', false)).map(({ asOf }) => asOf)).toEqual(['2025-12-31', '2025-09-30'])
  })

  it('MDL-15: a rule that fires tells and trains, promotes nothing, and waits while a version is open', async () => {
    const before = (await drift()).reports.length
    // Two months without a payment: the features are no longer those of training.
    await app.context.businessClock.closeDay('2026-02-28', headOffice)
    const { fired, trainJob } = await look()
    expect(fired).toBeGreaterThan(0)
    await app.context.jobs.wait(trainJob!)
    const [report] = (await drift()).reports
    expect(report!.fired.map(({ rule, feature }) => [rule, feature])).toContainEqual(['featurePsi', 'payments'])
    expect(report!.features[0]!.psi).toBeGreaterThan(0.5)
    const versions = await listVersions(app.context.ledger, 'churn')
    expect(versions.map(({ number, status }) => [number, status])).toEqual([[2, 'trained'], [1, 'champion']])
    expect((await getVersion(app.context.ledger.db, 'churn', 2)).cause).toContain('payments')
    expect((await getVersion(app.context.ledger.db, 'churn', 1)).cause).toBeNull()
    expect(await look()).toMatchObject({ trainJob: null })
    expect((await drift()).reports).toHaveLength(before + 2)
    expect((await drift()).reports[0]).toMatchObject({ waiting: 2 })
  })

  it('MDL-15: the alert is counted, stays through a check of the data, and closes when nothing fires', async () => {
    expect(await alerts('open')).toHaveLength(1)
    await run(app, 'quality.check', {})
    expect(await alerts('open')).toHaveLength(1)
    const head = await app.context.definitions.get<object>('model', 'churn')
    await app.context.definitions.save('model', 'churn', { revision: head.revision, name: head.name, body: { ...head.body, monitor: { ...monitor, scorePsi: 10, featurePsi: 10, aucDrop: 1 } } }, headOffice)
    await app.context.definitions.publish('model', 'churn', { revision: head.revision + 1 }, headOffice)
    expect(await look()).toMatchObject({ fired: 0 })
    expect(await alerts('open')).toHaveLength(0)
    expect(await alerts('closed')).toHaveLength(1)
  })

  it('a schedule that is none is refused at its place', async () => {
    const found = await app.context.definitions.check('model', null, modelBody({ monitor: { schedule: { kind: 'cron', cron: '61 6 * * *' } } }))
    expect(found.map(({ code, path }) => [code, path])).toEqual([['SCHEDULE_INVALID', 'monitor.schedule.cron']])
  })
})
