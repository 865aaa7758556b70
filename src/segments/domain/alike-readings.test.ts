import { expect, it } from 'vitest'
import type { BoolNode, ValueDocument } from '#kernel/rule'
import { readingsOf, sharedReadings } from './alike-readings.js'

const value = (node: ValueDocument['value']): ValueDocument => ({ v: 1, kind: 'value', value: node })
const pinned = (field: string, ...values: string[]): BoolNode => ({ kind: 'compare', left: { kind: 'field', field }, op: values.length === 1 ? '=' : 'in', value: values.length === 1 ? values[0] : values })
const count = (filter?: BoolNode): ValueDocument => value({ kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' }, ...(filter === undefined ? {} : { filter }) })
const shared = (feature: ValueDocument, seeds: ValueDocument) => sharedReadings(readingsOf(feature), readingsOf(seeds)).map(({ kind, name, field }) => [kind, name, field])

it('SEG-23: the same tag and the same column tell the rule again, another column of the customer does not', () => {
  const age = value({ kind: 'age', of: { kind: 'attr', table: 'customer', field: 'birth_date' } })
  expect(shared(age, age)).toEqual([['field', 'customer', 'birth_date']])
  expect(shared(age, value({ kind: 'attr', table: 'customer', field: 'gender' }))).toEqual([])
  expect(shared(value({ kind: 'tag', tag: 'aum' }), value({ kind: 'tag', tag: 'aum' }))).toEqual([['tag', 'aum', null]])
})

it('SEG-23: assets by day and by month tell the same', () => {
  const assets = (table: string, field: string) => value({ kind: 'agg', table, fn: 'avg', field, window: { kind: 'all' } })
  expect(shared(assets('aum_daily', 'total'), assets('aum_month', 'avg'))).toEqual([['rows', 'aum_daily', null]])
})

it('SEG-23: rows of one table tell it again unless they are other rows by a value both hold', () => {
  const salary = count(pinned('type', 'SALARY'))
  expect(shared(count(), salary)).toEqual([['rows', 'txn', null]])
  expect(shared(count(pinned('channel', 'APP')), salary)).toEqual([['rows', 'txn', null]])
  expect(shared(count(pinned('type', 'POS')), salary)).toEqual([])
  expect(shared(count(pinned('type', 'POS', 'SALARY')), salary)).toEqual([['rows', 'txn', null]])
  expect(shared(count({ kind: 'all', all: [pinned('channel', 'APP'), pinned('type', 'POS')] }), salary)).toEqual([])
  expect(shared(count({ kind: 'any', any: [pinned('type', 'POS'), pinned('channel', 'APP')] }), salary), 'an alternative holds nobody to a value').toEqual([['rows', 'txn', null]])
})
