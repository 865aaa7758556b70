import { expect, it } from 'vitest'
import { addEdge, bandsOf, type Bucket, named, removeEdge, withBand, withEdge, writtenEdge } from './cut.js'

const money = { type: 'money', ccy: 'CNY' } as const
const start: Bucket = { kind: 'bucket', of: { kind: 'attr', table: 'customer', field: 'history' }, edges: [12_345], labels: [{ code: 'b1', zh: '低', en: '' }, 'HIGH'] }

it('money is written in yuan and kept in fen', () => {
  expect(writtenEdge(start.edges[0], money)).toBe(123.45)
  expect(withEdge(start, 0, 0.29, money).edges).toEqual([29])
  expect(withEdge(start, 0, 0.29, null).edges).toEqual([0.29])
  expect(writtenEdge(withEdge(start, 0, null, money).edges[0], money)).toBeNull()
})

it('edges and bands stay one apart', () => {
  const more = addEdge(start)
  expect([more.edges.length, bandsOf(more).map(({ code }) => code)]).toEqual([2, ['b1', 'HIGH', 'b2']])
  const less = removeEdge(more, 0)
  expect([less.edges.length, bandsOf(less).map(({ code }) => code)]).toEqual([1, ['b1', 'b2']])
})

it('a band called by its code alone stays so until it is named; English follows the Chinese', () => {
  expect(named(start).labels).toEqual([{ code: 'b1', zh: '低', en: '低' }, 'HIGH'])
  expect(withBand(start, 1, { zh: '高' }).labels[1]).toEqual({ code: 'HIGH', zh: '高', en: 'HIGH' })
  expect(withBand(start, 5, { zh: '高' })).toBe(start)
})
