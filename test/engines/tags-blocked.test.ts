import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { latestSnapshot } from '#tags'
import { requireOverBlock } from '../../src/tags/policy.js'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'
import { switchRule } from '../../src/quality/actions/switch-rule.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { auditTrail } from '../kit/audit.js'
import { AS_OF, openStrategyBank, load, openedThrough, publish, run } from '../kit/strategy-bank.js'

let app: TestApp
const ports = { orgPaths: () => app.access.orgs() }
const txn = (businessDate: string) => ({
  format: { type: 'csv' }, businessDate,
  targets: [{ table: 'txn', mode: 'append', columns: { txn_id: 'id', cust_id: 'c', ts: { from: 't', format: 'YYYY-MM-DD' }, amount: 'a' } }],
})
const spent = { facet: 'value', classification: 'C2', compute: { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'all' } } } }
const rich = { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'spent' }, op: '>', value: 1 } } as const
beforeAll(async () => {
  app = await openStrategyBank()
  await load(app, 'core-early', { format: { type: 'csv' }, businessDate: '2025-11-30', targets: [{ table: 'customer', mode: 'upsert', columns: { cust_id: 'id' } }] }, 'id\nC10\n')
  await load(app, 'early', txn('2025-11-30'), 'id,c,t,a\n1,C10,2025-11-30,10\n')
  await load(app, 'late', txn(AS_OF), 'id,c,t,a\n2,C10,2025-12-31,-99999\n')
  await publish(app, 'quality-rule', 'sane', { table: 'txn', columns: ['amount'], check: { kind: 'range', min: 0 }, severity: 'block' })
  await run(app, 'quality.check', { asOf: AS_OF })
})
afterAll(() => app.close())

const build = (asOf: string, override?: { reason: string }, actor: Actor = headOffice) => run<{ asOf: string; tags: number }>(app, 'tags.build', { asOf, ...(override === undefined ? {} : { override }) }, actor)
const audited = () => auditTrail(app.context.ledger, 'tags.build-blocked')
const preview = (rule: unknown) => previewSegment(app.context, ports, rule as never, headOffice, AS_OF)

describe('what quality blocks', () => {
  it('TAG-7: a build that does not read the blocked table goes on', async () => {
    expect(await build(AS_OF)).toMatchObject({ asOf: AS_OF, tags: 0 })
    expect((await preview(openedThrough('APP').rule)).blocked).toEqual([])
  })

  it('TAG-7: a build that reads it fails, naming table, rule, source and date; nothing is replaced', async () => {
    await publish(app, 'tag', 'spent', spent)
    const before = await latestSnapshot(app.context)
    await expect(build(AS_OF)).rejects.toMatchObject({ code: 'TAGS_SOURCE_BLOCKED', params: { asOf: AS_OF, blocked: `txn: sane @ late (${AS_OF})` } })
    expect(await latestSnapshot(app.context)).toEqual(before)
    expect(await build('2025-11-30')).toMatchObject({ asOf: '2025-11-30', tags: 1 })
  })

  it('SEG: a preview that rests on it warns, computed in place or from a tag of the snapshot', async () => {
    const blocked = [{ table: 'txn', rule: 'sane', source: 'late', asOf: AS_OF }]
    expect((await preview(rich)).blocked).toEqual(blocked)
    await build(AS_OF, { reason: '已人工核对' })
    expect((await preview(rich)).blocked).toEqual(blocked)
  })

  it('TAG-7: who may load data lets it pass with a reason, which is audited', async () => {
    const strategist: Actor = { ...compliance, id: 'strategist', permissions: compliance.permissions.filter((each) => each !== 'data.load') }
    expect(() => requireOverBlock(strategist)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }) as Error)
    expect(() => requireOverBlock(compliance)).not.toThrow()
    expect(await build(AS_OF, { reason: '与核心对账一致，先出标签' }, compliance)).toMatchObject({ tags: 1 })
    const entries = await audited()
    expect(entries.map(({ actor_id, object_key, purpose }) => [actor_id, object_key, purpose])).toEqual([[headOffice.id, AS_OF, '已人工核对'], [compliance.id, AS_OF, '与核心对账一致，先出标签']])
    expect(entries[0]?.after).toHaveProperty('blocked', [{ table: 'txn', rule: 'sane', source: 'late', asOf: AS_OF }])
  })

  it('QUA-12: switched off, the rule blocks nothing, and no reason is asked or kept', async () => {
    await switchRule(app.context, 'sane', true, headOffice)
    expect(await build(AS_OF, { reason: '不再需要' })).toMatchObject({ tags: 1 })
    expect(await audited()).toHaveLength(2)
    expect((await preview(rich)).blocked).toEqual([])
  })
})
