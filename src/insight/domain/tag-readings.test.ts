import { describe, expect, it } from 'vitest'
import type { RuleDocument } from '#kernel/rule'
import { readingsOf } from './tag-readings.js'

const age = { kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } } as const
const count = { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' }, filter: { kind: 'compare', left: { kind: 'field', field: 'type' }, op: '=', value: 'SALARY' } } as const

describe('what a rule reads of a customer', () => {
  it('INS-13: the outermost readings, each once', () => {
    const rule: RuleDocument = {
      v: 1,
      kind: 'rule',
      rule: { kind: 'all', all: [{ kind: 'compare', left: age, op: '>=', value: 60 }, { kind: 'compare', left: count, op: '>', value: { kind: 'tag', tag: 'months' } }, { kind: 'compare', left: age, op: '<', value: 90 }] },
    }
    expect(readingsOf(rule).map(({ value }) => value)).toEqual([age, count, { kind: 'tag', tag: 'months' }])
  })
})
