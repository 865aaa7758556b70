import { describe, expect, it } from 'vitest'
import type { ContactChannel } from '../contract.js'
import { canonicalJson } from './canonical.js'
import { isOverCap, type PastContact } from './channel-policy.js'
import { fillContent } from './fill-content.js'
import { decideContact, type GateInputs } from './gate.js'

const channels: ContactChannel[] = ['FILE', 'WEBHOOK', 'EMAIL', 'TASK']
const clear: GateInputs = {
  subject: { deceased: false, minor: false, birthDate: '1980-01-01', staff: false, status: 'ACTIVE' },
  consent: true,
  doNotContact: false,
  onDoNotContactList: false,
  channel: 'EMAIL',
  purpose: 'MARKETING',
  today: '2025-12-31',
  time: '10:00',
  strategy: 'spring',
  strategyCap: null,
  contacts: [],
  evidence: { noSensitiveCase: true, suitable: true, notVulnerable: true, lendingAllowed: true, contentApproved: true, capacityLeft: true },
  control: false,
  releasedBySecondPerson: true,
  accepted: [],
}
const who = (change: Partial<GateInputs['subject']>): Partial<GateInputs> => ({ subject: { ...clear.subject, ...change } })
const said = (change: Partial<NonNullable<GateInputs['said']>>): Partial<GateInputs> => ({
  said: { restricted: false, channelOut: false, personalisedOff: false, quietFrom: null, quietTo: null, ...change },
})
const evidence = (name: keyof GateInputs['evidence'], value: boolean | null): Partial<GateInputs> => ({ evidence: { ...clear.evidence, [name]: value } })
const contact = (day: string, channel: ContactChannel = 'FILE', strategy = 'other'): PastContact => ({ channel, strategy, day })
const twice: Partial<GateInputs> = { contacts: [contact('2025-12-25'), contact('2025-12-31')] }

/** One way to be stopped at each step that every channel knows. */
const blocks: [step: number, reason: string, change: Partial<GateInputs>][] = [
  [1, 'DECEASED', who({ deceased: true })],
  [1, 'MINOR', who({ minor: true })],
  [1, 'MINOR', who({ minor: null, birthDate: '2008-01-01' })],
  [1, 'STAFF', who({ staff: true })],
  [1, 'ACCOUNT_FROZEN', who({ status: 'FROZEN' })],
  [1, 'ACCOUNT_CLOSED', who({ status: 'CLOSED' })],
  [2, 'NO_CONSENT', { consent: false }],
  [2, 'RESTRICTED', said({ restricted: true })],
  [2, 'RESTRICTED', { ...said({ restricted: true }), purpose: 'SERVICE' }],
  [2, 'PERSONALISED_OFF', said({ personalisedOff: true })],
  [3, 'CHANNEL_OPT_OUT', said({ channelOut: true })],
  [3, 'DNC_LIST', { onDoNotContactList: true }],
  [3, 'DO_NOT_CONTACT', { doNotContact: true }],
  [4, 'EXCLUDED', evidence('noSensitiveCase', false)],
  [6, 'CAP_ALL_CHANNELS', twice],
  [6, 'CAP_ALL_CHANNELS', { contacts: ['02', '08', '10', '18', '19', '24'].map((day) => contact(`2025-12-${day}`)) }],
  [6, 'CAP_STRATEGY', { strategyCap: { days: 90, max: 1 }, contacts: [contact('2025-10-05', 'FILE', 'spring')] }],
  [7, 'NOT_SUITABLE', evidence('suitable', false)],
  [8, 'VULNERABLE', evidence('notVulnerable', false)],
  [9, 'LENDING', evidence('lendingAllowed', false)],
  [10, 'CONTENT_NOT_APPROVED', evidence('contentApproved', false)],
  [11, 'NO_CAPACITY', evidence('capacityLeft', false)],
  [12, 'HOLD_OUT', { control: true }],
]

describe('decideContact', () => {
  it.each(channels)('EXE-1: %s lets pass who nothing stops', (channel) => {
    const decision = decideContact({ ...clear, channel })
    expect(decision).toMatchObject({ decision: 'SENT', step: null, reason: null })
    expect(decision.steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  it.each(channels.flatMap((channel) => blocks.map(([step, reason, change]) => [channel, step, reason, change] as const)))('EXE-1: %s stops at step %i: %s', (channel, step, reason, change) => {
    expect(decideContact({ ...clear, ...change, channel })).toMatchObject({ decision: 'SUPPRESSED', step, reason })
  })

  it('EXE-1: of several, the first step is the reason', () => {
    const order: number[] = []
    const left = blocks.filter(([step], at) => blocks.findIndex(([other]) => other === step) === at)
    while (left.length > 0) {
      const all = left.reduce<GateInputs>((inputs, [, , change]) => merged(inputs, change), clear)
      order.push(decideContact(all).step ?? 0)
      left.shift()
    }
    expect(order).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12])
  })

  it.each([
    ['EMAIL', '08:59', false], ['EMAIL', '09:00', true], ['EMAIL', '19:59', true], ['EMAIL', '20:00', false],
    ['WEBHOOK', '07:59', false], ['WEBHOOK', '08:00', true], ['WEBHOOK', '21:00', false],
    ['TASK', '08:59', false], ['TASK', '18:59', true], ['TASK', '19:00', false],
    ['FILE', '03:00', true],
  ] as const)('EXE-2: %s at %s', (channel, time, open) => {
    const decision = decideContact({ ...clear, channel, time })
    expect([decision.step, decision.reason]).toEqual(open ? [null, null] : [5, 'QUIET_HOURS'])
  })

  it.each([
    ['EMAIL', ['2025-12-25'], 'CAP_CHANNEL'], ['EMAIL', ['2025-12-24'], null],
    ['TASK', ['2025-12-02', '2025-12-20'], 'CAP_CHANNEL'], ['TASK', ['2025-12-01', '2025-12-20'], null],
    ['WEBHOOK', ['2025-12-31', '2025-12-31', '2025-12-31'], 'CAP_CHANNEL'],
  ] as const)('EXE-3: the cap of %s after %j', (channel, days, reason) => {
    const contacts = days.map((day) => contact(day, channel))
    expect(decideContact({ ...clear, channel, contacts }).reason).toBe(reason)
  })

  it('EXE-2: the customer\'s own quiet hours hold every channel with hours', () => {
    const night = said({ quietFrom: '12:00', quietTo: '09:30' })
    expect(decideContact({ ...clear, ...night, time: '13:00' })).toMatchObject({ step: 5, reason: 'QUIET_HOURS' })
    expect(decideContact({ ...clear, ...night, time: '09:30' }).decision).toBe('SENT')
    expect(decideContact({ ...clear, ...night, time: '13:00', channel: 'FILE' }).decision).toBe('SENT')
  })

  it('PRV-5: what is the same for everybody reaches who switched personalisation off; a service message does too', () => {
    expect(decideContact({ ...clear, ...said({ personalisedOff: true }), personalised: false }).decision).toBe('SENT')
    expect(decideContact({ ...clear, ...said({ personalisedOff: true }), purpose: 'SERVICE' }).decision).toBe('SENT')
  })

  it('a service message needs no consent', () => {
    expect(decideContact({ ...clear, consent: null, purpose: 'SERVICE' }).decision).toBe('SENT')
  })

  const unknown: [number, Partial<GateInputs>][] = [
    [1, who({ deceased: null })], [1, who({ minor: null, birthDate: null })], [1, who({ staff: null })], [1, who({ status: null })],
    [2, { consent: null }], [3, { doNotContact: null }], [4, evidence('noSensitiveCase', null)], [7, evidence('suitable', null)],
    [8, evidence('notVulnerable', null)], [9, evidence('lendingAllowed', null)], [10, evidence('contentApproved', null)], [11, evidence('capacityLeft', null)],
  ]
  it.each(unknown)('EXE-4: step %i without data stops every channel but a released file, unless accepted', (step, change) => {
    for (const channel of channels.slice(1)) {
      expect(decideContact({ ...clear, ...change, channel })).toMatchObject({ decision: 'SUPPRESSED', step, reason: 'NOT_EVALUATED' })
      const accepted = decideContact({ ...clear, ...change, channel, accepted: [step] })
      expect(accepted.decision).toBe('SENT')
      expect(accepted.steps[step - 1]).toEqual({ step, result: 'ACCEPTED', reason: null })
    }
    expect(decideContact({ ...clear, ...change, channel: 'FILE' }).decision).toBe('SENT')
    expect(decideContact({ ...clear, ...change, channel: 'FILE', releasedBySecondPerson: false }).decision).toBe('SUPPRESSED')
  })

  it('EXE-4: accepting a step never lets pass what it blocks', () => {
    expect(decideContact({ ...clear, consent: false, accepted: [2] })).toMatchObject({ step: 2, reason: 'NO_CONSENT' })
  })
})

function merged(inputs: GateInputs, change: Partial<GateInputs>): GateInputs {
  return { ...inputs, ...change, subject: { ...inputs.subject, ...change.subject }, evidence: evidenceOf(inputs, change) }
}

/** What is false stays false. */
function evidenceOf({ evidence: before }: GateInputs, { evidence: change }: Partial<GateInputs>): GateInputs['evidence'] {
  const both = (name: keyof GateInputs['evidence']) => before[name] !== false && change?.[name] !== false
  return {
    noSensitiveCase: both('noSensitiveCase'), suitable: both('suitable'), notVulnerable: both('notVulnerable'),
    lendingAllowed: both('lendingAllowed'), contentApproved: both('contentApproved'), capacityLeft: both('capacityLeft'),
  }
}

describe('pieces', () => {
  it('a cap of 7 days looks at today and the six days before', () => {
    expect(isOverCap([contact('2025-12-25')], { days: 7, max: 1 }, '2025-12-31')).toBe(true)
    expect(isOverCap([contact('2025-12-24')], { days: 7, max: 1 }, '2025-12-31')).toBe(false)
  })
  it('canonical text does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: '甲' })).toBe('{"a":"甲","b":[{"c":null,"d":1}]}')
  })
  it('variables are filled in, line breaks in values are not', () => {
    expect(fillContent('您好 {name} {other}', { name: '王\r\nBcc: x' })).toBe('您好 王 Bcc: x {other}')
  })
})
