import { expect, it } from 'vitest'
import { tieringSchema } from '#segments/contract'
import { changedAt, editedKinds, freshCode, movedUp, readTiering, startTiering, without } from './plan-start.js'

const named = (key: string, type: string) => ({ key, type, name: { zh: key, en: key }, table: 'customer' })
const vocabulary = { tags: [named('logins', 'int'), named('aum', 'money')], facts: [] }
const withTxn = { ...vocabulary, facts: [{ table: 'txn', name: { zh: '交易', en: 'Transactions' }, fields: [named('ts', 'instant'), named('amount', 'money')] }] }

it('begins RFM with the recency, frequency and money of transactions, and with a tag where there are none', () => {
  const { plan } = startTiering('rfm', withTxn as never)
  expect(plan).toMatchObject({ recency: { value: { kind: 'daysBetween', from: { fn: 'max', field: 'ts' } } }, frequency: { value: { fn: 'count', table: 'txn' } }, monetary: { value: { fn: 'sum', field: 'amount' } } })
  expect(tieringSchema.parse(startTiering('rfm', withTxn as never)).plan).toEqual(plan)
  expect(startTiering('rfm', vocabulary as never).plan).toMatchObject({ recency: { value: { kind: 'tag', tag: 'aum' } } })
})

it.each(editedKinds)('begins a %s the server takes, and reads it back as it was', (kind) => {
  const start = startTiering(kind, vocabulary)
  expect(tieringSchema.parse(start)).toEqual(start)
  expect(readTiering(start)).toEqual(start)
})

it('does not open look-alikes or what is no tiering', () => {
  expect(readTiering({ plan: { kind: 'alike' } })).toBeNull()
  expect(readTiering(null)).toBeNull()
})

it('changes, moves and takes out cells', () => {
  const list = [{ code: 'A' }, { code: 'B' }]
  expect(changedAt(list, 1, { code: 'C' })).toEqual([{ code: 'A' }, { code: 'C' }])
  expect(movedUp(list, 1)).toEqual([{ code: 'B' }, { code: 'A' }])
  expect(movedUp(list, 0)).toEqual(list)
  expect(without(list, 0)).toEqual([{ code: 'B' }])
  expect(freshCode(['T1', 'T3'], 'T')).toBe('T4')
})
