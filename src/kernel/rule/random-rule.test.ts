import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkRule, checkValue } from './check.js'
import { operators, type BoolNode, type RuleDocument, type ValueDocument, type ValueNode } from './node.js'
import {
  amounts, attr, cities, combined, compare, comparisons, dates,
  instants, literal, numbers, order, tag, windows, type Any, type Sources,
} from './random-condition.test.js'
import { bestCells, cellMeans, channelSets, populations, sinceWindows } from './random-reading.test.js'
import { intervals, sequences } from './random-sequence.test.js'
import { schema } from './small-bank.test.js'

const fieldNode = (name: string): ValueNode => ({ kind: 'field', field: name })
const txnFields: Sources = {
  number: fc.oneof(
    fc.constant(fieldNode('rate')),
    fc.constant<ValueNode>({ kind: 'arith', op: '/', left: fieldNode('rate'), right: fieldNode('rate') }),
  ),
  money: fc.constant(fieldNode('amount')),
  text: fc.constant(fieldNode('note')),
  time: fc.constant(fieldNode('due')),
  flag: fc.constantFrom<BoolNode>(
    { kind: 'compare', left: fieldNode('kind'), op: 'in', value: ['POS', 'FEE'] },
    { kind: 'compare', left: fieldNode('product.category'), op: '=', value: 'FUND' },
    { kind: 'compare', left: fieldNode('product.category'), op: '!=', value: 'WEALTH' },
    { kind: 'compare', left: fieldNode('product.category'), op: 'isMissing' },
  ).map((asked): ValueNode => ({
    kind: 'case',
    when: [
      {
        if: asked,
        then: { kind: 'literal', type: 'bool', value: true },
      },
    ],
  })),
  set: null,
}
const eventFields: Sources = {
  number: fc.constant(fieldNode('dwell')),
  money: fc.constant<ValueNode>({ kind: 'literal', type: 'money', value: 100 }),
  text: fc.constant(fieldNode('name')),
  time: fc.constant(fieldNode('at')),
  flag: fc.constant(fieldNode('ok')),
  set: null,
}

function aggregate(table: string, fn: string, name: string | undefined, q?: Any<number>): Any<ValueNode> {
  const filter = combined(comparisons(table === 'txn' ? txnFields : eventFields, true), 1)
  return fc
    .record({
      window: windows,
      filter: fc.option(filter, { nil: undefined }),
      q: q ?? fc.constant(undefined),
    })
    .map(
      (rest) =>
        Object.fromEntries(
          Object.entries({ kind: 'agg', table, fn, field: name, ...rest }).filter(([, v]) => v !== undefined),
        ) as unknown as ValueNode,
    )
}

type Extra = Record<string, unknown>
const txnCondition = combined(comparisons(txnFields, true), 1)
const eventCondition = combined(comparisons(eventFields, true), 1)

/** Aggregates that need more than a field, and those of periods. */
function special(table: 'txn' | 'event', name: string | undefined, extra: Any<Extra>): Any<ValueNode> {
  const filter = combined(comparisons(table === 'txn' ? txnFields : eventFields, true), 1)
  return fc.record({ window: windows, filter: fc.option(filter, { nil: undefined }), extra }).map(
    ({ extra, ...rest }) =>
      Object.fromEntries(Object.entries({ kind: 'agg', table, field: name, ...rest, ...extra }).filter(([, v]) => v !== undefined)) as unknown as ValueNode,
  )
}
const periods = (inner: readonly string[], outer: readonly string[]): Any<Extra> =>
  fc.record({
    fn: fc.constantFrom(...outer),
    each: fc.record({ per: fc.constantFrom('day', 'week', 'month'), fn: fc.constantFrom(...inner) }),
  })
const zeroed: Any<Extra> = fc.record({
  fn: fc.constantFrom('count', 'avg', 'median', 'stddev', 'slope', 'min', 'last'),
  each: fc.record({ per: fc.constantFrom('day', 'week', 'month'), fn: fc.constantFrom('sum', 'count'), empty: fc.constant('zero') }),
  window: windows.filter((window) => window.kind !== 'all'),
})
const OUTER = ['sum', 'avg', 'min', 'max', 'median', 'stddev', 'slope', 'first', 'last', 'count']
const decays: Any<Extra> = fc.constantFrom(7, 30, 0.5).map((halfLife) => ({ fn: 'decay', halfLife }))
const shares: Any<Extra> = txnCondition.map((of) => ({ fn: 'share', of }))
const eventShares: Any<Extra> = combined(comparisons(eventFields, true), 1).map((of) => ({ fn: 'share', of }))
const specialNumbers = [
  special('txn', 'rate', fc.constant({ fn: 'slope' })),
  special('event', 'dwell', fc.constant({ fn: 'slope' })),
  special('event', 'dwell', decays),
  special('txn', undefined, decays),
  special('txn', 'amount', shares),
  special('event', undefined, eventShares),
  special('event', 'dwell', periods(['sum', 'count', 'avg', 'min', 'max'], OUTER)),
  special('txn', undefined, periods(['count'], OUTER)),
  special('txn', 'amount', fc.constantFrom('note', 'kind', 'product.category').map((by) => ({ fn: 'topShare', by }))),
  special('event', undefined, fc.constant({ fn: 'topShare', by: 'name' })),
  special('txn', undefined, zeroed.map((extra) => ({ ...extra, each: { ...(extra['each'] as object), fn: 'count' } }))),
]
const specialMoney = [
  special('txn', 'amount', fc.constant({ fn: 'slope' })),
  special('txn', 'amount', decays),
  special('txn', 'amount', periods(['sum', 'avg', 'min', 'max'], OUTER.filter((fn) => fn !== 'count'))),
  special('txn', 'amount', zeroed.map((extra) => ({ ...extra, fn: extra['fn'] === 'count' ? 'sum' : extra['fn'], each: { ...(extra['each'] as object), fn: 'sum' } }))),
]
const kept: Any<Extra> = fc.record({ fn: fc.constant('kept'), of: txnCondition, within: fc.record({ n: fc.integer({ min: 1, max: 60 }), unit: fc.constant('d' as const) }) })
const specialTexts = [
  special('txn', 'amount', fc.constantFrom(0.4, 0.75).map((minShare) => ({ fn: 'argmax', by: 'note', minShare }))),
  special('txn', 'amount', fc.constant({ fn: 'argmax', by: 'note' })),
  special('event', undefined, fc.constant({ fn: 'argmax', by: 'name' })),
]
const since: Any<Extra> = fc.record({ window: sinceWindows, fn: fc.constantFrom('sum', 'avg', 'min', 'last', 'median') })

const sets: Any<ValueNode> = fc.oneof(
  channelSets,
  special('event', 'name', fc.constant({ fn: 'collect' })),
  special('txn', 'note', fc.record({ fn: fc.constant('collect'), window: sinceWindows })),
)

const quantiles = fc.constantFrom(0, 0.25, 0.5, 0.9, 1)
const over = (table: string, fns: readonly string[], name: string) =>
  fns.map((fn) => aggregate(table, fn, name, fn === 'quantile' ? quantiles : undefined))

/** Values of each family; `deep` adds values made of others. */
function sources(depth: number): Sources {
  const plain: Sources = {
    number: fc.oneof(
      fc.constantFrom(tag('products'), tag('churn')),
      fc.constantFrom<ValueNode>(
        { kind: 'age', of: attr('birth_date') },
        { kind: 'age', of: attr('seen_at') },
        { kind: 'daysBetween', from: attr('open_date'), to: { kind: 'asOf' } },
        { kind: 'daysBetween', from: attr('seen_at'), to: attr('open_date') },
      ),
      fc
        .constantFrom('year' as const, 'month' as const, 'day' as const, 'weekday' as const)
        .chain((part) =>
          fc
            .constantFrom('open_date', 'seen_at')
            .map((name): ValueNode => ({ kind: 'datePart', of: attr(name), part })),
        ),
      aggregate('txn', 'count', undefined),
      aggregate('txn', 'count', 'note'),
      aggregate('event', 'count', undefined),
      ...over(
        'event',
        ['sum', 'avg', 'min', 'max', 'median', 'quantile', 'first', 'last', 'distinct'],
        'dwell',
      ),
      ...over('txn', ['sum', 'avg', 'min', 'median', 'quantile', 'last', 'distinct'], 'rate'),
      ...over('txn', ['distinct'], 'kind'),
      ...over('event', ['distinct'], 'at'),
      ...specialNumbers,
      special('txn', 'amount', kept),
      special('event', 'dwell', since),
      special('txn', undefined, sinceWindows.map((window) => ({ fn: 'count', window }))),
      { weight: 4, arbitrary: populations },
      { weight: 3, arbitrary: intervals(eventCondition, txnCondition) },
      { weight: 2, arbitrary: cellMeans },
      fc.constant<ValueNode>({ kind: 'datePart', of: attr('seen_at'), part: 'hour' }),
    ),
    money: fc.oneof(
      fc.constantFrom(tag('aum'), tag('peak')),
      ...over('txn', ['sum', 'avg', 'min', 'max', 'median', 'quantile', 'first', 'last', 'stddev'], 'amount'),
      ...specialMoney,
      special('txn', 'amount', since),
    ),
    text: fc.oneof(
      fc.constant(attr('city')),
      ...over('txn', ['first', 'last'], 'note'),
      ...over('event', ['first', 'last'], 'name'),
      ...specialTexts,
    ),
    time: fc.oneof(
      fc.constantFrom<ValueNode>(attr('birth_date'), attr('open_date'), attr('seen_at'), { kind: 'attr', table: 'employee', field: 'leave_date' }, { kind: 'asOf' }),
      ...over('txn', ['min', 'max', 'first', 'last'], 'due'),
      ...over('event', ['min', 'max', 'last'], 'at'),
    ),
    flag: fc.oneof(fc.constant(tag('payroll')), ...over('event', ['first', 'last'], 'ok')),
    set: fc.oneof(fc.constant(tag('reach')), sets),
  }
  return depth === 0 ? plain : deeper(plain)
}

function deeper(from: Sources): Sources {
  const condition = comparisons(from, false)
  const arith = (left: Any<ValueNode>, right: Any<ValueNode>, ...ops: string[]) =>
    fc.record({ kind: fc.constant('arith'), op: fc.constantFrom(...ops), left, right }) as Any<ValueNode>
  const choice = (of: Any<ValueNode>, other: Any<ValueNode>) =>
    fc.oneof(
      fc
        .array(of, { minLength: 1, maxLength: 3 })
        .map((coalesce): ValueNode => ({ kind: 'coalesce', coalesce })),
      fc.record({ if: condition, then: of }).chain((when) =>
        fc.option(other, { nil: undefined }).map((last): ValueNode => ({
          kind: 'case',
          when: [when],
          ...(last === undefined ? {} : { else: last }),
        })),
      ),
    )
  const entropy = (of: Any<ValueNode>) => fc.array(of, { minLength: 2, maxLength: 4 }).map((parts): ValueNode => ({ kind: 'entropy', entropy: parts }))
  const bucket = from.money.map((of): ValueNode => ({
    kind: 'bucket',
    of,
    edges: [0, 100, 5000],
    labels: ['深圳', 'a', { code: 'b', zh: '乙', en: 'B' }, '12'],
  }))
  const literalNumbers = numbers.map((n) => literal(Number.isInteger(n) ? 'int' : 'decimal')(n))
  return {
    number: fc.oneof(
      { weight: 3, arbitrary: from.number },
      { weight: 2, arbitrary: arith(from.number, fc.oneof(from.number, literalNumbers), '+', '-', '*', '/') },
      arith(from.money, from.money, '/'),
      entropy(from.number),
      { weight: 2, arbitrary: entropy(fc.oneof(from.money, amounts.map(literal('money')))) },
      choice(from.number, literalNumbers),
    ),
    money: fc.oneof(
      { weight: 3, arbitrary: from.money },
      arith(from.money, from.money, '+', '-'),
      arith(from.money, from.number, '*', '/'),
      arith(from.number, from.money, '*'),
      choice(from.money, amounts.map(literal('money'))),
    ),
    text: fc.oneof(
      { weight: 3, arbitrary: from.text },
      bucket.map((of): ValueNode => ({ kind: 'coalesce', coalesce: [of, attr('city')] })),
      choice(from.text, cities.map(literal('string'))),
    ),
    time: fc.oneof(
      { weight: 3, arbitrary: from.time },
      choice(fc.constantFrom(attr('birth_date'), attr('open_date')), dates.map(literal('date'))),
    ),
    flag: from.flag,
    set: from.set,
  }
}

const bands = fc
  .oneof(sources(1).money, sources(1).number)
  .map((of): ValueNode => ({ kind: 'bucket', of, edges: [1, 100], labels: ['low', 'mid', 'high'] }))
const members: Any<BoolNode> = fc.oneof(
  fc.constantFrom<BoolNode>(
    { kind: 'always' },
    { kind: 'inList', list: 'vip' },
    { kind: 'inSegment', segment: 'silver', version: 2 },
    { kind: 'inSegment', segment: 'silver', version: 'latest' },
    { kind: 'inSegment', segment: 'silver', version: 'latest', daysAgo: 30 },
  ),
  fc.constantFrom(0, 0.1, 0.5, 1).map((share): BoolNode => ({ kind: 'sample', share, salt: '春 2025' })),
  compare(fc.constant(tag('tier')), fc.constantFrom('in', 'notIn'), fc.constantFrom(['T1'], ['T2', 'T3'])),
  compare(fc.constant(attr('seen_at')), order, instants),
  compare(bands, fc.constantFrom('=', '!='), fc.constantFrom('low', 'mid', 'high')),
  compare(bands, fc.constantFrom('in', 'notIn'), fc.constantFrom(['low'], ['mid', 'high'])),
)

export const randomRule: Any<RuleDocument> = combined(
  fc.oneof(
    { weight: 5, arbitrary: comparisons(sources(0), false) },
    { weight: 4, arbitrary: comparisons(sources(1), false) },
    { weight: 2, arbitrary: members },
    { weight: 3, arbitrary: sequences(eventCondition, txnCondition) },
  ),
  3,
).map((rule) => ({ v: 1, kind: 'rule', rule }))

const ofAll = (depth: number): Any<ValueNode> => {
  const from = sources(depth)
  return fc.oneof(from.number, from.money, from.text, from.time, from.flag, bands, from.set ?? from.flag)
}
/** Only sequences of every form, and comparisons of the time between rows. */
export const randomSequence: Any<RuleDocument> = fc
  .oneof(
    { weight: 3, arbitrary: sequences(eventCondition, txnCondition) },
    compare(intervals(eventCondition, txnCondition), fc.constantFrom('<=', '>'), fc.integer({ min: 0, max: 20 })),
  )
  .map((rule) => ({ v: 1, kind: 'rule', rule }))
export const randomInterval: Any<ValueDocument> = intervals(eventCondition, txnCondition).map((value) => ({ v: 1, kind: 'value', value }))
export const randomValue: Any<ValueDocument> = fc
  .oneof({ weight: 8, arbitrary: ofAll(0) }, { weight: 8, arbitrary: ofAll(1) }, bestCells)
  .map((value) => ({ v: 1, kind: 'value', value }))

it('random values are sound', () => {
  for (const value of fc.sample(randomValue, { numRuns: 300, seed: 7 })) {
    expect(checkValue(value, schema)).toMatchObject({ ok: true })
  }
})

it('random rules are sound and use every operator', () => {
  const rules = fc.sample(randomRule, { numRuns: 1500, seed: 7 })
  const text = JSON.stringify(rules)
  for (const rule of rules) expect(checkRule(rule, schema)).toMatchObject({ ok: true })
  for (const op of operators) expect(text).toContain(`"op":"${op}"`)
})
