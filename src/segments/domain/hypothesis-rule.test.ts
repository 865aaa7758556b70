import { expect, it } from 'vitest'
import { hideOverlap } from './hide-overlap.js'
import { isRuleOfSet, ruleOfSet, ruleWithin } from './hypothesis-rule.js'

const rule = { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'vip' }, op: 'is', value: true } } as const
const member = (segment: string) => ({ kind: 'inSegment', segment, version: 'latest' })

it('SEG-25: a card\'s rule holds within its set, and within another segment where one is named', () => {
  expect(ruleWithin('young', rule)).toEqual({ v: 1, kind: 'rule', rule: { kind: 'all', all: [member('young'), rule.rule] } })
  expect(ruleWithin('young', rule, 'rich').rule).toEqual({ kind: 'all', all: [member('young'), member('rich'), rule.rule] })
  expect(ruleWithin('_all', rule)).toBe(rule)
  expect([isRuleOfSet(ruleOfSet('young'), 'young'), isRuleOfSet(ruleOfSet('young'), 'old'), isRuleOfSet(ruleOfSet('_all'), '_all'), isRuleOfSet(rule, '_all')]).toEqual([true, false, true, false])
})

it('SEG-5: neither a small count nor one that a difference would tell is shown', () => {
  const counts = { sizes: [30, 12, 4], pairs: [{ a: 0, b: 1, both: 10 }, { a: 0, b: 2, both: 0 }, { a: 1, b: 2, both: 3 }] }
  expect(hideOverlap(counts, 0)).toEqual(counts)
  // 12 - 10 = 2 would tell two; 4 is small itself.
  expect(hideOverlap(counts, 5)).toEqual({ sizes: [30, 12, null], pairs: [{ a: 0, b: 1, both: null }, { a: 0, b: 2, both: null }, { a: 1, b: 2, both: null }] })
  expect(hideOverlap({ sizes: [30, 20], pairs: [{ a: 0, b: 1, both: 10 }] }, 5).pairs).toEqual([{ a: 0, b: 1, both: 10 }])
})
