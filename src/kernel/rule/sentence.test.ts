import { describe, expect, it } from 'vitest'
import { compileRule, compileValue } from './compile.js'
import { evaluateRule } from './evaluate.js'
import { type BoolNode, type RuleDocument, type ValueDocument, type ValueNode } from './node.js'
import { createPassCollector } from './pass.js'
import { referencesOf } from './reference.js'
import { linesOf, phraseOfValue, sentenceOf } from './sentence.js'
import { asOf, bank, schema, timeZone } from './small-bank.test.js'
import { streamable } from './streaming.js'
import { windowRange } from './window.js'

const rule = (node: BoolNode): RuleDocument => ({ v: 1, kind: 'rule', rule: node })
const tag = (code: string): ValueNode => ({ kind: 'tag', tag: code })
const attr = (field: string): ValueNode => ({ kind: 'attr', table: 'customer', field })
const spent: ValueNode = {
  kind: 'agg',
  table: 'txn',
  fn: 'sum',
  field: 'amount',
  window: { kind: 'last', n: 90, unit: 'd' },
  filter: { kind: 'compare', left: { kind: 'field', field: 'kind' }, op: 'in', value: ['POS', 'FEE'] },
}
const aum: BoolNode = { kind: 'compare', left: tag('aum'), op: '>=', value: 5_000_000 }

describe('sentenceOf', () => {
  it.each<[BoolNode, string, string]>([
    [aum, '月日均AUM不低于5万元。', 'Monthly average AUM is at least 50,000 CNY.'],
    [
      { kind: 'compare', left: tag('aum'), op: 'between', value: [12_345, 100_000_000_00] },
      '月日均AUM介于 123.45元 与 1亿元 之间（含两端）。',
      'Monthly average AUM is between 123.45 CNY and 100,000,000 CNY inclusive.',
    ],
    [
      { kind: 'not', not: aum },
      '不满足「月日均AUM不低于5万元（无数据者不计入）」。',
      'Not (monthly average AUM is at least 50,000 CNY (customers without a value do not count)).',
    ],
    [
      { kind: 'compare', left: tag('tier'), op: 'in', value: ['T2', 'T3'], missing: 'exclude' },
      '资产层级属于优质、财富（无数据者排除）。',
      'AUM tier is one of affluent, wealth (customers without a value are removed).',
    ],
    [
      { kind: 'compare', left: spent, op: '>', value: 100_000 },
      '近90天交易（类型属于消费、手续费）的金额合计大于1,000元。',
      'Total amount of transactions (type is one of pos, fee) in the last 90 days is above 1,000 CNY.',
    ],
    [
      {
        kind: 'compare',
        left: { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'month', offset: -1 } },
        op: '>=',
        value: 3,
      },
      '上月交易的次数不低于3笔。',
      'Number of transactions last month is at least 3 transactions.',
    ],
    [
      { kind: 'compare', left: { kind: 'age', of: attr('birth_date') }, op: '>=', value: 60, missing: true },
      '按出生日期计的周岁不低于60岁（无数据也算）。',
      'Age by birth date is at least 60 years (counting customers without a value).',
    ],
    [
      { kind: 'compare', left: attr('birth_date'), op: 'anniversaryWithin', value: 7 },
      '出生日期的周年日在7天内。',
      'Birth date has its anniversary within 7 days.',
    ],
    [
      { kind: 'compare', left: attr('seen_at'), op: 'withinLast', value: { n: 3, unit: 'm' } },
      '最近登录在最近3个月内。',
      'Last login is within the last 3 months.',
    ],
    [
      { kind: 'compare', left: tag('payroll'), op: 'is', value: true },
      '代发标识为是。',
      'Payroll flag is yes.',
    ],
    [
      { kind: 'compare', left: tag('reach'), op: 'size>=', value: 2 },
      '可触达渠道的个数不低于2。',
      'Reachable channels has at least 2 items.',
    ],
    [
      { kind: 'not', not: { kind: 'inSegment', segment: 'silver', version: 2 } },
      '不属于客群「银发」（第2版）。',
      'Is not in the segment “Silver” (version 2).',
    ],
    [
      {
        kind: 'all',
        all: [
          aum,
          {
            kind: 'any',
            any: [
              { kind: 'inList', list: 'vip' },
              { kind: 'sample', share: 0.1, salt: 's' },
            ],
          },
        ],
      },
      '月日均AUM不低于5万元，且（在名单「贵宾」中，或抽中 10% 随机样本（盐值 s））。',
      'Monthly average AUM is at least 50,000 CNY, and (is in the list “VIP”, or is in a random 10% sample (salt s)).',
    ],
    [
      { kind: 'atLeast', k: 2, atLeast: [aum, { kind: 'inList', list: 'vip' }, { kind: 'always' }] },
      '以下3项中至少满足2项：(1) 月日均AUM不低于5万元；(2) 在名单「贵宾」中；(3) 全部客户。',
      'At least 2 of these 3: (1) monthly average AUM is at least 50,000 CNY; (2) is in the list “VIP”; (3) every customer.',
    ],
    [
      { kind: 'compare', left: tag('aum'), op: '<=', value: { kind: 'arith', op: '+', left: { kind: 'arith', op: '*', left: tag('peak'), right: { kind: 'literal', type: 'decimal', value: 0.7 } }, right: { kind: 'literal', type: 'money', value: 10_000 } } },
      '月日均AUM不超过（历史峰值 × 0.7） + 100元。',
      'Monthly average AUM is at most (peak AUM × 0.7) + 100 CNY.',
    ],
    [
      { kind: 'compare', left: tag('aum'), op: '>', value: { kind: 'param', name: 'floor', type: 'money' } },
      '月日均AUM大于{floor}。',
      'Monthly average AUM is above {floor}.',
    ],
  ])('%j', (node, zh, en) => {
    expect(sentenceOf(rule(node), schema, 'zh')).toBe(zh)
    expect(sentenceOf(rule(node), schema, 'en')).toBe(en)
  })
  it('says values', () => {
    const value = (node: ValueNode): ValueDocument => ({ v: 1, kind: 'value', value: node })
    const share: ValueNode = {
      kind: 'arith',
      op: '/',
      left: { kind: 'arith', op: '-', left: tag('peak'), right: tag('aum') },
      right: tag('peak'),
    }
    expect(phraseOfValue(value(share), schema, 'zh')).toBe('（历史峰值 − 月日均AUM） ÷ 历史峰值')
    const since: ValueNode = { kind: 'daysBetween', from: attr('open_date'), to: { kind: 'asOf' } }
    expect(phraseOfValue(value({ kind: 'case', when: [{ if: aum, then: since }] }), schema, 'en')).toBe(
      '(days since open date if monthly average AUM is at least 50,000 CNY; otherwise missing)',
    )
  })
  it('gives nested bullets', () => {
    const node: BoolNode = {
      kind: 'all',
      all: [aum, { kind: 'not', not: { kind: 'any', any: [aum, { kind: 'inList', list: 'vip' }] } }],
    }
    expect(linesOf(rule(node), schema, 'zh')).toEqual([
      { depth: 0, path: 'rule', text: '满足全部：' },
      { depth: 1, path: 'rule.all[0]', text: '月日均AUM不低于5万元' },
      { depth: 1, path: 'rule.all[1]', text: '不满足：' },
      { depth: 2, path: 'rule.all[1].not', text: '满足任一：' },
      { depth: 3, path: 'rule.all[1].not.any[0]', text: '月日均AUM不低于5万元（无数据者不计入）' },
      { depth: 3, path: 'rule.all[1].not.any[1]', text: '在名单「贵宾」中' },
    ])
  })
})

describe('referencesOf and streamable', () => {
  const node: BoolNode = {
    kind: 'all',
    all: [
      { kind: 'compare', left: spent, op: '>', value: tag('peak') },
      {
        kind: 'compare',
        left: { kind: 'coalesce', coalesce: [tag('aum'), tag('aum')] },
        op: '>',
        value: { kind: 'param', name: 'floor', type: 'money' },
      },
      { kind: 'inSegment', segment: 'silver', version: 'latest' },
      { kind: 'inList', list: 'vip' },
      { kind: 'compare', left: attr('city'), op: 'isSet' },
    ],
  }
  it('lists what a rule uses', () => {
    expect(referencesOf(rule(node))).toEqual({
      tags: ['aum', 'peak'],
      attrs: [{ table: 'customer', field: 'city' }],
      facts: ['txn'],
      segments: [{ segment: 'silver', version: 'latest' }],
      lists: ['vip'],
      params: ['floor'],
    })
  })
  it('tells what can stream', () => {
    const counted = (fn: 'count' | 'median', window?: { kind: 'last'; n: number; unit: 'd' }) =>
      streamable(
        rule({
          kind: 'compare',
          left: { kind: 'agg', table: 'txn', fn, field: 'amount', window },
          op: '>',
          value: 1,
        }),
      ).streaming
    expect([
      counted('count'),
      counted('median'),
      counted('median', { kind: 'last', n: 3, unit: 'd' }),
    ]).toEqual(['yes', 'no', 'bounded'])
    expect(streamable(rule(node))).toMatchObject({
      streaming: 'bounded',
      reasons: [{ path: 'rule.all[0].left' }],
    })
    expect(streamable(rule(aum))).toEqual({ streaming: 'yes', reasons: [] })
  })
})

describe('windows as of 2025-12-31', () => {
  it.each([
    [{ kind: 'last', n: 1, unit: 'd' }, '2025-12-31', '2025-12-31'],
    [{ kind: 'last', n: 90, unit: 'd' }, '2025-10-03', '2025-12-31'],
    [{ kind: 'last', n: 1, unit: 'm' }, '2025-12-01', '2025-12-31'],
    [{ kind: 'month', offset: 0 }, '2025-12-01', '2025-12-31'],
    [{ kind: 'month', offset: -10 }, '2025-02-01', '2025-02-28'],
    [{ kind: 'quarter', offset: -1 }, '2025-07-01', '2025-09-30'],
    [{ kind: 'between', from: 30, to: 1 }, '2025-12-01', '2025-12-30'],
    [{ kind: 'all' }, null, '2025-12-31'],
  ] as const)('%j', (window, from, to) => expect(windowRange(window, '2025-12-31', timeZone)).toEqual({ from, to }))
  it('never passes asOf', () =>
    expect(windowRange({ kind: 'month', offset: 0 }, '2025-12-10', timeZone).to).toBe('2025-12-10'))
})

describe('passes', () => {
  const value = (
    window: { kind: 'last'; n: number; unit: 'd' } | { kind: 'all' },
    fn: 'sum' | 'avg' = 'sum',
  ): ValueDocument => ({
    v: 1,
    kind: 'value',
    value: { kind: 'agg', table: 'txn', fn, field: 'amount', window },
  })
  it('several rules share one pass and equal aggregates one column', () => {
    const passes = createPassCollector()
    const ctx = { asOf, timeZone, passes }
    compileValue(value({ kind: 'last', n: 30, unit: 'd' }), schema, ctx)
    compileValue(value({ kind: 'last', n: 30, unit: 'd' }), schema, ctx)
    compileValue(value({ kind: 'last', n: 90, unit: 'd' }, 'avg'), schema, ctx)
    const [pass, ...others] = passes.passes()
    expect(others).toEqual([])
    expect(pass).toMatchObject({
      table: 'txn',
      alias: 'f_txn',
      from: '2025-10-03',
      to: asOf,
      timeField: 'day',
      timeType: 'date',
    })
    expect(pass?.columns.map((column) => column.name.split('_')[0])).toEqual(['sum', 'avg'])
    compileValue(value({ kind: 'all' }), schema, ctx)
    expect(passes.passes()[0]?.from).toBeNull()
  })
  it('names do not depend on the order of rules', () => {
    const names = (order: ValueDocument[]) => {
      const passes = createPassCollector()
      for (const each of order) compileValue(each, schema, { asOf, timeZone, passes })
      return passes
        .passes()[0]
        ?.columns.map((column) => column.name)
        .sort()
    }
    const some = [value({ kind: 'all' }), value({ kind: 'last', n: 3, unit: 'd' })]
    expect(names(some)).toEqual(names([...some].reverse()))
  })
})

describe('missing values', () => {
  const customer = { ...bank()[0]!, tags: { reach: [] } }
  const belongs = (node: BoolNode) => evaluateRule(rule(node), schema, customer, { asOf, timeZone })
  const with5 = (missing?: boolean | 'exclude'): BoolNode => ({
    kind: 'compare',
    left: tag('aum'),
    op: '>',
    value: 5,
    missing,
  })
  it('RULE-6: false unless the comparison says true, under any number of nots', () => {
    expect(belongs(with5())).toBe(false)
    expect(belongs({ kind: 'not', not: with5() })).toBe(false)
    expect(belongs({ kind: 'not', not: { kind: 'not', not: with5() } })).toBe(false)
    expect(belongs({ kind: 'not', not: with5(true) })).toBe(true)
    expect(belongs(with5(true))).toBe(true)
  })
  it('RULE-7: exclude removes the customer wherever it stands', () => {
    expect(belongs({ kind: 'any', any: [{ kind: 'always' }, with5('exclude')] })).toBe(false)
    expect(
      belongs({
        kind: 'not',
        not: { kind: 'all', all: [{ kind: 'not', not: { kind: 'always' } }, with5('exclude')] },
      }),
    ).toBe(false)
    const steps = compileRule(rule({ kind: 'any', any: [{ kind: 'always' }, with5('exclude')] }), schema, {
      asOf,
      timeZone,
    }).steps
    expect(steps.map((step) => [step.path, step.zh])).toEqual([
      ['rule', '全部客户，或月日均AUM大于0.05元（无数据者排除）'],
      ['rule.any[1].missing', '排除月日均AUM无数据的客户'],
    ])
  })
  it('RULE-8: sets, counts and tests always answer', () => {
    expect(belongs({ kind: 'compare', left: tag('reach'), op: 'hasNone', value: ['SMS'] })).toBe(true)
    expect(belongs({ kind: 'compare', left: tag('reach'), op: 'isMissing' })).toBe(true)
    expect(belongs({ kind: 'not', not: { kind: 'compare', left: tag('aum'), op: 'isSet' } })).toBe(true)
  })
})
