import { expect, it } from 'vitest'
import { checkRule, checkValue } from './check.js'
import { type FactRow, type RuleCustomer } from './customer.js'
import { evaluateRule, valueEvaluator } from './evaluate.js'
import { type BoolNode, type ValueNode } from './node.js'
import { phraseOfValue, sentenceOf } from './sentence.js'
import { asOf, schema, timeZone } from './small-bank.test.js'

const txn: FactRow[] = [
  { day: '2025-12-31', amount: 100, kind: 'POS', note: 'b' },
  { day: '2025-12-01', amount: 300, kind: 'SALARY', note: 'a' },
  { day: '2025-11-30', amount: 500, kind: 'POS', note: 'a' },
  { day: '2025-10-01', amount: 300, kind: 'POS', note: null },
]
const event: FactRow[] = [
  { at: '2025-12-31T01:00:00.000Z', name: 'view' },
  { at: '2025-12-31T03:00:00.000Z', name: 'buy' },
  { at: '2025-12-30T01:00:00.000Z', name: 'login' },
]
const customer: RuleCustomer = { custId: 'C1', attrs: {}, tags: {}, facts: { txn, event }, segments: [], lists: [] }
const agg = (rest: object): ValueNode => ({ kind: 'agg', table: 'txn', field: 'amount', ...rest }) as ValueNode
const valueOf = (value: ValueNode) => valueEvaluator({ v: 1, kind: 'value', value }, schema, { asOf, timeZone })(customer)
const months = (fn: string, more: object = {}) => agg({ fn, each: { per: 'month', fn: 'sum', ...more } })

it('RULE-7: a slope is what thirty days add along the least-squares line', () => {
  // Days −91, −31, −30, 0 against 300, 500, 300, 100: slope −103100/75... by hand: n Σxy − ΣxΣy over n Σxx − (Σx)².
  const [n, x, y, xy, xx] = [4, -152, 1200, -91 * 300 - 31 * 500 - 30 * 300, 91 ** 2 + 31 ** 2 + 30 ** 2]
  expect(valueOf(agg({ fn: 'slope' }))).toBe(Math.floor((30 * (n * xy - x * y)) / (n * xx - x * x) + 0.5))
  expect(valueOf(agg({ fn: 'slope', window: { kind: 'last', n: 1, unit: 'd' } }))).toBeNull()
})

it('RULE-7: a decayed total halves a row every half-life; without a field rows count', () => {
  expect(valueOf(agg({ fn: 'decay', halfLife: 30, window: { kind: 'last', n: 31, unit: 'd' } }))).toBe(250)
  expect(valueOf({ kind: 'agg', table: 'txn', fn: 'decay', halfLife: 30, window: { kind: 'last', n: 31, unit: 'd' } })).toBe(1.5)
  expect(valueOf(agg({ fn: 'decay', halfLife: 30, window: { kind: 'between', from: 20, to: 10 } }))).toBe(0)
})

it('RULE-7: a share is a part of the rows over all of them, missing where there is nothing to divide', () => {
  const of: BoolNode = { kind: 'compare', left: { kind: 'field', field: 'kind' }, op: '=', value: 'SALARY' }
  expect(valueOf(agg({ fn: 'share', of }))).toBe(0.25)
  expect(valueOf({ kind: 'agg', table: 'txn', fn: 'share', of, window: { kind: 'last', n: 60, unit: 'd' } })).toBe(1 / 3)
  expect(valueOf(agg({ fn: 'share', of, window: { kind: 'between', from: 20, to: 10 } }))).toBeNull()
})

it('RULE-7: argmax names the value with the largest sum, of equal ones the first in order', () => {
  expect(valueOf(agg({ fn: 'argmax', by: 'note' }))).toBe('a')
  expect(valueOf({ kind: 'agg', table: 'txn', fn: 'argmax', by: 'kind' })).toBe('POS')
  expect(valueOf(agg({ fn: 'argmax', by: 'kind', window: { kind: 'between', from: 61, to: 1 } }))).toBe('POS')
  expect(valueOf({ kind: 'agg', table: 'txn', fn: 'argmax', by: 'note', window: { kind: 'last', n: 31, unit: 'd' } })).toBe('a')
})

it('RULE-7: an aggregate of periods is over one value a period; empty ones count only where it says so', () => {
  // October 300, November 500, December 400.
  expect(valueOf(months('median'))).toBe(400)
  expect(valueOf(months('slope'))).toBe(50)
  expect(valueOf(months('count'))).toBe(3)
  expect(valueOf(months('min', { fn: 'avg' }))).toBe(200)
  const year = { kind: 'last', n: 12, unit: 'm' }
  // 2025-01-01 to 2025-12-31 is twelve months, nine of them without a row.
  expect(valueOf({ ...months('avg', { empty: 'zero' }), window: year } as ValueNode)).toBe(100)
  expect(valueOf({ ...months('last', { empty: 'zero' }), window: { kind: 'month', offset: -1 } } as ValueNode)).toBe(500)
})

it('RULE-8: a sequence holds when its steps follow within the span, and its absence is the opposite', () => {
  const step = (value: string): BoolNode => ({ kind: 'compare', left: { kind: 'field', field: 'name' }, op: '=', value })
  const holds = (steps: string[], n: number, unit: 'd' | 'h' | 'min', negate = false) => {
    const node: BoolNode = { kind: 'sequence', table: 'event', steps: steps.map(step), within: { n, unit } }
    return evaluateRule({ v: 1, kind: 'rule', rule: negate ? { kind: 'not', not: node } : node }, schema, customer, { asOf, timeZone })
  }
  expect(holds(['view', 'buy'], 2, 'h')).toBe(true)
  expect(holds(['view', 'buy'], 119, 'min')).toBe(false)
  expect(holds(['buy', 'view'], 30, 'd')).toBe(false)
  expect(holds(['login', 'view', 'buy'], 26, 'h')).toBe(true)
  expect(holds(['login', 'view', 'buy'], 25, 'h', true)).toBe(true)
})

it('RULE-7: what one function needs is asked for, and refused elsewhere, in its place', () => {
  const codes = (value: ValueNode) => {
    const checked = checkValue({ v: 1, kind: 'value', value }, schema)
    return checked.ok ? [] : checked.mistakes.map(({ code, path }) => `${code} ${path}`)
  }
  expect(codes(agg({ fn: 'decay' }))).toEqual(['RULE_FIELD_MISSING value.halfLife'])
  expect(codes(agg({ fn: 'sum', halfLife: 3 }))).toEqual(['RULE_FIELD_UNKNOWN value'])
  expect(codes(agg({ fn: 'argmax', by: 'amount' }))).toEqual(['RULE_TYPE_MISMATCH value.by'])
  expect(codes(months('distinct'))).toEqual(['RULE_EACH_FUNCTION value.fn'])
  expect(codes(months('avg', { empty: 'zero' }))).toEqual(['RULE_EACH_EMPTY value.each.empty'])
  expect(codes(agg({ fn: 'median', field: 'note', each: { per: 'week', fn: 'sum' } }))).toEqual(['RULE_AGGREGATE_TYPE value.each.fn'])
  const daily = checkRule({ v: 1, kind: 'rule', rule: { kind: 'sequence', table: 'txn', steps: [{ kind: 'always' }, { kind: 'always' }], within: { n: 2, unit: 'h' } } }, schema)
  expect(daily.ok ? [] : daily.mistakes.map(({ code }) => code)).toEqual(['RULE_SEQUENCE_UNIT'])
})

it('RULE-9: every kind is said in words', () => {
  const zh = (value: ValueNode) => phraseOfValue({ v: 1, kind: 'value', value }, schema, 'zh')
  const en = (value: ValueNode) => phraseOfValue({ v: 1, kind: 'value', value }, schema, 'en')
  const last = { window: { kind: 'last', n: 6, unit: 'm' } }
  expect(zh(agg({ ...last, fn: 'median', each: { per: 'month', fn: 'sum' } }))).toBe('近6个月交易的按月金额合计的中位数')
  expect(zh(agg({ ...last, fn: 'count', field: undefined, each: { per: 'day', fn: 'count' } }))).toBe('近6个月交易有记录的天数')
  expect(en(agg({ ...last, fn: 'median', each: { per: 'month', fn: 'sum' } }))).toBe('Median of the totals of amount of transactions in the last 6 months, month by month')
  expect(zh(agg({ fn: 'decay', halfLife: 30 }))).toBe('截至目前全部交易的金额衰减合计（每 30 天减半）')
  expect(en(agg({ fn: 'argmax', by: 'kind', ...last }))).toBe('Type with the most amount of transactions in the last 6 months')
  expect(zh({ kind: 'agg', table: 'txn', fn: 'share', of: { kind: 'compare', left: { kind: 'field', field: 'kind' }, op: '=', value: 'SALARY' } })).toBe('截至目前全部交易中（类型为工资）所占笔数的比例')
  const step = (value: string): BoolNode => ({ kind: 'compare', left: { kind: 'field', field: 'name' }, op: '=', value })
  const sequence: BoolNode = { kind: 'sequence', table: 'event', steps: [step('view'), step('buy')], within: { n: 7, unit: 'd' }, window: { kind: 'last', n: 30, unit: 'd' } }
  expect(sentenceOf({ v: 1, kind: 'rule', rule: sequence }, schema, 'zh')).toContain('近30天行为在7天内依次出现：(1) ')
  expect(sentenceOf({ v: 1, kind: 'rule', rule: sequence }, schema, 'en')).toContain('that follow each other within 7 days: (1) ')
})
