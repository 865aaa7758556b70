import { describe, expect, it } from 'vitest'
import { type CompareNode, valueDocument, type ValueDocument, type ValueNode } from '#kernel/rule'
import { emptyForm, toCompute, toForm, type ValueForm } from './value-form.js'

const document = (value: ValueNode): ValueDocument => ({ v: 1, kind: 'value', value })
const attr = (field: string): ValueNode => ({ kind: 'attr', table: 'customer', field })
const compare = (field: string, op: '>=' | 'in' | 'is' | 'isSet', value?: string[] | number | boolean) => ({
  kind: 'compare' as const,
  left: { kind: 'field' as const, field },
  op,
  ...(value === undefined ? {} : { value }),
})
const labels = [
  { code: 'a', zh: '低', en: 'low' },
  { code: 'b', zh: '高', en: 'high' },
]

const written: readonly [ValueForm['kind'], ValueNode][] = [
  ['attribute', attr('history')],
  ['bucket', { kind: 'bucket', of: attr('history'), edges: [12_345], labels }],
  ['bucket', { kind: 'bucket', of: { kind: 'age', of: attr('birth_date') }, edges: [35], labels }],
  ['bucket', { kind: 'bucket', of: { kind: 'tag', tag: 'visits' }, edges: [3], labels }],
  ['figure', { kind: 'agg', table: 'txn', fn: 'count' }],
  [
    'figure',
    {
      kind: 'agg',
      table: 'txn',
      fn: 'sum',
      field: 'amount',
      window: { kind: 'last', n: 3, unit: 'm' },
      filter: {
        kind: 'all',
        all: [compare('amount', '>=', 5050), compare('channel', 'in', ['APP', 'WEB']), compare('ok', 'is', true)],
      },
    },
  ],
  [
    'figure',
    { kind: 'agg', table: 'txn', fn: 'quantile', field: 'amount', q: 0.5, filter: compare('channel', 'isSet') },
  ],
  [
    'arith',
    { kind: 'arith', op: '+', left: attr('history'), right: { kind: 'literal', type: 'money', value: 1 } },
  ],
  ['figure', { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'month', offset: 0 } }],
  ['figure', { kind: 'agg', table: 'txn', fn: 'share', of: compare('channel', 'in', ['APP']), window: { kind: 'between', from: 60, to: 31 } }],
  ['figure', { kind: 'agg', table: 'txn', fn: 'argmax', by: 'channel', minShare: 0.4, window: { kind: 'since', since: attr('open_date'), days: 30 } }],
  ['figure', { kind: 'agg', table: 'txn', fn: 'decay', field: 'amount', halfLife: 30 }],
  ['figure', { kind: 'agg', table: 'txn', fn: 'median', field: 'amount', each: { per: 'month', fn: 'sum', empty: 'zero' }, window: { kind: 'quarter', offset: -1 } }],
  ['figure', { kind: 'agg', table: 'gone', fn: 'count', window: { kind: 'last', n: 6, unit: 'h' }, filter: { kind: 'any', any: [compare('ok', 'is', true), { kind: 'not', not: { kind: 'compare', left: { kind: 'field', field: 'channel' }, op: '=', value: '' } }] } }],
  ['figure', { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' } }],
  ['moment', { kind: 'daysBetween', from: attr('birth_date'), to: { kind: 'asOf' } }],
  ['interval', { kind: 'interval', table: 'txn', from: compare('channel', 'in', ['APP']), to: { kind: 'always' }, pick: 'min', unit: 'h', window: { kind: 'last', n: 90, unit: 'd' } }],
  ['interval', { kind: 'interval', table: 'gone', from: { kind: 'always' }, to: compare('ok', 'is', true), pick: 'avg' }],
  ['coalesce', { kind: 'coalesce', coalesce: [{ kind: 'tag', tag: 'visits' }, { kind: 'literal', type: 'int', value: 0 }] }],
  ['entropy', { kind: 'entropy', entropy: [attr('history'), { kind: 'literal', type: 'money', value: 100 }] }],
  ['case', { kind: 'case', when: [{ if: { kind: 'compare', left: attr('history'), op: '>', value: 5 }, then: { kind: 'literal', type: 'enum', value: 'A' } }] }],
  ['expression', { kind: 'param', name: 'x', type: 'int' }],
  ['expression', { kind: 'attr', table: 'enterprise', field: 'industry_code' }],
]

it.each(written)('a document survives the form as %s: %j', (kind, value) => {
  const form = toForm(document(value))
  expect(form.kind).toBe(kind)
  expect(toCompute(form)).toEqual({ state: 'ready', compute: document(value) })
  expect(valueDocument.safeParse(document(value)).success).toBe(true)
})

describe('what is not filled in is not asked', () => {
  it.each(['attribute', 'bucket', 'figure', 'case', 'arith', 'coalesce', 'entropy', 'moment', 'interval', 'response', 'score', 'expression'] as const)('%s', (kind) => {
    expect(toCompute({ ...emptyForm, kind })).toEqual({ state: 'unfinished' })
  })

  it('a figure with a condition that compares with nothing yet', () => {
    const figure = (value: Partial<CompareNode>): ValueForm => ({ ...emptyForm, kind: 'figure', reading: { ...emptyForm.reading, figure: { kind: 'agg', table: 'txn', fn: 'count', filter: { kind: 'compare', left: { kind: 'field', field: 'channel' }, op: '=', ...value } } } })
    expect([toCompute(figure({})).state, toCompute(figure({ op: 'in', value: [] })).state]).toEqual(['unfinished', 'unfinished'])
    expect([toCompute(figure({ value: '' })).state, toCompute(figure({ op: 'isSet' })).state]).toEqual(['ready', 'ready'])
  })

  it('text that is no JSON says why', () => {
    expect(toCompute({ ...emptyForm, kind: 'expression', text: '{' }).state).toBe('unreadable')
  })
})
