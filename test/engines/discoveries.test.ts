import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adoptSubgroup, discoveryRuns, showDiscovery } from '../../src/segments/actions/read-discoveries.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { openModelBank, makeBank, TODAY } from '../kit/model-bank.js'
import { runJob } from '../kit/small-bank/load.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const rule = (node: object) => ({ v: 1, kind: 'rule', rule: node })
const attr = (field: string) => ({ kind: 'attr', table: 'customer', field })
const feature = (key: string, node: object) => ({ key, name: { zh: key }, value: value(node) })
const payments = { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' }, filter: { kind: 'compare', left: { kind: 'field', field: 'type' }, op: '=', value: 'POS' } }
const closed = rule({ kind: 'compare', left: attr('status'), op: '=', value: 'CLOSED' })
const body = { outcome: closed, features: [feature('payments', payments), feature('age', { kind: 'age', of: attr('birth_date') }), feature('gender', attr('gender'))], depth: 2, leastShare: 0.05, top: 5 }

interface Ran {
  readonly customers: number
  readonly subgroups: number
  readonly hold: number
}

let ran: Ran
beforeAll(async () => {
  app = await openModelBank(makeBank(1200, 5))
  await runJob(app, 'tags.build', { asOf: TODAY })
  await publish(app, 'discovery', 'leavers', body)
  ran = await runJob<Ran>(app, 'segments.discover', { key: 'leavers' })
})
afterAll(() => app.close())

describe('subgroups of a bank whose customers leave when they pay little', () => {
  it('SEG-16: are those who pay little, and the other half agrees', async () => {
    const [run] = await discoveryRuns(app.context, 'leavers')
    expect(ran).toMatchObject({ customers: 1200, subgroups: run?.subgroups.length })
    const [best] = run?.subgroups ?? []
    expect(best?.conditions[0]).toMatchObject({ kind: 'number', feature: 'payments', above: null })
    expect(best).toMatchObject({ holds: true })
    expect(best?.held.rate).toBeGreaterThan((best?.held.restRate ?? 1) + 0.2)
    expect(best?.sentence.zh).not.toBe('')
  })

  it('SEG-16: become segments that have the customers of both halves', async () => {
    const [run] = await discoveryRuns(app.context, 'leavers')
    const best = run?.subgroups[0]
    const { key, revision } = await adoptSubgroup(app.context, { key: 'leavers', run: run?.runId ?? 0 }, { subgroup: 0, key: 'pay-little', name: { zh: '付款少' } }, headOffice)
    await app.context.definitions.publish('segment', key, { revision }, headOffice)
    expect(await runJob(app, 'segment.snapshot', { key })).toMatchObject({ size: (best?.found.size ?? 0) + (best?.held.size ?? 0) })
  })

  it('SEG-5, SEG-16: those below the smallest cell are left out', async () => {
    const seen = await showDiscovery(app.context, 'leavers', { ...headOffice, scope: { ...headOffice.scope, minCell: 600 } })
    expect(seen.runs[0]?.subgroups).toEqual([])
  })

  it('refuses outcomes that are all the same, features that cannot be cut, runs and subgroups there are not', async () => {
    await publish(app, 'discovery', 'all-same', { ...body, outcome: rule({ kind: 'always' }) })
    await expect(runJob(app, 'segments.discover', { key: 'all-same' })).rejects.toMatchObject({ code: 'DISCOVERY_ONE_OUTCOME' })
    await publish(app, 'discovery', 'few', { ...body, population: rule({ kind: 'compare', left: { kind: 'age', of: attr('birth_date') }, op: '=', value: 50 }) })
    await expect(runJob(app, 'segments.discover', { key: 'few' })).rejects.toMatchObject({ code: 'DISCOVERY_FEW_CUSTOMERS' })
    const mistakes = await app.context.definitions.check('discovery', null, { ...body, features: [feature('born', attr('birth_date')), feature('born', payments)] })
    expect(mistakes.map(({ code }) => code)).toEqual(['CLUSTER_FEATURE_TYPE', 'CLUSTER_FEATURE_REPEATED'])
    const adopt = (key: string, run: number, subgroup: number) => adoptSubgroup(app.context, { key, run }, { subgroup, key: 'none', name: { zh: '无' } }, headOffice)
    await expect(adopt('few', 1, 0)).rejects.toMatchObject({ code: 'DISCOVERY_NOT_RUN' })
    await expect(adopt('leavers', 999_999, 0)).rejects.toMatchObject({ code: 'DISCOVERY_RUN_UNKNOWN' })
    const [run] = await discoveryRuns(app.context, 'leavers')
    await expect(adopt('leavers', run?.runId ?? 0, 50)).rejects.toMatchObject({ code: 'DISCOVERY_SUBGROUP_UNKNOWN' })
  })
})
