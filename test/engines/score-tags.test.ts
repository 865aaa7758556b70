import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import { customerTags } from '#tags'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'
import { previewTag, showTag } from '../../src/tags/actions/show-tag.js'
import { approveVersion, promoteVersion } from '../../src/models/actions/manage-versions.js'
import { topScores } from '../../src/models/actions/read-scores.js'
import type { ScoreResult } from '../../src/models/actions/score-model.js'
import { rowsTableOf, type TrainResult } from '../../src/models/actions/train-version.js'
import { getVersion } from '../../src/models/store/version-store.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { FEATURES, openModelBank, makeBank, modelBody } from '../kit/model-bank.js'
import { publish, run } from '../kit/strategy-bank.js'

let app: TestApp
const ports = () => ({ orgPaths: () => app.access.orgs() })
const feature = (field: string) => ({ kind: 'attr', table: 'feature', field })
const literal = (value: number) => ({ kind: 'literal', type: 'decimal', value })
const times = (factor: number, field: string) => ({ kind: 'arith', op: '*', left: literal(factor), right: feature(field) })
/** Log-odds that fall with a feature. */
const points = (field: string) => ({ kind: 'expression', scale: 'log-odds', value: { v: 1, kind: 'value', value: times(-0.1, field) } })
const scoreTag = (more: object = {}) => ({ facet: 'marketing', classification: 'C2', compute: { v: 1, kind: 'score', model: 'points', maxAgeDays: 30, ...more } })
const highest = { v: 1 as const, kind: 'rule' as const, rule: { kind: 'compare' as const, left: { kind: 'tag' as const, tag: 'leave-decile' }, op: '<=' as const, value: 2 } }

const score = (input: object = {}) => run<ScoreResult>(app, 'models.score', { key: 'points', ...input })
async function championOf(field: string): Promise<void> {
  const head = await app.context.definitions.get<object>('model', 'points').catch(() => null)
  if (head === null) await publish(app, 'model', 'points', modelBody({ algorithm: points(field) }))
  else {
    await app.context.definitions.save('model', 'points', { revision: head.revision, name: head.name, body: { ...head.body, algorithm: points(field) } }, headOffice)
    await app.context.definitions.publish('model', 'points', { revision: head.revision + 1 }, headOffice)
  }
  const { number } = await run<TrainResult>(app, 'models.train', { key: 'points' })
  await approveVersion(app.context, { key: 'points', number }, '指标达标', compliance)
  await promoteVersion(app.context, { key: 'points', number }, 'champion', headOffice)
}
const counted = async (where: ReturnType<typeof sql>): Promise<number> => Number((await app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM model_score WHERE ${where}`)))[0]?.n)
const members = async () => (await previewSegment(app.context, ports(), highest, headOffice)).count ?? -1

beforeAll(async () => {
  app = await openModelBank(makeBank(1500, 5))
  await championOf('payments')
  await publish(app, 'tag', 'leave-score', scoreTag())
  await publish(app, 'tag', 'leave-decile', scoreTag({ field: 'decile' }))
}, 240_000)
afterAll(() => app.close())

describe('score tags', () => {
  it('TAG-8: are missing until the model has scored, then its newest published score, at once', async () => {
    expect(await members()).toBe(0)
    expect((await showTag(app.context, ports(), 'leave-score', headOffice)).score).toEqual({ model: 'points', analysis: null, field: 'score', maxAgeDays: 30, run: null })
    const { runId, customers } = await score()
    expect(await members()).toBe(await counted(sql`run_id = ${runId} AND decile <= 2`))
    const shown = await showTag(app.context, ports(), 'leave-score', headOffice)
    expect(shown).toMatchObject({ type: { type: 'decimal' }, distribution: { covered: customers }, references: [{ kind: 'model', key: 'points' }], score: { run: { runId, version: 1, asOf: '2025-12-31', ageDays: 0 } } })
    expect(shown.sentence.zh).toContain('points')
    expect((await previewTag(app.context, ports(), { body: { layer: 'basic', compute: { v: 1, kind: 'score', model: 'points', field: 'decile', maxAgeDays: 5 } } }, headOffice)).distribution.quantiles).toMatchObject({ p01: 1, p99: 10 })
  })

  it('TAG-8: a snapshot keeps the score, and a newer run of scores counts before the next one is built', async () => {
    await run(app, 'tags.build', {})
    const [first] = (await topScores(app.context, 'points', headOffice, { limit: 1 })).items
    const custNo = Number((await app.context.warehouse.query(query<{ n: number }>(sql`SELECT any(cust_no) AS n FROM model_score WHERE cust_id = ${first!.custId}`)))[0]?.n)
    const tagOf = async () => (await customerTags(app.context, custNo, headOffice, '2025-12-31'))?.values.find(({ key }) => key === 'leave-score')
    expect(await tagOf()).toMatchObject({ value: first!.score, model: 'points' })
    const before = await members()
    await championOf('salaries')
    const { runId } = await score()
    const now = await counted(sql`run_id = ${runId} AND decile <= 2`)
    expect(await members()).toBe(now)
    const wasIn = await app.context.warehouse.query(query<{ n: string }>(sql`SELECT count() AS n FROM model_score WHERE run_id = ${runId} AND decile <= 2 AND cust_no IN (SELECT cust_no FROM model_score WHERE run_id != ${runId} AND decile <= 2)`))
    expect(Number(wasIn[0]?.n)).toBeLessThan(before)
  })

  it('TAG-8: lineage goes both ways', async () => {
    await publish(app, 'segment', 'leaving', { rule: highest })
    expect(await app.context.definitions.usedBy('model', 'points')).toEqual(expect.arrayContaining([{ kind: 'tag', key: 'leave-score' }, { kind: 'tag', key: 'leave-decile' }]))
    expect(await app.context.definitions.usedBy('tag', 'leave-decile')).toEqual([{ kind: 'segment', key: 'leaving' }])
    await expect(app.context.definitions.archive('model', 'points', headOffice)).rejects.toMatchObject({ code: 'DEFINITION_IN_USE' })
  })

  it('TAG-8: no model reads its own score, and no training date sees a run made later', async () => {
    const own = { key: 'own', name: { zh: '自己的分数' }, value: { v: 1, kind: 'value', value: { kind: 'tag', tag: 'leave-score' } } }
    const circle = await app.context.definitions.check('model', 'points', modelBody({ features: [...FEATURES, own], algorithm: points('payments') }))
    expect(circle.map(({ code }) => code)).toEqual(['DEFINITION_CIRCLE'])
    for (const asOf of ['2025-04-30', '2025-09-30']) await score({ asOf })
    await publish(app, 'model', 'other', modelBody({ features: [...FEATURES, own] }))
    const { number } = await run<TrainResult>(app, 'models.train', { key: 'other' })
    const { dataRun, figures } = await getVersion(app.context.ledger.db, 'other', number)
    const rows = await app.context.warehouse.query(query<{ n: string; known: string }>(sql`SELECT count() AS n, count(f_own) AS known FROM ${identifier(rowsTableOf(dataRun))}`))
    expect(Number(rows[0]?.n)).toBeGreaterThan(1000)
    expect(Number(rows[0]?.known)).toBe(0)
    expect(figures.unused).toContain('own')
  })

  it('TAG-8: a tag has no purpose the model behind its score has not', async () => {
    await publish(app, 'model', 'service-only', modelBody({ purposes: ['SERVICE'], algorithm: points('payments') }))
    const found = await app.context.definitions.check('tag', null, { ...scoreTag({ model: 'service-only' }), purposes: ['MARKETING'] })
    expect(found.map(({ code, params }) => [code, params['source']])).toEqual([['PURPOSE_MISMATCH', 'model/service-only']])
    expect(await app.context.definitions.check('tag', null, { ...scoreTag({ model: 'service-only' }), purposes: ['SERVICE'] })).toEqual([])
  })

  it('TAG-8: effects and quadrants are of uplift models alone', async () => {
    expect((await app.context.definitions.check('tag', null, scoreTag({ field: 'quadrant' }))).map(({ code, path }) => [code, path])).toEqual([['TAG_SCORE_FIELD', 'compute.field']])
  })

  it('TAG-8: a score grows stale', async () => {
    expect(await members()).toBeGreaterThan(0)
    expect((await showTag(app.context, ports(), 'leave-score', headOffice, '2026-01-30')).score?.run).toMatchObject({ ageDays: 30 })
    const late = await showTag(app.context, ports(), 'leave-score', headOffice, '2026-01-31')
    expect(late.score?.run).toBeNull()
    expect(late.distribution?.covered).toBe(0)
  })
})
