import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type BoolNode, type ValueNode, type Window } from './node.js'
import { attr, comparisons, literal, tag, type Any } from './random-condition.test.js'

/** Random windows that begin on a day of the customer, and random comparisons of customers with each other. */

/** Comparisons of what a customer has. */
export const ofCustomer = (filter: boolean) =>
  comparisons({ number: fc.constant(tag('products')), money: fc.constant(tag('aum')), text: fc.constant(attr('city')), time: fc.constant(attr('open_date')), flag: fc.constant(tag('payroll')), set: fc.constant(tag('reach')) }, filter)

/** Windows that begin on a day of the customer: an attribute, or a day of other rows. */
export const sinceWindows: Any<Window> = fc
  .record({
    since: fc.constantFrom<ValueNode>(
      attr('open_date'),
      attr('seen_at'),
      literal('date')('2025-11-30'),
      { kind: 'agg', table: 'event', fn: 'min', field: 'at' },
      { kind: 'agg', table: 'txn', fn: 'min', field: 'due' },
      { kind: 'coalesce', coalesce: [attr('open_date'), { kind: 'agg', table: 'txn', fn: 'last', field: 'due', window: { kind: 'last', n: 60, unit: 'd' } }] },
    ),
    days: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  })
  .map(({ since, days }): Window => ({ kind: 'since', since, ...(days === undefined ? {} : { days }) }))
/** What many can be compared by without the last digits of a sum mattering. */
const comparable: Any<ValueNode> = fc.constantFrom<ValueNode>(
  tag('products'),
  tag('aum'),
  { kind: 'agg', table: 'txn', fn: 'count' },
  { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'last', n: 60, unit: 'd' } },
  { kind: 'agg', table: 'event', fn: 'max', field: 'dwell' },
  { kind: 'agg', table: 'event', fn: 'count', window: { kind: 'since', since: attr('open_date') } },
  { kind: 'population', fn: 'rank', of: tag('peak') },
)
export const populations: Any<ValueNode> = fc
  .record({
    fn: fc.constantFrom('rank' as const, 'percentile' as const, 'tile' as const, 'zscore' as const),
    of: comparable,
    best: fc.constantFrom('high' as const, 'low' as const, undefined),
    tiles: fc.constantFrom(2, 3, 5),
    by: fc.constantFrom<readonly ValueNode[] | undefined>(undefined, undefined, [tag('tier')], [attr('city'), tag('payroll')]),
    among: fc.option(ofCustomer(true), { nil: undefined }),
    ties: fc.option(fc.array(fc.record({ of: comparable, best: fc.constantFrom('high' as const, 'low' as const, undefined) }), { minLength: 1, maxLength: 2 }), { nil: undefined }),
  })
  .map(({ fn, of, best, tiles, by, among, ties }): ValueNode => ({
    kind: 'population',
    fn,
    of,
    ...(fn === 'zscore' || best === undefined ? {} : { best }),
    ...(fn === 'tile' ? { tiles, ...(ties === undefined ? {} : { ties }) } : {}),
    ...(by === undefined ? {} : { by }),
    ...(among === undefined ? {} : { among }),
  }))

/** Which hours events are answered best in; a cell nobody has rows in among them. */
const hours = (from: number, to: number): BoolNode => ({ kind: 'compare', left: { kind: 'datePart', of: { kind: 'field', field: 'at' }, part: 'hour' }, op: 'between', value: [from, to] })
const cell = (code: string, condition: BoolNode) => ({ code, zh: code, en: code, if: condition })
const response = fc
  .record({
    window: fc.option(sinceWindows, { nil: undefined }),
    of: fc.constantFrom<BoolNode>({ kind: 'compare', left: { kind: 'field', field: 'ok' }, op: 'is', value: true }, { kind: 'compare', left: { kind: 'field', field: 'dwell' }, op: '>', value: 20 }, { kind: 'always' }),
    filter: fc.option(fc.constant<BoolNode>({ kind: 'compare', left: { kind: 'field', field: 'dwell' }, op: '>=', value: 5 }), { nil: undefined }),
    middle: fc.integer({ min: 8, max: 16 }),
    least: fc.constantFrom(0, 1, 2),
  })
  .map(({ window, of, filter, middle, least }) => ({
    kind: 'response' as const,
    table: 'event',
    of,
    ...(least === 0 ? {} : { least }),
    cells: [cell('EARLY', hours(0, middle - 1)), cell('LATE', hours(middle, 23)), cell('LONG', { kind: 'compare', left: { kind: 'field', field: 'dwell' }, op: '>', value: 30 }), cell('NEVER', { kind: 'compare', left: { kind: 'field', field: 'dwell' }, op: '<', value: -5 })],
    ...(window === undefined ? {} : { window }),
    ...(filter === undefined ? {} : { filter }),
  }))
export const bestCells: Any<ValueNode> = response
export const cellMeans: Any<ValueNode> = fc.record({ node: response, cell: fc.constantFrom('EARLY', 'LATE', 'LONG', 'NEVER') }).map(({ node, cell: one }): ValueNode => ({ ...node, cell: one }))

const CHANNELS = ['SMS', 'APP', 'CALL', 'WECOM']

/** Sets of the channels whose conditions hold. */
export const channelSets: Any<ValueNode> = fc
  .array(ofCustomer(false), { minLength: CHANNELS.length, maxLength: CHANNELS.length })
  .map((conditions): ValueNode => ({ kind: 'set', items: conditions.map((condition, at) => ({ if: condition, item: CHANNELS[at] ?? '' })) }))

it('random comparisons with others are of every kind', () => {
  const text = JSON.stringify(fc.sample(populations, { numRuns: 200, seed: 7 }))
  for (const fn of ['rank', 'percentile', 'tile', 'zscore']) expect(text).toContain(`"fn":"${fn}"`)
})
