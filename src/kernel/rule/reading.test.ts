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

  it('by hand: equals at the edge of a band are told apart, so that it cuts through them', () => {
    // Four have the same number of products; their assets tell three apart, who has none known comes first.
    const four = [customer(100, null), customer(500, null), customer(null, null), customer(300, null)].map((each, at) => ({ ...each, custId: `C${at}`, tags: { ...each.tags, products: 2 } }))
    const bands = (more: object, everybody: readonly RuleCustomer[] = four) => {
      const value = doc({ kind: 'population', fn: 'tile', tiles: 2, of: { kind: 'tag', tag: 'products' }, ...more })
      return everybody.map(valueEvaluator(value, schema, { ...ctx, statistics: populationStatistics(value, schema, ctx, everybody) }))
    }
    expect(bands({})).toEqual([1, 1, 1, 1])
    expect(bands({ ties: [{ of: aum }] })).toEqual([1, 2, 1, 2])
    expect(bands({ ties: [{ of: aum, best: 'low' }] })).toEqual([2, 1, 1, 2])
    // All alike: the hash of the customer halves them, the same way whatever order they come in.
    const alike = Array.from({ length: 10 }, (_, at) => ({ ...customer(7, null), custId: `K${at}`, tags: { aum: 7, products: 2 } }))
    const halves = bands({ ties: [{ of: aum }] }, alike)
    expect(halves.filter((band) => band === 2)).toHaveLength(5)
    expect(bands({ ties: [{ of: aum }] }, [...alike].reverse()).reverse()).toEqual(halves)
  })

  it('needs the statistics of everybody, and cannot be kept up event by event', () => {
    const value = doc({ kind: 'population', fn: 'rank', of: aum })
    expect(() => valueEvaluator(value, schema, ctx)(customer(1, null))).toThrow('statistics of the population')
    expect(streamable(value)).toMatchObject({ streaming: 'no', reasons: [{ path: 'value', streaming: 'no' }] })
  })
})

describe('RULE-11: the cell a customer answers best', () => {
  const rows = (tries: Readonly<Record<string, readonly [tried: number, answered: number]>>): RuleCustomer => ({
    ...customer(1, null),
    facts: { event: Object.entries(tries).flatMap(([name, [tried, answered]]) => Array.from({ length: tried }, (_, at) => ({ at: '2025-12-30T02:00:00Z', name, dwell: 1, ok: at < answered }))) },
  })
  const named = (name: string) => ({ code: name, zh: name, en: name, if: { kind: 'compare', left: { kind: 'field', field: 'name' }, op: '=', value: name } as const })
  const node = (more: object = {}): ValueNode => ({ kind: 'response', table: 'event', of: { kind: 'compare', left: { kind: 'field', field: 'ok' }, op: 'is', value: true }, cells: [named('SMS'), named('CALL'), named('MAIL')], ...more })
  const everybody = [rows({ SMS: [4, 4], CALL: [1, 1] }), rows({ SMS: [4, 0], CALL: [1, 0] }), rows({ SMS: [4, 2] }), rows({ CALL: [2, 1] }), rows({})]
  const of = (value: ValueNode) => everybody.map(valueEvaluator(doc(value), schema, { ...ctx, statistics: populationStatistics(doc(value), schema, ctx, everybody) }))

  it('by hand: the prior of a cell is fitted to the bank by the method of moments', () => {
    // SMS: 12 tries, 6 answers, mean 1/2; around it 16/4 + 0 + 4/4 − 36/12 = 2, over 1/4 is 8; less 2 is 6; over 12 − 48/12 − 2 = 6
    // is 1, kept at .999: a prior of .001001 rows. (4 + .0005005) / 4.001001 = .999875.
    expect(of(node({ cell: 'SMS' }))).toEqual([0.999875, 0.000125, 0.5, 0.5, null])
    // CALL: 4 tries, 2 answers of 1, 1 and 2; around 1 + 0 + 1/2 − 1 = .5, over 1/4 is 2; less 2 is 0: as strong as can be, 999 rows.
    expect(of(node({ cell: 'CALL' }))).toEqual([0.5005, 0.4995, 0.5, 0.5, null])
    expect(of(node({ cell: 'MAIL' }))).toEqual([null, null, null, null, null])
    // Who has one lucky call is not taken for a caller; equal means go to the first; without a row there is no answer.
    expect(of(node())).toEqual(['SMS', 'CALL', 'SMS', 'SMS', null])
    // Of cells tried once at least the fourth has calls alone, of cells tried three times none.
    expect(of(node({ least: 1 }))).toEqual(['SMS', 'CALL', 'SMS', 'CALL', null])
    expect(of(node({ least: 3 }))).toEqual(['SMS', 'SMS', 'SMS', null, null])
  })

  it('is said, read, and refused where it does not fit', () => {
    expect(phraseOfValue(doc(node()), schema, 'en')).toBe('Best of 3 cells by the posterior mean share of events so far answered (answered: success is yes)')
    expect(phraseOfValue(doc(node({ cell: 'SMS' })), schema, 'zh')).toBe('截至目前全部行为在SMS的响应率后验均值（响应指成功为是）')
    const sent = { window: { kind: 'last', n: 90, unit: 'd' }, filter: named('SMS').if, least: 1 }
    expect(phraseOfValue(doc(node(sent)), schema, 'zh')).toBe('近90天行为（名称为“SMS”）的 3 个单元中响应率后验均值最高的（本人至少 1 次；响应指成功为是）')
    expect(phraseOfValue(doc(node(sent)), schema, 'en')).toBe('Best of 3 cells by the posterior mean share of events (name is “SMS”) in the last 90 days answered (1 or more of the customer’s own in each, answered: success is yes)')
    expect(referencesOf(doc(node())).facts).toEqual(['event'])
    expect(fieldsReadBy(doc(node()))).toEqual([{ table: 'event', field: null }, { table: 'event', field: 'ok' }, { table: 'event', field: 'name' }])
    expect(streamable(doc(node()))).toMatchObject({ streaming: 'no' })
    expect(checkValue(doc(node()), schema)).toMatchObject({ ok: true, type: { type: 'enum', values: [{ code: 'SMS' }, { code: 'CALL' }, { code: 'MAIL' }] } })
    expect(checkValue(doc(node({ cell: 'NONE' })), schema)).toMatchObject({ ok: false, mistakes: [{ code: 'RULE_LITERAL_INVALID', path: 'value.cell' }] })
    expect(checkValue(doc(node({ cells: [named('SMS'), named('SMS')] })), schema)).toMatchObject({ ok: false, mistakes: [{ path: 'value.cells[1].code' }] })
    expect(checkValue(doc({ kind: 'datePart', part: 'hour', of: { kind: 'attr', table: 'customer', field: 'open_date' } }), schema)).toMatchObject({ ok: false, mistakes: [{ code: 'RULE_TYPE_MISMATCH', path: 'value.of' }] })
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
    [{ kind: 'population', fn: 'rank', of: aum, ties: [{ of: aum }] }, 'RULE_FIELD_UNKNOWN', 'value'],
    [{ kind: 'population', fn: 'tile', tiles: 5, of: aum, ties: [{ of: { kind: 'tag', tag: 'tier' } }] }, 'RULE_TYPE_MISMATCH', 'value.ties[0].of'],
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
