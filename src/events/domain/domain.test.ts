import { describe, expect, it } from 'vitest'
import { correctTime, createDayOf } from './correct-time.js'
import { foldProfile } from './fold-profile.js'
import { createIdMemory } from './id-memory.js'
import { maskProps, sealIdentifiers } from './identifier-key.js'
import { roughSize } from './rough-size.js'
import { contentId } from './text-hash.js'
import { tsv, tsvInstant, tsvTexts } from './tsv.js'
import { readSensors } from './sensors-protocol.js'
import { readSegment } from './segment-protocol.js'

const none = new Set<string>()

describe('ids in memory', () => {
  it('EVT-4: knows 200,000 ids exactly, in bounded memory, and forgets the oldest first', () => {
    const memory = createIdMemory(100_000, 5)
    for (let n = 0; n < 100_000; n += 1) expect(memory.add(`node-next-${n}`, 10)).toBe(true)
    for (let n = 0; n < 100_000; n += 997) expect(memory.add(`node-next-${n}`, 10)).toBe(false)
    expect(memory.has('node-next-100000')).toBe(false)
    expect(memory.since()).toBe(5)
    for (let n = 100_000; n < 200_000; n += 1) expect(memory.add(`node-next-${n}`, 20)).toBe(true)
    expect(memory.size).toBeLessThanOrEqual(125_000)
    expect(memory.since()).toBeGreaterThanOrEqual(10)
    expect([memory.has('node-next-199999'), memory.has('node-next-0')]).toEqual([true, false])
  })

  it('EVT-4: content without an id has one of its own', () => {
    const ids = new Set(Array.from({ length: 20_000 }, (_, n) => contentId(`{"n":${n}}`)))
    expect(ids.size).toBe(20_000)
    expect(contentId('a')).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('time', () => {
  it('EVT-9: receivedAt - (sentAt - timestamp) when the clock is off by more than a second', () => {
    const at = 1_800_000_000_000
    expect(correctTime({ clientTime: at - 5000, sentTime: at - 999 }, at, 400)).toEqual({ ts: at - 5000, skew: 0 })
    expect(correctTime({ clientTime: at - 65_000, sentTime: at - 60_000 }, at, 400)).toEqual({ ts: at - 5000, skew: 60_000 })
    expect(correctTime({ clientTime: null, sentTime: null }, at, 400)).toEqual({ ts: at, skew: 0 })
    expect(correctTime({ clientTime: at + 90_000_000, sentTime: null }, at, 400)).toMatchObject({ code: 'EVENT_TIME_FUTURE' })
    expect(correctTime({ clientTime: at - 401 * 86_400_000, sentTime: null }, at, 400)).toMatchObject({ code: 'EVENT_TIME_OLD' })
  })

  it('EVT-9: the day is the bank\'s', () => {
    const dayOf = createDayOf('Asia/Shanghai')
    expect([dayOf(Date.parse('2026-01-01T15:59:59.999Z')), dayOf(Date.parse('2026-01-01T16:00:00Z'))]).toEqual(['2026-01-01', '2026-01-02'])
  })
})

describe('text as it is stored', () => {
  it('EVT-3: fields, instants and lists cannot break a row', () => {
    expect(tsv('a\tb\nc\\d\r\0')).toBe('a\\tb\\nc\\\\d\\r\\0')
    expect([tsvInstant(1_767_225_600_007), tsvInstant(1_767_225_600_123.9), tsvInstant(-1)]).toEqual(['2026-01-01 00:00:00.007', '2026-01-01 00:00:00.123', '1969-12-31 23:59:59.999'])
    expect(tsvTexts(["it's", 'b'])).toBe("['it\\\\'s','b']")
  })

  it('EVT-5: a size is counted near enough, and not further than asked', () => {
    const value = { name: 'x', list: [1, 2, 3], deep: { text: 'y'.repeat(500) } }
    const exact = JSON.stringify(value).length
    expect(Math.abs(roughSize(value, 1e9) - exact)).toBeLessThan(exact * 0.1)
    expect(roughSize({ text: '中'.repeat(20_000) }, 1e9)).toBeGreaterThan(60_000)
  })
})

describe('persons', () => {
  it('EVT-8: identifiers are sealed by name, once; what is shown hides them by name and shape', () => {
    const props = { mobile: '13912345678', ID_NO: '33010619900101001X', page: '/a', n: 1 }
    expect(sealIdentifiers(props, (clear) => `<${clear.length}>`)).toEqual({ mobile: 'sealed:<11>', ID_NO: 'sealed:<18>', page: '/a', n: 1 })
    expect(sealIdentifiers({ page: '/a' }, () => 'never')).toEqual({ page: '/a' })
    expect(maskProps({ note: '电话13912345678', who: { name: '张三' }, list: ['a@b.cn'], at: 1_767_225_600_007, card_no: 6222, phone_n: 13912345678 })).toEqual({ note: '电话***', who: { name: '***' }, list: ['***@***'], at: 1_767_225_600_007, card_no: '***', phone_n: '***' })
  })

  it('EVT-8: steps of a profile', () => {
    const step = (op: 'set' | 'set_once' | 'increment' | 'append' | 'unset' | 'delete', key: string, value: unknown) => ({ op, key, value: JSON.stringify(value) })
    expect(foldProfile([step('set_once', 'a', 1), step('set_once', 'a', 2), step('set', 'b', 1), step('set', 'b', 2), step('increment', 'c', 2), step('increment', 'c', 3), step('append', 'd', ['x']), step('append', 'd', ['x', 'y']), step('set', 'e', 1), step('unset', 'e', true)])).toEqual({ a: 1, b: 2, c: 5, d: ['x', 'y'] })
    expect(foldProfile([step('set', 'a', 1), step('delete', '', null), step('set', 'b', 2)])).toEqual({ b: 2 })
  })
})

describe('who a record is of', () => {
  it('EVT-2: Sensors: login id, anonymous id, or either', () => {
    const who = (message: object) => readSensors({ type: 'track', event: 'e', time: 1, _track_id: 1, ...message }, none)
    expect(who({ distinct_id: 'C1', properties: { $is_login_id: true } })).toMatchObject({ userId: 'C1', deviceId: '', guess: false })
    expect(who({ distinct_id: 'x' })).toMatchObject({ userId: '', deviceId: 'x', guess: true })
    expect(who({ distinct_id: 'C1', login_id: 'C1', anonymous_id: 'd' })).toMatchObject({ userId: 'C1', deviceId: 'd', guess: false })
    expect(readSensors({ type: 'track_signup', distinct_id: 'C1', original_id: 'd', time: 1 }, none)).toMatchObject({ name: '$SignUp', userId: 'C1', deviceId: 'd', links: true })
    expect(readSensors({ type: 'nonsense', distinct_id: 'C1' }, none)).toMatchObject({ code: 'EVENT_MALFORMED' })
  })

  it('EVT-7: Segment: identify and alias link, login_ok when it is listed and names both', () => {
    expect(readSegment({ type: 'identify', userId: 'C1', anonymousId: 'd', messageId: '1' }, '', null, none)).toMatchObject({ kind: 'profile', links: true })
    expect(readSegment({ type: 'alias', userId: 'C1', previousId: 'd', messageId: '1' }, '', null, none)).toMatchObject({ kind: 'link', deviceId: 'd', userId: 'C1' })
    const login = { type: 'track', event: 'login_ok', userId: 'C1', anonymousId: 'd', messageId: '1' }
    expect(readSegment(login, '', null, new Set(['login_ok']))).toMatchObject({ links: true })
    expect(readSegment({ ...login, anonymousId: undefined }, '', null, new Set(['login_ok']))).toMatchObject({ links: false })
  })
})
