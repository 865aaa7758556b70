import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type BoolNode, type MissingPolicy, type ValueNode, type Window } from './node.js'

/** Random conditions of the rule language: well typed by construction. */
export type Any<T> = fc.Arbitrary<T>

export const dates = fc.constantFrom(
  '2025-12-31',
  '2025-12-01',
  '2025-11-30',
  '2024-02-29',
  '1990-01-02',
  '2026-01-07',
)
export const instants = fc.constantFrom(
  '2025-12-31T16:00:00.000Z',
  '2025-11-30T16:00:00Z',
  '2025-12-31T15:59:59.999Z',
)
export const numbers = fc.oneof(
  fc.integer({ min: -2, max: 12 }),
  fc.integer({ min: -8, max: 80 }).map((n) => n / 8),
)
export const amounts = fc.constantFrom(-100, 0, 1, 99, 100, 101, 1000, 5000, 5001, 100000, 5000000)
export const cities = fc.constantFrom('深圳', '北京市', "O'Hara", 'a', 'b', '12', '市', '😀')
const channels = fc.uniqueArray(fc.constantFrom('SMS', 'APP', 'CALL', 'WECOM'), {
  minLength: 1,
  maxLength: 3,
})
export const windows: Any<Window> = fc.oneof(
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

export const literal =
  (type: 'int' | 'decimal' | 'money' | 'date' | 'string') =>
  (value: number | string): ValueNode => ({ kind: 'literal', type, value })
export const tag = (code: string): ValueNode => ({ kind: 'tag', tag: code })
export const attr = (name: string): ValueNode => ({ kind: 'attr', table: 'customer', field: name })
const missing = (filter: boolean): Any<MissingPolicy | undefined> =>
  filter
    ? fc.constantFrom(undefined, true, false)
    : fc.constantFrom(undefined, undefined, undefined, true, false, 'exclude' as const)

export const order = fc.constantFrom(
  '=' as const,
  '!=' as const,
  '<' as const,
  '<=' as const,
  '>' as const,
  '>=' as const,
)

export function compare(
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

export interface Sources {
  readonly number: Any<ValueNode>
  readonly money: Any<ValueNode>
  readonly text: Any<ValueNode>
  readonly time: Any<ValueNode>
  readonly flag: Any<ValueNode>
  readonly set: Any<ValueNode> | null
}

export function comparisons(from: Sources, filter: boolean): Any<BoolNode> {
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

export function combined(leaf: Any<BoolNode>, depth: number): Any<BoolNode> {
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

it('dates of random rules are business dates', () => {
  for (const date of fc.sample(dates, 20)) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
})
