import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type BoolNode, type SequenceNode, type ValueNode, type Window } from './node.js'
import { windows, type Any } from './random-condition.test.js'
import { sinceWindows } from './random-reading.test.js'

/** Random sequences and times between rows, over a table that keeps moments (`event`) and one that keeps days (`txn`). */

const defined = (parts: object): unknown => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))

const hours: Any<Window> = fc.integer({ min: 1, max: 1500 }).map((n) => ({ kind: 'last', n, unit: 'h' }))
const days = fc.record({ n: fc.integer({ min: 1, max: 40 }), unit: fc.constant('d' as const) })
const spans = fc.record({ n: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom('d' as const, 'h' as const, 'min' as const) })
const strict = fc.constantFrom(undefined, true, true, false)
/** Steps that many rows meet, so that long chains come about. */
const loose = (condition: Any<BoolNode>): Any<BoolNode> => fc.oneof({ weight: 2, arbitrary: fc.constant<BoolNode>({ kind: 'always' }) }, { weight: 3, arbitrary: condition })

export function sequences(event: Any<BoolNode>, txn: Any<BoolNode>): Any<BoolNode> {
  const ofTable = (table: string, step: Any<BoolNode>, within: Any<SequenceNode['within']>, window: Any<Window | undefined>) =>
    fc.record({ table: fc.constant(table), steps: fc.array(loose(step), { minLength: 2, maxLength: 4 }), within, window, strict })
  const named = fc.oneof(
    loose(event),
    loose(event).map((step) => ({ table: 'event', if: step })),
    { weight: 2, arbitrary: loose(txn).map((step) => ({ table: 'txn', if: step })) },
  )
  const mixed = fc.record({ table: fc.constant('event'), steps: fc.array(named, { minLength: 2, maxLength: 4 }), within: days, window: fc.option(fc.oneof(windows, sinceWindows), { nil: undefined }), strict })
  return fc
    .oneof(ofTable('event', event, spans, fc.oneof(windows, hours)), ofTable('txn', txn, days, sinceWindows), { weight: 2, arbitrary: mixed })
    .map((parts) => defined({ kind: 'sequence', ...parts }) as BoolNode)
}

export function intervals(event: Any<BoolNode>, txn: Any<BoolNode>): Any<ValueNode> {
  const ofTable = (table: string, row: Any<BoolNode>, unit: Any<string | undefined>, window: Any<Window | undefined>) =>
    fc.record({ table: fc.constant(table), from: loose(row), to: loose(row), pick: fc.constantFrom('first', 'last', 'min', 'max', 'avg'), unit, window })
  return fc
    .oneof(
      ofTable('event', event, fc.constantFrom(undefined, 'd', 'h', 'min'), fc.option(fc.oneof(windows, hours, sinceWindows), { nil: undefined })),
      ofTable('txn', txn, fc.constantFrom(undefined, 'd'), fc.option(fc.oneof(windows, sinceWindows), { nil: undefined })),
    )
    .map((parts) => defined({ kind: 'interval', ...parts }) as ValueNode)
}

it('random sequences are of every form', () => {
  const always = fc.constant<BoolNode>({ kind: 'always' })
  const text = JSON.stringify(fc.sample(sequences(always, always), { numRuns: 200, seed: 7 }))
  for (const part of ['"strict":true', '"table":"txn","if"', '"unit":"h"']) expect(text).toContain(part)
  expect(JSON.stringify(fc.sample(intervals(always, always), { numRuns: 100, seed: 7 }))).toContain('"pick":"avg"')
})
