import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkRule } from './check.js'
import { type BoolNode, type MissingPolicy, type RuleDocument, type ValueNode, type Window } from './node.js'
import { operators } from './node.js'
import { schema } from './small-bank.test.js'

/** Random rules over the small bank: well typed by construction, and reaching every kind, operator and function. */
type Any<T> = fc.Arbitrary<T>

const dates = fc.constantFrom(
  '2025-12-31',
  '2025-12-01',
  '2025-11-30',
  '2024-02-29',
  '1990-01-02',
  '2026-01-07',
)
const instants = fc.constantFrom(
  '2025-12-31T16:00:00.000Z',
  '2025-11-30T16:00:00Z',
  '2025-12-31T15:59:59.999Z',
)
const numbers = fc.oneof(
  fc.integer({ min: -2, max: 12 }),
  fc.integer({ min: -8, max: 80 }).map((n) => n / 8),
)
const amounts = fc.constantFrom(-100, 0, 1, 99, 100, 101, 1000, 5000, 5001, 100000, 5000000)
const cities = fc.constantFrom('深圳', '北京市', "O'Hara", 'a', 'b', '12', '市', '😀')
const channels = fc.uniqueArray(fc.constantFrom('SMS', 'APP', 'CALL', 'WECOM'), {
  minLength: 1,
  maxLength: 3,
})
const windows: Any<Window> = fc.oneof(
  fc.record({
    kind: fc.constant('last' as const),
    n: fc.integer({ min: 1, max: 400 }),
    unit: fc.constantFrom('d' as const, 'm' as const),
  }),
  fc.record({
    kind: fc.constant('last' as const),
    n: fc.integer({ min: 1, max: 32 }),
    unit: fc.constant('d' as const),
  }),
  fc.record({ kind: fc.constant('month' as const), offset: fc.integer({ min: -14, max: 0 }) }),
  fc.record({ kind: fc.constant('quarter' as const), offset: fc.integer({ min: -5, max: 0 }) }),
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 400 }))
    .map(([to, more]): Window => ({ kind: 'between', from: to + more, to })),
  fc.constant<Window>({ kind: 'all' }),
)

const literal =
  (type: 'int' | 'decimal' | 'money' | 'date' | 'string') =>
  (value: number | string): ValueNode => ({ kind: 'literal', type, value })
const tag = (code: string): ValueNode => ({ kind: 'tag', tag: code })
const attr = (name: string): ValueNode => ({ kind: 'attr', table: 'customer', field: name })
const missing = (filter: boolean): Any<MissingPolicy | undefined> =>
  filter
    ? fc.constantFrom(undefined, true, false)
    : fc.constantFrom(undefined, undefined, undefined, true, false, 'exclude' as const)

const order = fc.constantFrom(
  '=' as const,
  '!=' as const,
  '<' as const,
  '<=' as const,
  '>' as const,
  '>=' as const,
)

function compare(
  left: Any<ValueNode>,
  op: string | Any<string>,
  value: Any<unknown>,
  filter = false,
): Any<BoolNode> {
  return fc
    .record({ left, op: typeof op === 'string' ? fc.constant(op) : op, value, missing: missing(filter) })
    .map(
      (node) =>
        Object.fromEntries(
          Object.entries({ kind: 'compare', ...node }).filter(([, v]) => v !== undefined),
        ) as unknown as BoolNode,
    )
}

function sorted<T extends number | string>(items: Any<T>): Any<T[]> {
  return fc.tuple(items, items).map(([a, b]) => (a <= b ? [a, b] : [b, a]))
}

interface Sources {
  readonly number: Any<ValueNode>
  readonly money: Any<ValueNode>
  readonly text: Any<ValueNode>
  readonly time: Any<ValueNode>
  readonly flag: Any<ValueNode>
  readonly set: Any<ValueNode> | null
}

function comparisons(from: Sources, filter: boolean): Any<BoolNode> {
  const list = <T>(items: Any<T>) => fc.array(items, { minLength: 1, maxLength: 4 })
  const ofSet =
    from.set === null
      ? []
      : [
          compare(from.set, fc.constantFrom('hasAny', 'hasAll', 'hasNone'), channels, filter),
          compare(
            from.set,
            fc.constantFrom('size=', 'size!=', 'size<', 'size<=', 'size>', 'size>='),
            fc.nat(3),
            filter,
          ),
          compare(from.set, fc.constantFrom('isSet', 'isMissing'), fc.constant(undefined), filter),
        ]
  return fc.oneof(
    compare(from.number, order, numbers, filter),
    compare(from.number, order, from.number, filter),
    compare(from.number, fc.constantFrom('between', 'notBetween'), sorted(numbers), filter),
    compare(from.number, fc.constantFrom('in', 'notIn'), list(numbers), filter),
    compare(from.money, order, amounts, filter),
    compare(from.money, order, from.money, filter),
    compare(from.money, fc.constantFrom('between', 'notBetween'), sorted(amounts), filter),
    compare(from.money, fc.constantFrom('in', 'notIn'), list(amounts), filter),
    compare(from.text, fc.constantFrom('=', '!='), cities, filter),
    compare(from.text, fc.constantFrom('in', 'notIn'), list(cities), filter),
    compare(from.text, fc.constantFrom('contains', 'notContains', 'startsWith', 'endsWith'), cities, filter),
    compare(
      from.text,
      'matches',
      fc.constantFrom('^..$', 'a.b', '[a-c]+\\d{2}', '^(?:深|北)', '市$', "'"),
      filter,
    ),
    compare(from.time, order, dates, filter),
    compare(from.time, order, from.time, filter),
    compare(from.time, fc.constantFrom('before', 'after'), dates, filter),
    compare(from.time, fc.constantFrom('between', 'notBetween'), sorted(dates), filter),
    compare(from.time, fc.constantFrom('in', 'notIn'), list(dates), filter),
    compare(
      from.time,
      fc.constantFrom('withinLast', 'withinNext'),
      fc.oneof(
        fc.integer({ min: 1, max: 400 }),
        fc.record({ n: fc.integer({ min: 1, max: 14 }), unit: fc.constantFrom('d', 'm') }),
      ),
      filter,
    ),
    compare(from.time, 'anniversaryWithin', fc.integer({ min: 0, max: 366 }), filter),
    compare(from.time, 'dayOfMonthIn', list(fc.integer({ min: 1, max: 31 })), filter),
    compare(from.flag, fc.constantFrom('is', '=', '!='), fc.boolean(), filter),
    compare(
      fc.oneof(from.number, from.money, from.text, from.time, from.flag),
      fc.constantFrom('isSet', 'isMissing'),
      fc.constant(undefined),
      filter,
    ),
    ...ofSet,
  )
}

function combined(leaf: Any<BoolNode>, depth: number): Any<BoolNode> {
  if (depth === 0) return leaf
  const inner = combined(leaf, depth - 1)
  const some = fc.array(inner, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 2, arbitrary: some.map((all): BoolNode => ({ kind: 'all', all })) },
    { weight: 2, arbitrary: some.map((any): BoolNode => ({ kind: 'any', any })) },
    { weight: 2, arbitrary: inner.map((not): BoolNode => ({ kind: 'not', not })) },
    {
      weight: 1,
      arbitrary: some.chain((atLeast) =>
        fc.integer({ min: 1, max: atLeast.length }).map((k): BoolNode => ({ kind: 'atLeast', k, atLeast })),
      ),
    },
  )
}

const fieldNode = (name: string): ValueNode => ({ kind: 'field', field: name })
const txnFields: Sources = {
  number: fc.oneof(
    fc.constant(fieldNode('rate')),
    fc.constant<ValueNode>({ kind: 'arith', op: '/', left: fieldNode('rate'), right: fieldNode('rate') }),
  ),
  money: fc.constant(fieldNode('amount')),
  text: fc.constant(fieldNode('note')),
  time: fc.constant(fieldNode('due')),
  flag: fc.constant<ValueNode>({
    kind: 'case',
    when: [
      {
        if: { kind: 'compare', left: fieldNode('kind'), op: 'in', value: ['POS', 'FEE'] },
        then: { kind: 'literal', type: 'bool', value: true },
      },
    ],
  }),
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
        .constantFrom('year', 'month', 'day', 'weekday')
        .chain((part) =>
          fc
            .constantFrom('open_date', 'seen_at')
            .map((name) => ({ kind: 'datePart', of: attr(name), part })),
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
    ),
    money: fc.oneof(
      fc.constantFrom(tag('aum'), tag('peak')),
      ...over('txn', ['sum', 'avg', 'min', 'max', 'median', 'quantile', 'first', 'last', 'stddev'], 'amount'),
    ),
    text: fc.oneof(
      fc.constant(attr('city')),
      ...over('txn', ['first', 'last'], 'note'),
      ...over('event', ['first', 'last'], 'name'),
    ),
    time: fc.oneof(
      fc.constantFrom<ValueNode>(attr('birth_date'), attr('open_date'), attr('seen_at'), { kind: 'asOf' }),
      ...over('txn', ['min', 'max', 'first', 'last'], 'due'),
      ...over('event', ['min', 'max', 'last'], 'at'),
    ),
    flag: fc.oneof(fc.constant(tag('payroll')), ...over('event', ['first', 'last'], 'ok')),
    set: fc.constant(tag('reach')),
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
      fc
        .record({ if: condition, then: of })
        .chain((when) =>
          fc
            .option(other, { nil: undefined })
            .map((last): ValueNode => ({
              kind: 'case',
              when: [when],
              ...(last === undefined ? {} : { else: last }),
            })),
        ),
    )
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
  ),
  3,
).map((rule) => ({ v: 1, kind: 'rule', rule }))

it('random rules are sound and use every operator', () => {
  const rules = fc.sample(randomRule, { numRuns: 1500, seed: 7 })
  const text = JSON.stringify(rules)
  for (const rule of rules) expect(checkRule(rule, schema)).toMatchObject({ ok: true })
  for (const op of operators) expect(text).toContain(`"op":"${op}"`)
})
