import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BoolNode, ValueNode } from '#kernel/rule'
import { headOffice, type TestApp } from '../kit/app.js'
import { copyRun } from '../kit/segment-runs.js'
import { asOf, openSmallBank } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'
import { previewSegment } from '../../src/segments/actions/preview-segment.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
})
afterAll(() => app.close())

const ports = () => ({ orgPaths: () => app.access.orgs() })
const count = async (rule: BoolNode, actor = headOffice) => (await previewSegment(app.context, ports(), { v: 1, kind: 'rule', rule }, actor, asOf)).count
const type = (code: string): BoolNode => ({ kind: 'compare', left: { kind: 'field', field: 'type' }, op: '=', value: code })
const compare = (left: ValueNode, op: '=' | '<=' | 'isSet', value?: number): BoolNode => ({ kind: 'compare', left, op, ...(value === undefined ? {} : { value }) })

describe('the time between rows, of the warehouse', () => {
  const between = (from: string, to: string, more: object): ValueNode => ({ kind: 'interval', table: 'txn', from: type(from), to: type(to), pick: 'first', ...more })
  it('RULE-10: by hand, C11–20 pay on 5 to 9 November and are paid from 5 December; C21–30 pay on 5 July and are paid on 31 December', async () => {
    expect(await count(compare(between('POS', 'SALARY', {}), '=', 30))).toBe(10)
    expect(await count(compare(between('POS', 'SALARY', { pick: 'last' }), '=', 26))).toBe(10)
    expect(await count(compare(between('POS', 'SALARY', { pick: 'avg', unit: 'h' }), '=', 28 * 24))).toBe(10)
    expect(await count(compare(between('POS', 'SALARY', {}), '=', 179))).toBe(10)
    expect(await count(compare(between('SALARY', 'POS', {}), 'isSet'))).toBe(10)
    // Both rows are of the window: the payments of November are not.
    expect(await count(compare(between('POS', 'SALARY', { window: { kind: 'last', n: 30, unit: 'd' } }), 'isSet'))).toBe(0)
  })
})

describe('sequences, of the warehouse', () => {
  const sequence = (steps: readonly unknown[], n: number, more: object = {}) => ({ kind: 'sequence', table: 'txn', steps, within: { n, unit: 'd' }, ...more }) as BoolNode
  it('RULE-11: strict ones have adjacent rows: the last payment and the first salary', async () => {
    expect(await count(sequence([type('POS'), type('SALARY')], 26, { strict: true }))).toBe(10)
    expect(await count(sequence([type('POS'), type('SALARY')], 25, { strict: true }))).toBe(0)
    // From the first payment to the salary there are four payments between.
    expect(await count(sequence([type('POS'), type('POS'), type('SALARY')], 27))).toBe(10)
    expect(await count(sequence([type('FEE'), type('SALARY')], 400, { strict: true }))).toBe(0)
  })
  it('RULE-12: touched on 10 December, then paid: C31 on the 15th, C05 and C01 on the 31st', async () => {
    const touchedThenPaid = (n: number, more: object = {}) => sequence([{ table: 'touch', if: { kind: 'always' } }, type('POS')], n, more)
    expect(await Promise.all([4, 5, 20, 21, 22].map((n) => count(touchedThenPaid(n))))).toEqual([0, 1, 1, 2, 3])
    expect(await count(touchedThenPaid(22), branchB1)).toBe(2)
    expect(await count({ kind: 'not', not: touchedThenPaid(22) })).toBe(37)
  })
  it('RULE-13: the last hour of the day: C01, C05 and the salaries of C21–30', async () => {
    const rows = (n: number): ValueNode => ({ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'last', n, unit: 'h' } })
    expect(await count({ kind: 'compare', left: rows(1), op: '>=', value: 1 })).toBe(12)
    expect(await count({ kind: 'compare', left: rows(15), op: '>=', value: 3 })).toBe(1)
  })
})

describe('who was in a segment', () => {
  it('RULE-14: its newest snapshot of then or before tells, whoever is in it now; before the first the rule is refused', async () => {
    await publish(app, 'segment', 'moving', { rule: { v: 1, kind: 'rule', rule: { kind: 'always' } } })
    await copyRun(app.context, 'moving', 'active', '2025-11-30')
    await copyRun(app.context, 'moving', 'wealthy', '2025-12-20')
    const was = (daysAgo?: number, version: number | 'latest' = 'latest'): BoolNode => ({ kind: 'inSegment', segment: 'moving', version, ...(daysAgo === undefined ? {} : { daysAgo }) })
    expect(await Promise.all([undefined, 11, 12, 31].map((days) => count(was(days))))).toEqual([40, 21, 13, 13])
    // Active then and not wealthy eleven days ago: 13 without the 7 who are both.
    expect(await count({ kind: 'all', all: [was(31), { kind: 'not', not: was(11) }] })).toBe(6)
    expect(await count(was(31), branchB1)).toBe(9)
    expect(await count(was(31, 1))).toBe(13)
    for (const rule of [was(32), { kind: 'not', not: was(32) } as const]) {
      await expect(count(rule)).rejects.toMatchObject({ mistakes: [{ code: 'RULE_SEGMENT_UNRECORDED', params: { days: 32 } }] })
    }
  })
})
