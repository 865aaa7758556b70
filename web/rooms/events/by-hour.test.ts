import { expect, it } from 'vitest'
import { countedAs, linesByHour } from './by-hour.js'

it('sums the keys of an hour and gives every line every hour', () => {
  const hours = [
    { hour: '10', what: 'accepted', count: 5 },
    { hour: '10', what: 'accepted', count: 7 },
    { hour: '09', what: 'rejected', count: 1 },
  ]
  expect(linesByHour(hours, (what) => what.toUpperCase())).toEqual([
    { name: 'ACCEPTED', points: [{ at: '09', value: 0 }, { at: '10', value: 12 }] },
    { name: 'REJECTED', points: [{ at: '09', value: 1 }, { at: '10', value: 0 }] },
  ])
})

it('counts rejects of every reason as one', () => {
  expect(['accepted', 'rejected:EVENT_TOO_LARGE', 'unknown-user', 'something-new'].map(countedAs)).toEqual(['accepted', 'rejected', 'unknown-user', null])
})
