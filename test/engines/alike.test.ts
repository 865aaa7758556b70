import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RuleDocument } from '#kernel/rule'
import { query, sql } from '#kernel/sql'
import { adoptTier } from '../../src/segments/actions/adopt-tier.js'
import { leftOutOf } from '../../src/segments/actions/alike-readings.js'
import { tieringRuns } from '../../src/segments/actions/tiering-runs.js'
import type { TieringJobResult } from '../../src/segments/actions/run-tiering.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { openModelBank, makeBank, TODAY } from '../kit/model-bank.js'
import { runJob } from '../kit/small-bank/load.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const rule = (node: object) => ({ v: 1, kind: 'rule', rule: node })
const attr = (field: string) => ({ kind: 'attr', table: 'customer', field })
const feature = (key: string, node: object) => ({ key, name: { zh: key }, value: value(node) })
const payments = feature('payments', { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' } })
const age = feature('age', { kind: 'age', of: attr('birth_date') })
const closed = rule({ kind: 'compare', left: attr('status'), op: '=', value: 'CLOSED' })
const body = (plan: object) => ({ plan: { kind: 'alike', seeds: closed, features: [payments, age], bands: [{ code: 'TOP', name: { zh: '最像' }, share: 0.1 }, { code: 'NEXT', name: { zh: '次之' }, share: 0.3 }], ...plan } })

function raise(): never {
  throw new Error('not there')
}

beforeAll(async () => {
  app = await openModelBank(makeBank(1200, 5))
  await runJob(app, 'tags.build', { asOf: TODAY })
})
afterAll(() => app.close())

describe('look-alikes of customers who left, at a bank whose customers leave when they pay little', () => {
  it.each(['boosting', 'linear'] as const)('SEG-23: are found by %s, ranked, and proved on held-out seeds', async (learner) => {
    const key = `alike-${learner}`
    await publish(app, 'tiering', key, body({ learner }))
    const ran = await runJob<TieringJobResult>(app, 'segments.tier', { key })
    const [run] = await tieringRuns(app.context, key)
    expect(run).toMatchObject({ runId: ran.runId, kind: 'alike', customers: 1200 })
    expect(run?.cells.map(({ code }) => code)).toEqual(['SEED', 'TOP', 'NEXT', 'REST'])
    const found = run?.alike ?? raise()
    expect(found.excluded).toEqual([])
    expect(found.auc).toBeGreaterThan(0.6)
    expect(found.features[0]?.feature).toBe('payments')
    const [top = raise(), , rest] = found.bands
    expect(top.lift).toBeGreaterThan(1.2)
    expect(rest).toMatchObject({ from: null, seeds: 1, others: 1, lift: 1 })
    const rows = await app.context.warehouse.query(query<{ cell: number; n: string; low: number; high: number }>(sql`SELECT cell, count() AS n, min(value) AS low, max(value) AS high FROM tier_members WHERE run_id = ${ran.runId} GROUP BY cell ORDER BY cell`))
    const [seeds = raise(), first = raise(), second = raise(), others = raise()] = rows
    expect(Number(seeds.n)).toBe(found.seeds)
    expect(Number(first.n)).toBeGreaterThanOrEqual(Math.floor((1200 - found.seeds) * 0.1))
    expect(first.low).toBeGreaterThanOrEqual(second.high)
    expect(second.low).toBeGreaterThanOrEqual(others.high)
    const left = (await app.context.warehouse.tables()).filter((name) => name.startsWith('tier_rows_') || name.startsWith('tier_scores_'))
    expect(left).toEqual([])
  })

  it('SEG-23: a band becomes a segment by membership, not by a rule', async () => {
    const [run] = await tieringRuns(app.context, 'alike-boosting')
    const adopt = (way: 'rule' | 'cell', key: string) => adoptTier(app.context, { key: 'alike-boosting', run: run?.runId ?? 0 }, { cell: 'TOP', way, near: false, key, name: { zh: '像流失的' } }, headOffice)
    await expect(adopt('rule', 'no-rule')).rejects.toMatchObject({ code: 'TIERING_NO_RULE' })
    const { key, revision } = await adopt('cell', 'like-leavers')
    await app.context.definitions.publish('segment', key, { revision }, headOffice)
    const { size } = await runJob<{ size: number }>(app, 'segment.snapshot', { key })
    expect(size).toBeGreaterThan(50)
  })

  it('SEG-23: leaves out what decides who is a seed, by the segments it names too, and refuses when nothing is left', async () => {
    const young = rule({ kind: 'compare', left: { kind: 'age', of: attr('birth_date') }, op: '<', value: 45 })
    await publish(app, 'segment', 'young', { rule: young })
    await publish(app, 'tiering', 'like-young', body({ seeds: rule({ kind: 'inSegment', segment: 'young', version: 'latest' }) }))
    await runJob(app, 'segments.tier', { key: 'like-young' })
    expect((await tieringRuns(app.context, 'like-young'))[0]?.alike?.excluded).toEqual(['age'])
    const told = (await tieringRuns(app.context, 'like-young'))[0]?.alike?.leftOut
    expect(told).toEqual([{ feature: 'age', because: [{ zh: expect.stringContaining('字段') as string, en: expect.stringContaining('the field') as string }] }])
    await publish(app, 'tiering', 'nothing-left', body({ seeds: young, features: [age] }))
    await expect(runJob(app, 'segments.tier', { key: 'nothing-left' })).rejects.toMatchObject({ code: 'ALIKE_NO_FEATURES' })
    const few = rule({ kind: 'compare', left: { kind: 'age', of: attr('birth_date') }, op: '=', value: 50 })
    await publish(app, 'tiering', 'few-seeds', body({ seeds: few, features: [payments] }))
    await expect(runJob(app, 'segments.tier', { key: 'few-seeds' })).rejects.toMatchObject({ code: 'ALIKE_FEW_SEEDS' })
    const mistakes = await app.context.definitions.check('tiering', null, body({ bands: [{ code: 'A', name: { zh: '甲' }, share: 0.3 }, { code: 'B', name: { zh: '乙' }, share: 0.1 }] }))
    expect(mistakes.map(({ code }) => code)).toEqual(['TIERING_NOT_RISING'])
  })

  it('SEG-23: follows tags to what they are made of, and uses what a person keeps even so', async () => {
    await publish(app, 'tag', 'age-tag', { facet: 'attribute', classification: 'C1', compute: value({ kind: 'age', of: attr('birth_date') }) })
    const tagged = feature('tagged', { kind: 'tag', tag: 'age-tag' })
    const seeds = rule({ kind: 'inSegment', segment: 'young', version: 'latest' }) as RuleDocument
    const left = await leftOutOf(app.context, seeds, [payments, age, tagged] as never)
    expect(left.map(({ feature: key, because }) => [key, because.map(({ zh }) => zh)])).toEqual([
      ['age', ['圈定种子的条件也读取字段“出生日期”']],
      ['tagged', ['圈定种子的条件也读取字段“出生日期”（经标签“age-tag”）']],
    ])
    await publish(app, 'tiering', 'even-so', body({ seeds, features: [payments, { ...age, evenSo: true }] }))
    await runJob(app, 'segments.tier', { key: 'even-so' })
    const found = (await tieringRuns(app.context, 'even-so'))[0]?.alike ?? raise()
    expect(found).toMatchObject({ excluded: [], evenSo: ['age'], leftOut: [{ feature: 'age' }] })
    expect(found.auc, 'age alone tells who is young').toBeGreaterThan(0.95)
  })

  it('SEG-23: members of segments and who refuses contact are not ranked; a size is cut from the curve', async () => {
    await publish(app, 'segment', 'old', { rule: rule({ kind: 'compare', left: { kind: 'age', of: attr('birth_date') }, op: '>=', value: 60 }) })
    const isOld = (await runJob<{ size: number }>(app, 'segment.snapshot', { key: 'old' })).size
    await app.context.warehouse.insert('contact_pref_entry', 'JSONEachRow', Buffer.from(JSON.stringify({ id: 1, cust_id: 'K2', shard_key: 'K2', ts: '2020-01-01 00:00:00.000', do_not_contact: true })))
    await publish(app, 'tiering', 'narrowed', body({ exclude: { segments: ['old'], suppressed: true } }))
    await runJob(app, 'segments.tier', { key: 'narrowed' })
    const [run = raise()] = await tieringRuns(app.context, 'narrowed')
    expect(run.cells.map(({ code }) => code)).toEqual(['SEED', 'TOP', 'NEXT', 'REST', 'OUT'])
    const rows = await app.context.warehouse.query(query<{ cell: number; n: string; old: string }>(sql`SELECT cell, count() AS n, countIf(cust_no IN (SELECT arrayJoin(bitmapToArray(groupBitmapMergeState(members))) FROM segment_members WHERE segment = 'old')) AS old FROM tier_members WHERE run_id = ${run.runId} GROUP BY cell ORDER BY cell`))
    expect(rows.slice(1, 4).map(({ old }) => old)).toEqual(['0', '0', '0'])
    expect(Number(rows[0]?.old) + Number(rows[4]?.old)).toBe(isOld)
    const found = run.alike ?? raise()
    expect(found.out).toBe(Number(rows[4]?.n))
    const last = found.curve.at(-1) ?? raise()
    expect(last.customers).toBe(1200 - found.seeds - found.out)
    expect(found.curve.every(({ customers, seeds }, at) => at === 0 || (customers >= (found.curve[at - 1]?.customers ?? 0) && seeds >= (found.curve[at - 1]?.seeds ?? 0)))).toBe(true)
    const adopt = (more: object, key: string) => adoptTier(app.context, { key: 'narrowed', run: run.runId }, { most: 77, way: 'cell', key, name: { zh: '最像的' }, ...more }, headOffice)
    for (const [key, more, size] of [['most-alike', {}, 77], ['most-and-seeds', { withSeeds: true }, 77 + found.seeds]] as const) {
      const made = await adopt(more, key)
      await app.context.definitions.publish('segment', key, { revision: made.revision }, headOffice)
      expect((await runJob<{ size: number }>(app, 'segment.snapshot', { key })).size).toBe(size)
    }
    const picked = sql`(SELECT bitmapToArray(groupBitmapMergeState(members)) FROM segment_members WHERE segment = 'most-alike')`
    const [top] = await app.context.warehouse.query(query<{ least: number; best: number }>(sql`SELECT minIf(value, has(${picked}, cust_no)) AS least, maxIf(value, NOT has(${picked}, cust_no)) AS best FROM tier_members WHERE run_id = ${run.runId} AND cell IN (1, 2, 3)`))
    expect(top?.least).toBeGreaterThanOrEqual(top?.best ?? 1)
  })
})
