import { afterAll, beforeAll, expect, it } from 'vitest'
import { identifier, query, sql } from '#kernel/sql'
import type { ValueNode } from '#kernel/rule'
import { latestSnapshot, loadRuleGround, readVocabulary } from '#tags'
import { cellPrior, posteriorMean } from '../../src/kernel/rule/response.js'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'
import { showTag } from '../../src/tags/actions/show-tag.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
})
afterAll(() => app.close())

const ports = () => ({ orgPaths: () => app.access.orgs() })
const hour = (op: '<' | '>=', value: number) => ({ kind: 'compare', left: { kind: 'datePart', part: 'hour', of: { kind: 'field', field: 'ts' } }, op, value }) as const
/** Touches are at 10:00 in Shanghai but the first, at 01:00 of the next day; treated ones stand for answered. */
const best: ValueNode = {
  kind: 'response', table: 'touch', of: { kind: 'compare', left: { kind: 'field', field: 'arm' }, op: '=', value: 'T' }, least: 1,
  cells: [{ code: 'NIGHT', zh: '凌晨', en: 'Night', if: hour('<', 6) }, { code: 'DAY', zh: '白天', en: 'Day', if: hour('>=', 6) }],
}

it('TAG-19: a tag that is the cell answered best tells the posterior mean of each, in the snapshot and in place alike', async () => {
  const rule = (code: string) => ({ v: 1 as const, kind: 'rule' as const, rule: { kind: 'compare' as const, left: { kind: 'tag' as const, tag: `hours.${code}` }, op: '>=' as const, value: 0.5 } })
  await app.context.definitions.create('tag', { key: 'hours', name: { zh: '时段', en: 'Hours' }, body: { facet: 'marketing', layer: 'interest', classification: 'C1', compute: { v: 1, kind: 'value', value: best } } }, headOffice)
  await app.context.definitions.publish('tag', 'hours', { revision: 1 }, headOffice)
  const inPlace = (await previewSegment(app.context, ports(), rule('DAY'), headOffice, asOf)).count
  await runJob(app, 'tags.build', { asOf })
  const snapshot = (await latestSnapshot(app.context, asOf))!
  const read = async (text: string) => (await app.context.warehouse.query(query<{ v: string | number | null; d: number | null; n: number | null }>(sql`SELECT t_hours AS v, s_hours__DAY AS d, s_hours__NIGHT AS n FROM ${identifier(snapshot.table)} WHERE cust_id = ${text}`)))[0]
  // C01 alone was tried at night; by day a treated one is told more than a control, who is told more than nothing.
  const [night, treated] = [await read('C01'), await read('C02')]
  expect([night?.v, treated?.v]).toEqual(['NIGHT', 'DAY'])
  expect(night?.n).toBe(1)
  expect(Number(treated?.d)).toBeGreaterThan(Number(night?.d))
  // Oracle: the formulas proved by hand in the rule language, over tries and answers counted apart.
  const counted = await app.context.warehouse.query(query<{ custId: string; tries: string; answers: string; d: number }>(sql`SELECT t.cust_id AS custId, count() AS tries, countIf(t.arm = 'T') AS answers, any(s.s_hours__DAY) AS d FROM bank_touch AS t INNER JOIN ${identifier(snapshot.table)} AS s ON s.cust_no = t.cust_no WHERE toHour(t.ts, 'Asia/Shanghai') >= 6 AND toDate(t.ts, 'Asia/Shanghai') <= toDate(${asOf}) GROUP BY custId ORDER BY custId`))
  const tries = counted.map((row) => ({ tries: Number(row.tries), answers: Number(row.answers) }))
  const prior = cellPrior(tries)!
  expect(counted.map(({ d }) => d)).toEqual(tries.map((own) => posteriorMean(own, prior)))
  expect((await previewSegment(app.context, ports(), rule('DAY'), headOffice, asOf)).count).toBe(inPlace)
  const shown = await showTag(app.context, ports(), 'hours', headOffice, asOf)
  expect(shown.shares.map(({ code, label }) => [code, label.en])).toEqual([['NIGHT', 'Night'], ['DAY', 'Day']])
  expect([shown.method, shown.type?.values?.map(({ code }) => code)]).toEqual(['ranking', ['NIGHT', 'DAY']])
  expect((await readVocabulary(app.context, asOf)).tags.filter(({ key }) => key.startsWith('hours')).map(({ key, name }) => [key, name.en])).toEqual([['hours', 'Hours'], ['hours.NIGHT', 'rate of answers by Night in Hours'], ['hours.DAY', 'rate of answers by Day in Hours']])
  // The best cell and every mean share one reading of the bank.
  const ground = await loadRuleGround(app.context, { asOf, useSnapshot: false })
  for (const name of ['hours', 'hours.DAY', 'hours.NIGHT']) ground.schema.tag(name)
  expect(ground.passes.passes().filter(({ over }) => over !== undefined)).toHaveLength(1)
})
