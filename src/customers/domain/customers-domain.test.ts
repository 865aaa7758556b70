import { describe, expect, it } from 'vitest'
import type { TimelineRow } from '../sql/timeline-query.js'
import { toAmount } from './amount.js'
import { codeName, maybeCodeName } from './code-name.js'
import { kycFields, kycStatus, type KycFacts } from './kyc.js'
import { isTimelineKind } from './timeline-kind.js'
import { sentenceOfRow } from './timeline-words.js'
import { tableEvents } from '../sql/timeline-events.js'

describe('CUS-5: know your customer', () => {
  const nothing: KycFacts = { name: false, idNo: false, mobile: false, address: false, gender: null, occupation: null, employer: null, idType: null, expireDate: null }
  const filled = (facts: Partial<KycFacts>) => kycFields({ ...nothing, ...facts }).filter((field) => field.filled).map((field) => field.code)

  it('counts what is filled; unknown sex is not', () => {
    expect(kycFields(nothing)).toHaveLength(8)
    expect(filled({})).toEqual([])
    expect(filled({ gender: 'U', occupation: '', employer: 'E1' })).toEqual(['address'])
    expect(filled({ name: true, idNo: true, mobile: true, address: true, gender: 'F', occupation: '01', idType: 'ID', expireDate: '2030-01-01' })).toHaveLength(8)
  })

  it.each([
    ['OK', '2026-04-01', 'OK'], ['OK', '2026-03-31', 'EXPIRING'], ['OK', '2025-12-31', 'EXPIRING'], ['OK', '2025-12-30', 'EXPIRED'], ['EXPIRED', '2030-01-01', 'EXPIRED'], ['EXPIRING', null, 'EXPIRING'], [null, null, null],
  ])('bank says %s, valid to %s: %s', (bank, until, state) => {
    expect(kycStatus(bank, until, '2025-12-31')).toBe(state)
  })
})

describe('CUS-4: amounts', () => {
  it('exact, banded or absent', () => {
    expect(toAmount('12345', { exact: true, ccy: 'CNY' })).toEqual({ kind: 'exact', minor: 12345, ccy: 'CNY' })
    expect(toAmount(4_999_999, { exact: false, ccy: 'CNY' })).toEqual({ kind: 'band', from: 1_000_000, to: 5_000_000, ccy: 'CNY' })
    expect(toAmount(-1, { exact: false, ccy: 'CNY' })).toEqual({ kind: 'band', from: null, to: 0, ccy: 'CNY' })
    expect(toAmount(20_000_000, { exact: false, ccy: 'JPY' })).toEqual({ kind: 'band', from: 10_000_000, to: null, ccy: 'JPY' })
    expect(toAmount(null, { exact: true, ccy: 'CNY' })).toBeNull()
  })
})

describe('CUS-7: words', () => {
  const row = (what: string, more: Partial<TimelineRow> = {}): TimelineRow => ({ kind: 'txn', what, id: '', cust_id: 'C', at: '', day_only: 0, code: '', detail: '', extra: '', amount: null, amount_out: null, n: '1', channel: '', ...more })
  const names = { product: (id: string) => ({ zh: `产品${id}`, en: `product ${id}` }), account: () => '****1234' }

  it('names codes of the bank model and keeps others', () => {
    expect(codeName('txn', 'type', 'SALARY')).toEqual({ code: 'SALARY', zh: '代发工资', en: 'Salary' })
    expect(codeName('txn', 'type', 'ODD')).toEqual({ code: 'ODD', zh: 'ODD', en: 'ODD' })
    expect(maybeCodeName('customer', 'gender', '')).toBeNull()
    expect([isTimelineKind('txn'), isTimelineKind('alert')]).toEqual([true, false])
  })

  it('every event a table tells of has a sentence in both languages', () => {
    const whats = [...new Set(['txn', 'txn-day', 'session', 'sent', 'consent', 'identity', ...tableEvents.flatMap(({ events }) => events.map(({ what }) => what))])]
    for (const what of whats) {
      const { title } = sentenceOfRow(row(what, { code: { rating: 'C3', txn: 'SALARY', consent: 'MARKETING' }[what] ?? 'X', detail: 'D', extra: what === 'consent' ? 'GRANTED' : '' }), names)
      expect(title.zh, what).toMatch(/\p{Script=Han}/u)
      expect(title.en, what).toMatch(/^[\x20-\x7e]+$/)
    }
  })

  it('says what happened', () => {
    expect(sentenceOfRow(row('account-opened', { code: 'D1', detail: '6222', extra: 'CURRENT' }), names)).toEqual({ title: { zh: '开立账户：产品D1', en: 'Account opened: product D1' }, detail: { zh: 'CURRENT · ****1234', en: 'CURRENT · ****1234' } })
    expect(sentenceOfRow(row('touch', { code: 'SMS', detail: 'winter', extra: 'CLICKED' }), names)).toEqual({ title: { zh: '触达 SMS：winter', en: 'Touch by SMS: winter' }, detail: { zh: '已点击', en: 'clicked' } })
    expect(sentenceOfRow(row('survey', { code: 'NPS', n: '9' }), names).title).toEqual({ zh: '净推荐值：9 分', en: 'Net promoter score: 9' })
    expect(sentenceOfRow(row('survey', { n: '-1' }), names).title).toEqual({ zh: '调查', en: 'Survey' })
    expect(sentenceOfRow(row('session', { n: '1', extra: '30', code: 'login' }), names)).toEqual({ title: { zh: '手机银行会话，1 个行为', en: 'App session, 1 event' }, detail: { zh: 'login', en: 'login' } })
    expect(sentenceOfRow(row('position-matured', { code: 'W1', extra: 'ROLLED' }), names)).toEqual({ title: { zh: '到期：产品W1', en: 'Matured: product W1' }, detail: { zh: '续作', en: 'Rolled over' } })
  })
})
