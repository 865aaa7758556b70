import { describe, expect, it } from 'vitest'
import type { Hypothesis } from '#segments/contract'
import { choicesOf, firstChoices, sharedOf } from './compare-items.js'
import { withinSet } from './set-rule.js'
import type { SegmentSet } from './SetPage.js'

const set = {
  universe: { key: 'young', name: { zh: '年轻' } },
  rules: [1, 5, 3, 9].map((size) => ({ key: `s${size}`, name: { zh: `客群${size}` }, sentence: { zh: '', en: '' }, size, asOf: null, hypothesis: null })),
  clusterings: [{ key: 'c', name: { zh: '聚类' }, run: { runId: 7 }, clusters: [{ cluster: 0, name: { zh: '高', en: 'High' }, size: 4 }] }, { key: 'idle', name: { zh: '未运行' }, run: null, clusters: [] }],
  hypotheses: { open: 2, adopted: 0, rejected: 0, archived: 0 },
} as unknown as SegmentSet
const card = (id: number, rule: unknown, state = 'open') => ({ id, claim: `想法${id}`, rule, state, expectedSize: null }) as unknown as Hypothesis

describe('what is compared', () => {
  it('offers segments, clusters of the newest run, cards with a rule; begins with the largest of each', () => {
    const choices = choicesOf(set, [card(1, {}), card(2, null), card(3, {}, 'archived')])
    expect(choices.map(({ id }) => id)).toEqual(['segment:s1', 'segment:s5', 'segment:s3', 'segment:s9', 'cluster:c:7:0', 'card:1'])
    expect(choices[4]?.name).toEqual({ zh: '聚类 1：高', en: '聚类 1: High' })
    expect(firstChoices(choices)).toEqual(['segment:s9', 'segment:s5', 'segment:s3', 'cluster:c:7:0', 'card:1'])
  })

  it('reads pairs in both directions, sizes on the diagonal', () => {
    const overlap = { sizes: [10, null], pairs: [{ a: 0, b: 1, both: 4 }] }
    expect([sharedOf(overlap, 0, 1), sharedOf(overlap, 1, 0), sharedOf(overlap, 0, 0), sharedOf(overlap, 1, 1), sharedOf(overlap, 0, 2)]).toEqual([4, 4, 10, null, null])
  })

  it('counts a card within its set', () => {
    const rule = { v: 1, kind: 'rule', rule: { kind: 'always' } } as const
    expect(withinSet('_all', rule)).toBe(rule)
    expect(withinSet('young', rule).rule).toEqual({ kind: 'all', all: [{ kind: 'inSegment', segment: 'young', version: 'latest' }, { kind: 'always' }] })
  })
})
