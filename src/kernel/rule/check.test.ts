import { catalogue, type Mistake } from '#kernel/error'
import { describe, expect, it } from 'vitest'
import { checkRule, checkValue } from './check.js'
import { patternProblem } from './pattern.js'
import type { RuleSchema } from './schema.js'
import { schema } from './small-bank.test.js'

const tag = (code: string) => ({ kind: 'tag', tag: code })
const city = { kind: 'attr', table: 'customer', field: 'city' }
const over5 = { kind: 'compare', left: tag('products'), op: '>', value: 5 }

function mistakes(rule: unknown): string[] {
  const result = checkRule({ v: 1, kind: 'rule', rule }, schema)
  return result.ok ? [] : result.mistakes.map(said)
}
const said = (mistake: Mistake) => `${mistake.path} ${mistake.code}`
const compare = (left: unknown, op: string, value?: unknown, more = {}) => ({
  kind: 'compare',
  left,
  op,
  ...(value === undefined ? {} : { value }),
  ...more,
})

describe('structure', () => {
  it.each([
    [{ v: 1, kind: 'rule' }, ['rule RULE_FIELD_MISSING']],
    [{ v: 2, kind: 'rule', rule: over5 }, ['v RULE_VERSION_UNSUPPORTED']],
    [{ v: 1, kind: 'value', rule: over5 }, ['kind RULE_FIELD_INVALID']],
    [null, [' RULE_NODE_EXPECTED']],
    ['x', [' RULE_NODE_EXPECTED']],
    [{ v: 1, kind: 'rule', rule: over5, sql: '1=1' }, [' RULE_FIELD_UNKNOWN']],
    [{ v: 1, kind: 'rule', rule: { kind: 'sql', sql: '1=1' } }, ['rule.kind RULE_KIND_UNKNOWN']],
    [{ v: 1, kind: 'rule', rule: { kind: 'all', all: [] } }, ['rule.all RULE_FIELD_INVALID']],
    [
      { v: 1, kind: 'rule', rule: { kind: 'all', all: [over5, 5, { kind: 'any' }] } },
      ['rule.all[1] RULE_NODE_EXPECTED', 'rule.all[2].any RULE_FIELD_MISSING'],
    ],
    [{ v: 1, kind: 'rule', rule: compare(tag('aum'), '~', 1) }, ['rule.op RULE_FIELD_INVALID']],
    [
      { v: 1, kind: 'rule', rule: compare(tag('aum'), '>', { kind: 'tag' }) },
      ['rule.value.tag RULE_FIELD_MISSING'],
    ],
    [
      { v: 1, kind: 'rule', rule: compare(tag('aum'), '>', { kind: 'subquery' }) },
      ['rule.value.kind RULE_KIND_UNKNOWN'],
    ],
    [
      { v: 1, kind: 'rule', rule: compare(tag('aum'), 'withinLast', { n: 3, unit: 'w' }) },
      ['rule.value.unit RULE_FIELD_INVALID'],
    ],
    [
      {
        v: 1,
        kind: 'rule',
        rule: compare(
          { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'last', n: 0, unit: 'd' } },
          '>',
          1,
        ),
      },
      ['rule.left.window.n RULE_FIELD_INVALID'],
    ],
    [
      {
        v: 1,
        kind: 'rule',
        rule: compare(
          { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'month', offset: 1 } },
          '>',
          1,
        ),
      },
      ['rule.left.window.offset RULE_FIELD_INVALID'],
    ],
  ])('%j', (input, expected) => {
    const result = checkRule(input, schema)
    expect(result.ok ? [] : result.mistakes.map(said)).toEqual(expected)
  })
  it('has limits, also against documents made to exhaust the stack', () => {
    const nested = (levels: number): unknown => {
      let node: unknown = over5
      for (let level = 0; level < levels; level++) node = { kind: 'not', not: node }
      return node
    }
    expect(mistakes(nested(18))).toEqual([])
    expect(mistakes(nested(19))).toEqual([expect.stringContaining('RULE_TOO_DEEP')])
    expect(mistakes(nested(20_000))).toEqual(
      [expect.stringContaining('RULE_TOO_DEEP'), expect.anything()].slice(0, mistakes(nested(20_000)).length),
    )
    expect(mistakes({ kind: 'any', any: Array.from({ length: 249 }, () => over5) })).toEqual([])
    expect(mistakes({ kind: 'any', any: Array.from({ length: 250 }, () => over5) })).toEqual([
      ' RULE_TOO_MANY_NODES',
    ])
    expect(mistakes(compare(city, 'in', Array.from({ length: 10_001 }, String)))).toEqual([
      'rule.value RULE_LIST_TOO_LONG',
    ])
  })
})

describe('names and types', () => {
  it('collects every mistake with its path', () => {
    expect(
      mistakes({
        kind: 'all',
        all: [
          compare(tag('nope'), '>', 5),
          { kind: 'not', not: compare(city, '>', 'a') },
          compare(tag('tier'), '=', 'T9'),
          { kind: 'atLeast', k: 3, atLeast: [over5, compare(tag('aum'), '>', 1.5)] },
          { kind: 'inSegment', segment: 'silver', version: 9 },
          { kind: 'inList', list: 'none' },
        ],
      }),
    ).toEqual([
      'rule.all[0].left.tag RULE_UNKNOWN_TAG',
      'rule.all[1].not.op RULE_OPERATOR_NOT_ALLOWED',
      'rule.all[2].value RULE_ENUM_UNKNOWN',
      'rule.all[3].atLeast[1].value RULE_LITERAL_INVALID',
      'rule.all[3].k RULE_AT_LEAST_TOO_MANY',
      'rule.all[4].segment RULE_UNKNOWN_SEGMENT',
      'rule.all[5].list RULE_UNKNOWN_LIST',
    ])
  })
  it('refuses an unknown code where all are known, and takes it where others are met', () => {
    const tier = schema.tag('tier')
    const open: RuleSchema = { ...schema, tag: (code) => (code === 'tier' && tier !== undefined ? { ...tier, isOpen: true } : schema.tag(code)) }
    const rule = { v: 1, kind: 'rule', rule: { kind: 'any', any: [compare(tag('tier'), '=', 'T9'), compare(tag('tier'), 'in', ['T9'])] } }
    expect(checkRule(rule, schema)).toMatchObject({ ok: false, mistakes: [{ code: 'RULE_ENUM_UNKNOWN' }, { code: 'RULE_ENUM_UNKNOWN' }] })
    expect(checkRule(rule, open)).toMatchObject({ ok: true })
    const either = checkValue({ v: 1, kind: 'value', value: { kind: 'coalesce', coalesce: [tag('tier'), { kind: 'literal', type: 'enum', value: 'NONE' }] } }, open)
    expect(either).toMatchObject({ ok: true, type: { type: 'enum', isOpen: true } })
  })
  it.each([
    [compare(tag('aum'), '>', tag('products')), 'rule.value RULE_TYPE_MISMATCH'],
    [compare(tag('aum'), '>', tag('usd')), 'rule.value RULE_CURRENCY_MIXED'],
    [
      compare({ kind: 'arith', op: '+', left: tag('aum'), right: tag('usd') }, '>', 1),
      'rule.left RULE_ARITH_TYPES',
    ],
    [
      compare({ kind: 'arith', op: '*', left: tag('aum'), right: tag('aum') }, '>', 1),
      'rule.left RULE_ARITH_TYPES',
    ],
    [
      compare({ kind: 'coalesce', coalesce: [tag('aum'), city] }, '>', 1),
      'rule.left.coalesce[1] RULE_TYPE_MISMATCH',
    ],
    [compare({ kind: 'age', of: city }, '>', 1), 'rule.left.of RULE_TYPE_MISMATCH'],
    [compare(tag('aum'), '>'), 'rule.value RULE_VALUE_MISSING'],
    [compare(tag('aum'), 'isSet', 1), 'rule.value RULE_VALUE_NOT_EXPECTED'],
    [compare(tag('aum'), 'between', [5, 1]), 'rule.value RULE_RANGE_REVERSED'],
    [compare(tag('aum'), 'between', [5]), 'rule.value RULE_FIELD_INVALID'],
    [compare(tag('aum'), 'between', tag('peak')), 'rule.value RULE_LITERAL_EXPECTED'],
    [
      compare({ kind: 'attr', table: 'customer', field: 'open_date' }, '=', '2025-02-29'),
      'rule.value RULE_LITERAL_INVALID',
    ],
    [
      compare({ kind: 'attr', table: 'customer', field: 'open_date' }, '=', '1899-12-31'),
      'rule.value RULE_LITERAL_INVALID',
    ],
    [
      compare({ kind: 'attr', table: 'customer', field: 'open_date' }, 'withinLast', 0),
      'rule.value RULE_FIELD_INVALID',
    ],
    [compare(city, 'contains', ''), 'rule.value RULE_FIELD_INVALID'],
    [compare(city, 'matches', '(?=a)'), 'rule.value RULE_PATTERN_UNSUPPORTED'],
    [
      compare(tag('aum'), '>', { kind: 'param', name: 'x', type: 'date' }),
      'rule.value.type RULE_TYPE_MISMATCH',
    ],
    [compare({ kind: 'field', field: 'amount' }, '>', 1), 'rule.left RULE_FIELD_OUTSIDE_FACT'],
    [
      compare({ kind: 'agg', table: 'txn', fn: 'count', filter: over5 }, '>', 1),
      'rule.left.filter.left RULE_NOT_IN_FILTER',
    ],
    [
      compare(
        {
          kind: 'agg',
          table: 'txn',
          fn: 'count',
          filter: compare({ kind: 'field', field: 'secret' }, '=', 1),
        },
        '>',
        1,
      ),
      'rule.left.filter.left.field RULE_FIELD_NOT_FILTERABLE',
    ],
    [
      compare(
        {
          kind: 'agg',
          table: 'txn',
          fn: 'count',
          filter: compare({ kind: 'field', field: 'amount' }, '>', 1, { missing: 'exclude' }),
        },
        '>',
        1,
      ),
      'rule.left.filter.missing RULE_EXCLUDE_IN_FILTER',
    ],
    [
      compare({ kind: 'agg', table: 'txn', fn: 'sum', field: 'kind' }, '>', 1),
      'rule.left.fn RULE_AGGREGATE_TYPE',
    ],
    [compare({ kind: 'agg', table: 'txn', fn: 'sum' }, '>', 1), 'rule.left.field RULE_FIELD_MISSING'],
    [
      compare({ kind: 'agg', table: 'txn', fn: 'quantile', field: 'amount' }, '>', 1),
      'rule.left.q RULE_FIELD_MISSING',
    ],
    [
      compare(
        { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'between', from: 1, to: 9 } },
        '>',
        1,
      ),
      'rule.left.window RULE_WINDOW_REVERSED',
    ],
    [
      compare({ kind: 'bucket', of: tag('aum'), edges: [5, 5], labels: ['a', 'b', 'c'] }, '=', 'a'),
      'rule.left.edges RULE_EDGES_NOT_RISING',
    ],
    [
      compare({ kind: 'bucket', of: tag('aum'), edges: [5], labels: ['a'] }, '=', 'a'),
      'rule.left.labels RULE_LABELS_COUNT',
    ],
    [
      compare({ kind: 'bucket', of: tag('aum'), edges: [5], labels: ['a', 'b'] }, '=', 'z'),
      'rule.value RULE_ENUM_UNKNOWN',
    ],
  ])('%j: %s', (rule, expected) => expect(mistakes(rule)).toEqual([expected]))
  it('gives the type of a value', () => {
    const value = (node: unknown) => checkValue({ v: 1, kind: 'value', value: node }, schema)
    expect(value({ kind: 'arith', op: '/', left: tag('aum'), right: tag('peak') })).toMatchObject({
      ok: true,
      type: { type: 'decimal' },
    })
    expect(value({ kind: 'arith', op: '/', left: tag('aum'), right: tag('products') })).toMatchObject({
      ok: true,
      type: { type: 'money', ccy: 'CNY' },
    })
    expect(
      value({ kind: 'bucket', of: tag('aum'), edges: [1], labels: ['a', { code: 'b', zh: '乙', en: 'B' }] }),
    ).toMatchObject({
      ok: true,
      type: { type: 'enum', values: [{ code: 'a' }, { code: 'b', zh: '乙' }] },
    })
    expect(value(tag('nope'))).toMatchObject({ ok: false })
  })
  it('says every mistake in both languages', () => {
    for (const [code, entry] of Object.entries(catalogue)) {
      if (!code.startsWith('RULE_')) continue
      expect(entry.zh).toMatch(/[\u4e00-\u9fff]/)
      expect(entry.en).toMatch(/^[^\u4e00-\u9fff]+$/)
    }
  })
})

describe('patterns', () => {
  it.each([
    '^ab$',
    'a.b',
    '[a-z]{2,5}\\d+',
    '^(?:深圳|北京)',
    '(ab)+c',
    '\\.',
    'a|b',
    '[+*]+',
    '\\\\q',
    'a+?b',
  ])('takes %s', (pattern) => expect(patternProblem(pattern)).toBeNull())
  it.each([
    '',
    '(a+)+',
    '(a|a)*',
    '(?i)a',
    '(a)\\1',
    '[[:alpha:]]',
    '\\p{L}',
    '(',
    'a{1001}',
    '((a*))*',
    '\\s',
    'a**',
    '(?<x>a)',
  ])('refuses %s', (pattern) => expect(patternProblem(pattern)).not.toBeNull())
})
