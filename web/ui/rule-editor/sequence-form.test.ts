import { expect, it } from 'vitest'
import type { BoolNode, SequenceNode } from '#kernel/rule'
import { withDaysAgo, withSegment } from './membership-form.js'
import { paletteOf } from './palette.js'
import { startInterval, stepsShown, withSteps, withStrict } from './sequence-form.js'
import { typeOf } from './spoken.js'
import { choiceOf, compositesFor, startOf } from './value-choice.js'

const name = { zh: '名', en: 'Name' }
const facts = [{ table: 'event', name, rows: 3, fields: [] }, { table: 'txn', name, rows: 9, fields: [] }]
const vocabulary = { tags: [], attributes: [], facts, segments: [{ key: 's', name, version: 3 }], asOf: null }
const seen: BoolNode = { kind: 'compare', left: { kind: 'field', field: 'name' }, op: '=', value: 'view' }
const node: SequenceNode = { kind: 'sequence', table: 'event', steps: [seen, { table: 'txn', if: { kind: 'always' } }], within: { n: 7, unit: 'd' } }

it('a step names its table only where it is not that of the sequence', () => {
  const steps = stepsShown(node)
  expect(steps).toEqual([{ table: 'event', filter: seen }, { table: 'txn', filter: undefined }])
  expect(withSteps(node, steps)).toEqual(node)
  expect(withSteps(node, [...steps].reverse()).steps).toEqual([{ table: 'txn', if: { kind: 'always' } }, seen])
  expect(withSteps(node, [{ table: 'event', filter: undefined }, ...steps]).steps[0]).toEqual({ kind: 'always' })
})

it('adjacent rows and days ago are said only where they are asked for', () => {
  expect(withStrict(node, true)).toEqual({ ...node, strict: true })
  expect(withStrict(withStrict(node, true), false)).toEqual(node)
  const member = { kind: 'inSegment', segment: 's', version: 'latest' } as const
  expect(withDaysAgo(member, 30)).toEqual({ ...member, daysAgo: 30 })
  expect(withDaysAgo(withDaysAgo(member, 30), null)).toEqual(member)
  expect(withSegment(withDaysAgo(member, 30), 't', vocabulary)).toEqual({ ...member, segment: 't', daysAgo: 30 })
})

it('the time between rows is a value like any other: in the palette, in the picker, of its type', () => {
  const items = paletteOf(vocabulary).find(({ key }) => key === 'intervals')?.items ?? []
  expect(items.map(({ key, node: started }) => [key, started.kind === 'compare' ? started.left : null])).toEqual([['event.interval', startInterval('event')], ['txn.interval', startInterval('txn')]])
  expect(typeOf(startInterval('txn'), vocabulary)).toEqual({ type: 'int' })
  expect(typeOf({ ...startInterval('txn'), pick: 'avg' }, vocabulary)).toEqual({ type: 'decimal' })
  const wanted = { vocabulary, types: ['int'] as const }
  expect(compositesFor(wanted)).toContain('interval')
  expect(startOf('kind:interval', wanted)).toEqual(startInterval('event'))
  expect(choiceOf(startInterval('event'))).toBe('kind:interval')
  expect(compositesFor({ ...wanted, vocabulary: { ...vocabulary, facts: [] } })).not.toContain('interval')
})
