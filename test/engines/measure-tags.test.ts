import { afterAll, beforeAll, expect, it } from 'vitest'
import { showAnalysis, topMeasured } from '../../src/models/actions/analysis/read-analyses.js'
import type { AnalysisResult } from '../../src/models/actions/analysis/run-analysis.js'
import { previewTag, showTag } from '../../src/tags/actions/show-tag.js'
import { loadAnalysisBank, makeAnalysisBank } from '../kit/analysis-bank.js'
import { headOffice, openTestApp, type TestApp } from '../kit/app.js'
import { publish, run } from '../kit/strategy-bank.js'

let app: TestApp
const ports = () => ({ orgPaths: () => app.access.orgs() })
const value = (node: object) => ({ v: 1, kind: 'value', value: node })
const measure = (named: string) => ({ v: 1 as const, kind: 'measure' as const, analysis: 'worth', measure: named, maxAgeDays: 62 })

beforeAll(async () => {
  app = await openTestApp()
  await loadAnalysisBank(app, makeAnalysisBank(120, 17))
  const cost = { key: 'cost', name: { zh: '成本' }, sign: -1, value: value({ kind: 'literal', type: 'int', value: 5 }) }
  await publish(app, 'analysis', 'worth', { task: 'worth', months: 2, population: { v: 1, kind: 'rule', rule: { kind: 'always' } }, lines: [cost] })
}, 240_000)
afterAll(() => app.close())

it('TAG-8: a measure of an analysis is a tag: missing before its run, then what the run knows of each customer', async () => {
  const { measures } = (await run<AnalysisResult>(app, 'models.analyse', { key: 'worth' }), (await showAnalysis(app.context, 'worth')).newest!)
  const named = measures[0]!
  await publish(app, 'tag', 'worth-tag', { facet: 'value', classification: 'C2', compute: measure(named) })
  const { total } = await topMeasured(app.context, { key: 'worth', measure: named }, headOffice, { limit: 1 })
  const shown = await showTag(app.context, ports(), 'worth-tag', headOffice)
  expect(shown).toMatchObject({ type: { type: 'decimal' }, distribution: { covered: total }, references: [{ kind: 'analysis', key: 'worth' }], score: { model: null, analysis: 'worth', field: named } })
  expect(shown.sentence.en).toContain(named)
  expect(shown.score?.run?.ageDays).toBe(0)
  expect((await previewTag(app.context, ports(), { body: { layer: 'basic', compute: measure('nothing') } }, headOffice)).distribution.covered).toBe(0)
  expect(await app.context.definitions.usedBy('analysis', 'worth')).toEqual([{ kind: 'tag', key: 'worth-tag' }])
})
