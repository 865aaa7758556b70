import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixedClock } from '#platform/clock'
import { chooseRefresh, readRefresh, startDueBuild } from '../../src/tags/actions/refresh-tags.js'
import { auditTrail } from '../kit/audit.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { load, publish, run } from '../kit/strategy-bank.js'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  await deliver('first', '2025-12-31', 'C1')
  await publish(app, 'tag', 'man', { facet: 'value', classification: 'C2', compute: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'gender' }, op: '=', value: 'M' } } })
})
afterAll(() => app.close())

const deliver = (source: string, businessDate: string, custId: string) => load(app, source, { format: { type: 'csv' }, businessDate, targets: [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id', gender: 'g' } }] }, `id,g\n${custId},M\n`)
const HOUR = 3_600_000
/** The same bank, so many milliseconds later. */
const later = (ms: number) => ({ ...app.context, clock: fixedClock(new Date(Date.now() + ms).toISOString()) })
const builds = async () => (await app.context.jobs.list({ kind: 'tags.build', limit: 50 })).items

describe('TAG-22: tags are rebuilt by themselves', () => {
  it('not the first time: nobody asked for tags yet', async () => {
    expect(await readRefresh(app.context)).toMatchObject({ on: true, choice: null, state: 'never-built', lastBuild: null })
    await startDueBuild(later(2 * HOUR))
    expect(await builds()).toEqual([])
  })

  it('when a load came after the newest build, as of the newest data; and once', async () => {
    await run(app, 'tags.build', {})
    expect(await readRefresh(later(2 * HOUR))).toMatchObject({ state: 'up-to-date', lastBuild: { status: 'done', byItself: false } })
    await deliver('second', '2026-01-01', 'C2')
    expect(await readRefresh(app.context)).toMatchObject({ state: 'settling', newestLoad: { asOf: '2026-01-01' } })
    await startDueBuild(app.context)
    expect(await builds()).toHaveLength(1)
    await startDueBuild(later(2 * HOUR))
    const [mine] = await builds()
    expect(await app.context.jobs.wait(mine!.id)).toMatchObject({ asOf: '2026-01-01', tags: 1 })
    expect(await readRefresh(later(2 * HOUR))).toMatchObject({ state: 'up-to-date', lastBuild: { byItself: true, by: '标签自动重建 Tag refresh' } })
    await startDueBuild(later(2 * HOUR))
    expect(await builds()).toHaveLength(2)
  })

  it('not when it is switched off, which names who and why and is audited', async () => {
    await chooseRefresh(app.context, { on: false, why: '月末结账' }, headOffice)
    await deliver('third', '2026-01-02', 'C3')
    await startDueBuild(later(2 * HOUR))
    expect(await builds()).toHaveLength(2)
    expect(await readRefresh(later(2 * HOUR))).toMatchObject({ on: false, state: 'off', choice: { by: headOffice.name, why: '月末结账' } })
    const audited = await auditTrail(app.context.ledger, 'tags.refresh')
    expect(audited).toMatchObject([{ purpose: '月末结账' }])
    expect((await chooseRefresh(later(2 * HOUR), { on: true, why: '结账完毕' }, headOffice)).state).toBe('due')
  })
})
