import { renderSql } from '#kernel/sql'
import { describe, expect, it } from 'vitest'
import { checkRule } from './check.js'
import { compileRule, compileValue } from './compile.js'
import { type BoolNode, type RuleDocument, type ValueNode } from './node.js'
import { asOf, schema, timeZone } from './small-bank.test.js'

/** Texts that would do harm if they ever became SQL, names or prototypes. */
export const hostile = [
  "'; DROP TABLE cust; --",
  "\\'; DROP TABLE cust; --",
  '` FROM system.tables --',
  "x') OR 1=1 --",
  '{p999:String}',
  '${1}',
  "file('/etc/passwd')",
  "url('http://127.0.0.1/')",
  '/* */ UNION ALL SELECT 1',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '$$DROP$$',
  'a\nb;c',
  '\u2019; select',
]
const rule = (node: unknown): RuleDocument => ({ v: 1, kind: 'rule', rule: node as BoolNode })
const ctx = { asOf, timeZone }
const city: ValueNode = { kind: 'attr', table: 'customer', field: 'city' }

function textOf(node: BoolNode, params = {}): string {
  const compiled = compileRule(rule(node), schema, { ...ctx, params })
  const inside = compiled.passes.flatMap((pass) => [
    pass.where,
    ...pass.columns.map((column) => column.expression),
  ])
  return [compiled.condition, ...inside].map((each) => renderSql(each).text).join('\n')
}

describe.each(hostile)('%j', (text) => {
  it('is bound as a literal, list item, salt, label, parameter and filter value', () => {
    const literal: ValueNode = { kind: 'literal', type: 'string', value: text }
    const label: ValueNode = {
      kind: 'bucket',
      of: { kind: 'tag', tag: 'aum' },
      edges: [1],
      labels: [text, 'b'],
    }
    const count: ValueNode = {
      kind: 'agg',
      table: 'txn',
      fn: 'count',
      filter: { kind: 'compare', left: { kind: 'field', field: 'note' }, op: 'contains', value: text },
    }
    const sql = textOf(
      {
        kind: 'all',
        all: [
          { kind: 'compare', left: city, op: '=', value: text },
          { kind: 'compare', left: city, op: 'in', value: [text] },
          { kind: 'compare', left: city, op: 'startsWith', value: literal },
          { kind: 'compare', left: city, op: '=', value: { kind: 'param', name: 'who', type: 'string' } },
          { kind: 'compare', left: label, op: '=', value: text },
          { kind: 'compare', left: { kind: 'tag', tag: 'reach' }, op: 'hasAny', value: [text] },
          { kind: 'compare', left: count, op: '>', value: 1 },
          { kind: 'sample', share: 0.5, salt: text },
        ],
      },
      { who: text },
    )
    expect(sql).not.toContain(text)
    expect(sql).not.toMatch(/DROP|UNION|passwd|system/)
  })
  it('is refused as a name', () => {
    const nodes: unknown[] = [
      { kind: 'compare', left: { kind: 'tag', tag: text }, op: 'isSet' },
      { kind: 'compare', left: { kind: 'attr', table: 'customer', field: text }, op: 'isSet' },
      { kind: 'compare', left: { kind: 'attr', table: text, field: 'city' }, op: 'isSet' },
      { kind: 'compare', left: { kind: 'agg', table: text, fn: 'count' }, op: '=', value: 1 },
      { kind: 'compare', left: { kind: 'agg', table: 'txn', fn: 'sum', field: text }, op: '=', value: 1 },
      { kind: 'compare', left: { kind: 'agg', table: 'txn', fn: text, field: 'amount' }, op: '=', value: 1 },
      {
        kind: 'compare',
        left: {
          kind: 'agg',
          table: 'txn',
          fn: 'count',
          filter: { kind: 'compare', left: { kind: 'field', field: text }, op: 'isSet' },
        },
        op: '=',
        value: 1,
      },
      { kind: 'compare', left: city, op: text, value: 'x' },
      { kind: 'compare', left: { kind: 'arith', op: text, left: city, right: city }, op: 'isSet' },
      { kind: 'inSegment', segment: text, version: 1 },
      { kind: 'inList', list: text },
      { kind: text },
      { kind: 'compare', left: { kind: 'literal', type: 'date', value: text }, op: 'isSet' },
      { kind: 'compare', left: { kind: 'tag', tag: 'aum' }, op: '>', value: text },
    ]
    for (const node of nodes) {
      expect(checkRule(rule(node), schema)).toMatchObject({ ok: false })
      expect(() => compileRule(rule(node), schema, ctx)).toThrow()
    }
  })
})

it('a parameter value of another type is refused when it is bound', () => {
  const node: BoolNode = {
    kind: 'compare',
    left: { kind: 'tag', tag: 'aum' },
    op: '>',
    value: { kind: 'param', name: 'floor', type: 'money' },
  }
  expect(() => textOf(node, { floor: '1) OR 1=1' })).toThrow(/INPUT_INVALID/)
  expect(() => textOf(node, {})).toThrow(/INPUT_INVALID/)
  expect(() => textOf(node, Object.create({ floor: 1 }) as object)).toThrow(/INPUT_INVALID/)
  expect(textOf(node, { floor: 100 })).toContain(':Int64}')
})

it('column names of passes are names', () => {
  const value = {
    v: 1 as const,
    kind: 'value' as const,
    value: { kind: 'agg' as const, table: 'txn', fn: 'sum' as const, field: 'amount' },
  }
  const [pass] = compileValue(value, schema, ctx).passes
  expect(pass?.columns[0]?.name).toMatch(/^sum_[0-9a-f]{8}$/)
})
