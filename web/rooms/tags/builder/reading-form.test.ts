import { expect, it } from 'vitest'
import type { ValueNode } from '#kernel/rule'
import type { Tag } from '#tags/contract'
import { emptyReading, fromReading, isReadingKind, readingCompute } from './reading-form.js'

const value = (node: ValueNode): Tag['compute'] => ({ v: 1, kind: 'value', value: node })
const stored: readonly Tag['compute'][] = [
  { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'tag', tag: 'aum' }, op: '>', value: 5 } },
  value({ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'since', since: { kind: 'attr', table: 'customer', field: 'open_date' }, days: 30 } }),
  value({ kind: 'agg', table: 'txn', fn: 'argmax', by: 'channel', minShare: 0.3 }),
  value({ kind: 'population', fn: 'tile', tiles: 5, of: { kind: 'tag', tag: 'aum' } }),
  value({ kind: 'set', items: [{ if: { kind: 'always' }, item: { code: 'SMS', zh: '短信', en: 'Text' } }] }),
]

it.each(stored)('a stored computation comes back as it was: %j', (compute) => {
  const form = fromReading(compute)
  expect(form).not.toBeNull()
  expect(readingCompute(form!.kind, { ...emptyReading, ...form })).toEqual(compute)
})

it('nothing is computed until it is whole; other computations are not shown here', () => {
  expect(readingCompute('set', { ...emptyReading, items: [{ code: 'A', zh: '甲', en: '', condition: { kind: 'always' } }, { code: '', zh: '', en: '', condition: null }] })).toBeNull()
  expect([readingCompute('figure', emptyReading), readingCompute('ranking', emptyReading), readingCompute('rule', emptyReading)]).toEqual([null, null, null])
  expect(fromReading(value({ kind: 'attr', table: 'customer', field: 'city_code' }))).toBeNull()
  expect([isReadingKind('set'), isReadingKind('bucket')]).toEqual([true, false])
})
