import { describe, expect, it } from 'vitest'
import { checkRule, checkValue } from './check.js'
import { type RuleCustomer } from './customer.js'
import { valueEvaluator } from './evaluate.js'
import { populationStatistics } from './evaluate-population.js'
import { type ValueDocument, type ValueNode } from './node.js'
import { standing } from './population.js'
import { fieldsReadBy, referencesOf } from './reference.js'
import { phraseOfValue } from './sentence.js'
import { asOf, schema, timeZone } from './small-bank.test.js'
import { streamable } from './streaming.js'

const ctx = { asOf, timeZone }
const doc = (value: ValueNode): ValueDocument => ({ v: 1, kind: 'value', value })
const customer = (aum: number | null, tier: string | null, more: Partial<RuleCustomer> = {}): RuleCustomer => ({ custId: 'C', attrs: {}, tags: { aum, tier }, facts: {}, segments: [], lists: [], ...more })
const aum: ValueNode = { kind: 'tag', tag: 'aum' }

describe('RULE-8: where a customer stands', () => {
  const everybody = [customer(100, 'T1'), customer(300, 'T1'), customer(300, 'T2'), customer(900, 'T2'), customer(null, 'T1')]
  const of = (more: object) => {
    const value = doc({ kind: 'population', of: aum, ...more } as ValueNode)
    const valueOf = valueEvaluator(value, schema, { ...ctx, statistics: populationStatistics(value, schema, ctx, everybody) })
    return everybody.map(valueOf)
  }

  it('by hand: ranks, percentiles, bands and z-scores; who has no value stands nowhere', () => {
    expect(of({ fn: 'rank' })).toEqual([4, 2, 2, 1, null])
    expect(of({ fn: 'rank', best: 'low' })).toEqual([1, 2, 2, 4, null])
    expect(of({ fn: 'percentile' })).toEqual([0.25, 0.75, 0.75, 1, null])
    expect(of({ fn: 'tile', tiles: 2 })).toEqual([1, 1, 1, 2, null])
    expect(of({ fn: 'rank', by: [{ kind: 'tag', tag: 'tier' }] })).toEqual([2, 1, 2, 1, null])
    expect(of({ fn: 'rank', among: { kind: 'compare', left: aum, op: '<', value: 900 } })).toEqual([3, 1, 1, null, null])
    // Mean 400, squares 90,000 + 10,000 + 10,000 + 250,000 over 3: deviation 346.410162.
    expect(of({ fn: 'zscore' })).toEqual([-0.866025, -0.288675, -0.288675, 1.443376, null])
    expect(standing({ fn: 'zscore', best: 'high', tiles: 0 }, 5, [5, 5])).toBeNull()
    expect(standing({ fn: 'tile', best: 'high', tiles: 5 }, 999, [1, 2, 3])).toBe(5)
  })

  it('needs the statistics of everybody, and cannot be kept up event by event', () => {
    const value = doc({ kind: 'population', fn: 'rank', of: aum })
    expect(() => valueEvaluator(value, schema, ctx)(customer(1, null))).toThrow('statistics of the population')
    expect(streamable(value)).toMatchObject({ streaming: 'no', reasons: [{ path: 'value', streaming: 'no' }] })
  })
})

describe('what the new kinds say, read and refuse', () => {
  const said = (value: ValueNode) => [phraseOfValue(doc(value), schema, 'zh'), phraseOfValue(doc(value), schema, 'en')]
  const since: ValueNode = { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'since', since: { kind: 'attr', table: 'customer', field: 'open_date' }, days: 30 } }

  it('sentences', () => {
    expect(said({ kind: 'population', fn: 'tile', tiles: 5, of: aum, by: [{ kind: 'tag', tag: 'tier' }] })).toEqual(['月日均AUM在同资产层级的全部客户中的 5 等分档（5 为最高）', 'One of 5 equal bands of monthly average AUM among all customers of the same AUM tier (5 is the highest)'])
    expect(said(since)).toEqual(['自开户日期起30天内交易的金额合计', 'Total amount of transactions in the 30 days from open date'])
    expect(said({ kind: 'set', items: [{ if: { kind: 'always' }, item: { code: 'A', zh: '甲', en: 'First' } }] })).toEqual(['以下各项中满足的：甲（全部客户）', 'Those that hold of First (every customer)'])
    expect(said({ kind: 'agg', table: 'txn', fn: 'argmax', field: 'amount', by: 'kind', minShare: 0.3 })).toEqual(['截至目前全部交易中金额合计最多的类型（占比不低于 30%）', 'Type with the most amount of transactions so far (at least 30% of all)'])
    expect(said({ kind: 'agg', table: 'txn', fn: 'kept', field: 'amount', of: { kind: 'compare', left: { kind: 'field', field: 'kind' }, op: '=', value: 'POS' }, within: { n: 3, unit: 'd' } })[1]).toContain('not taken away within 3 days by type is pos')
  })

  it('references and columns reach into windows and groups', () => {
    const ranked = doc({ kind: 'population', fn: 'rank', of: since, by: [{ kind: 'tag', tag: 'tier' }] })
    expect(referencesOf(ranked)).toMatchObject({ tags: ['tier'], attrs: [{ table: 'customer', field: 'open_date' }], facts: ['txn'] })
    expect(fieldsReadBy(ranked)).toEqual([{ table: 'txn', field: 'amount' }, { table: 'customer', field: 'open_date' }])
  })

  it.each<[object, string, string]>([
    [{ kind: 'population', fn: 'tile', of: aum }, 'RULE_FIELD_MISSING', 'value.tiles'],
    [{ kind: 'population', fn: 'rank', of: aum, tiles: 5 }, 'RULE_FIELD_UNKNOWN', 'value'],
    [{ kind: 'population', fn: 'zscore', of: aum, best: 'low' }, 'RULE_FIELD_UNKNOWN', 'value'],
    [{ kind: 'population', fn: 'rank', of: { kind: 'tag', tag: 'tier' } }, 'RULE_TYPE_MISMATCH', 'value.of'],
    [{ kind: 'population', fn: 'rank', of: aum, by: [aum] }, 'RULE_TYPE_MISMATCH', 'value.by[0]'],
    [{ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'since', since: aum } }, 'RULE_TYPE_MISMATCH', 'value.window.since'],
    [{ kind: 'agg', table: 'txn', fn: 'kept', field: 'amount', within: { n: 1, unit: 'd' } }, 'RULE_FIELD_MISSING', 'value.of'],
    [{ kind: 'agg', table: 'txn', fn: 'kept', field: 'amount', of: { kind: 'always' }, within: { n: 1, unit: 'h' } }, 'RULE_SEQUENCE_UNIT', 'value.within.unit'],
    [{ kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', minShare: 0.5 }, 'RULE_FIELD_UNKNOWN', 'value'],
    [{ kind: 'agg', table: 'txn', fn: 'collect', field: 'amount' }, 'RULE_AGGREGATE_TYPE', 'value.fn'],
    [{ kind: 'agg', table: 'txn', fn: 'avg', field: 'amount', window: { kind: 'since', since: { kind: 'asOf' } }, each: { per: 'month', fn: 'sum', empty: 'zero' } }, 'RULE_EACH_EMPTY', 'value.each.empty'],
  ])('%j is refused: %s at %s', (value, code, path) => {
    expect(checkValue({ v: 1, kind: 'value', value }, schema)).toMatchObject({ ok: false, mistakes: [{ code, path }] })
  })

  it('others do not stand in a filter of rows', () => {
    const rule = { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'agg', table: 'txn', fn: 'count', filter: { kind: 'compare', left: { kind: 'population', fn: 'rank', of: aum }, op: '<', value: 3 } }, op: '>', value: 0 } }
    expect(checkRule(rule, schema)).toMatchObject({ ok: false, mistakes: [{ code: 'RULE_NOT_IN_FILTER' }] })
  })
})
