import { expect, it } from 'vitest'
import { readCron } from './cron-words.js'

it.each([
  ['0 6 * * *', { kind: 'daily', at: '06:00' }],
  ['5 18 * * 1-5', { kind: 'weekly', at: '18:05', weekdays: [1, 2, 3, 4, 5] }],
  ['5 18 * * 6,7', { kind: 'weekly', at: '18:05', weekdays: [6, 0] }],
  ['30 2 1,15 * *', { kind: 'monthly', at: '02:30', days: [1, 15] }],
  ['*/15 * * * *', { kind: 'minutes', every: 15 }],
  ['10 * * * *', { kind: 'hourly', minute: 10 }],
  ['0 6 1 * 1', { kind: 'other' }],
  ['0 6 * 3 *', { kind: 'other' }],
  ['0 6 L * *', { kind: 'other' }],
  ['0 6 * *', { kind: 'other' }],
  ['0 0 6 * * *', { kind: 'other' }],
  ['', { kind: 'other' }],
])('a cron expression in words: %s', (cron, said) => {
  expect(readCron(cron)).toEqual(said)
})
