import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelWords } from './channel-words.js'
import { consentStateOf, type Statement } from './consent-state.js'
import { channelsOf, isQuiet, mergePreferences, noPreference, timeOf } from './preference.js'
import { retentionOf } from './retention.js'

const at = (n: number) => `2025-12-${String(n).padStart(2, '0')}T00:00:00.000Z`
const yes = (day: number, channel = ''): Statement => ({ channel, granted: true, ts: at(day) })
const no = (day: number, channel = ''): Statement => ({ channel, granted: false, ts: at(day) })
const email = (...statements: Statement[]) => consentStateOf(statements, ['EMAIL'])

describe('PRV-3: the state of a consent', () => {
  it('nothing said is null', () => expect(email()).toEqual({ consent: null, channelOut: false }))
  it('the newest counts', () => {
    expect(email(yes(1), no(2)).consent).toBe(false)
    expect(email(no(1), yes(2)).consent).toBe(true)
  })
  it('of two at one instant the withdrawal', () => expect(email(yes(1), no(1)).consent).toBe(false))
  it('a no for all channels beats an older yes for one, not a newer one', () => {
    expect(email(yes(1, 'EMAIL'), no(2)).consent).toBe(false)
    expect(email(no(1), yes(2, 'EMAIL')).consent).toBe(true)
    expect(email(no(1), yes(2, 'SMS')).consent).toBe(false)
  })
  it('a no for one channel stays until that channel is agreed to by name', () => {
    expect(email(no(1, 'EMAIL'), yes(2))).toEqual({ consent: true, channelOut: true })
    expect(email(no(1, 'EMAIL'), yes(2, 'EMAIL'))).toEqual({ consent: true, channelOut: false })
    expect(email(yes(1, 'EMAIL'), no(1, 'EMAIL')).channelOut).toBe(true)
    expect(email(no(1, 'SMS'), yes(2)).channelOut).toBe(false)
  })
  it('a webhook feeds push and SMS: a yes to one does not lift a no to the other', () => {
    expect(consentStateOf([yes(1), no(2, 'SMS'), yes(3, 'PUSH')], channelWords('WEBHOOK')).channelOut).toBe(true)
  })
  it('does not depend on the order of statements', () => {
    const any = fc.array(fc.record({ channel: fc.constantFrom('', 'EMAIL', 'SMS'), granted: fc.boolean(), ts: fc.integer({ min: 1, max: 9 }).map(at) }), { maxLength: 8 })
    fc.assert(fc.property(any, (statements) => {
      expect(email(...[...statements].reverse())).toEqual(email(...statements))
      // A no for every channel, said last, always ends it.
      expect(email(...statements, no(10)).consent).toBe(false)
    }))
  })
})

describe('PRV-5: preferences', () => {
  const own = { ...noPreference, channelsOff: ['SMS'], lang: 'en', quietFrom: '22:00', quietTo: '07:00' }
  const bank = { ...noPreference, doNotContact: true, channelsOff: ['CALL'], lang: 'zh', preferredChannel: 'EMAIL' }
  it('a no in either book counts; the rest is what was written here, else the bank', () => {
    expect(mergePreferences(own, bank)).toEqual({ ...own, doNotContact: true, channelsOff: ['CALL', 'SMS'], preferredChannel: 'EMAIL' })
    expect(mergePreferences(null, bank)).toEqual(bank)
    expect(mergePreferences(null, null)).toEqual(noPreference)
  })
  it.each([
    ['21:59', false], ['22:00', true], ['23:59', true], ['00:00', true], ['06:59', true], ['07:00', false],
  ])('quiet from 22:00 to 07:00 at %s: %s', (time, quiet) => expect(isQuiet(time, '22:00', '07:00')).toBe(quiet))
  it('quiet hours of a day, of a whole day, and of none', () => {
    expect([isQuiet('12:30', '12:00', '14:00'), isQuiet('14:00', '12:00', '14:00'), isQuiet('03:00', '08:00', '08:00'), isQuiet('03:00', null, null)]).toEqual([true, false, true, false])
  })
  it('reads the spellings of banks', () => {
    expect(channelsOf('sms, 电话;Email，sms')).toEqual(['EMAIL', 'SMS', '电话'])
    expect([timeOf('9:00'), timeOf(' 21:30:00 '), timeOf('25:00'), timeOf(null)]).toEqual(['09:00', '21:30', null, null])
  })
})

describe('PRV-10: what the law keeps', () => {
  it.each([
    [1, null, true, null], [0, null, false, null], [0, '2016-01-01', true, '2026-01-01'], [0, '2015-12-31', true, '2025-12-31'], [0, '2015-12-30', false, '2025-12-30'],
  ] as const)('%i open accounts and %s as the last day: kept %s until %s', (openAccounts, lastDay, kept, until) => {
    expect(retentionOf({ openAccounts, lastDay }, 10, '2025-12-31')).toEqual({ kept, until })
  })
})
