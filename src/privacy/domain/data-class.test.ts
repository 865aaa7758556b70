import { describe, expect, it } from 'vitest'
import { fieldsReadBy } from '#kernel/rule'
import { bankModel, bankTable, bankTableNames } from '#ingest/contract'
import { defaultClass, isAuthenticationData, isSensitiveData } from './data-class.js'
import { declaredOf, documentOf, documentsOf, grantsOf, scoredBy } from './declared-purposes.js'
import { disclosureOf, type Onlooker } from './disclosure.js'

describe('PRV-6: default classes', () => {
  it.each(['password', 'login_pwd', 'pin', 'cardPin', 'pin_block', 'CVV2', 'track2_data', 'otp', 'smsCode', 'finger_print', 'face_template', '交易密码', '短信验证码', '指纹'])('%s is authentication data', (name) => {
    expect(isAuthenticationData(name)).toBe(true)
    expect(defaultClass('customer', name, { type: 'text' }).class).toBe('C3')
  })
  it.each(['pinned_at', 'spin_count', 'opinion', 'shopping', 'track_count', 'passenger', 'card_id', 'verified'])('%s is not', (name) => expect(isAuthenticationData(name)).toBe(false))
  it.each([['health_status', true], ['宗教信仰', true], ['address_geo6', true], ['geo_hash', true], ['child_birth_years', true], ['health', true], ['wealth', false]])('%s is sensitive: %s', (name, sensitive) => {
    expect(isSensitiveData(name)).toBe(sensitive)
  })
  it('no column of the bank model is authentication data; every identifier is C2 at level 3 or more', () => {
    for (const table of bankTableNames) {
      for (const [name, column] of Object.entries(bankTable(table).columns)) {
        const data = defaultClass(table, name, column)
        expect([table, name, data.class]).not.toContain('C3')
        expect([1, 2, 3, 4]).toContain(data.level)
        if (column.identifier !== undefined) expect(data).toMatchObject({ class: 'C2', identifier: true })
      }
    }
    expect(defaultClass('customer', 'mobile', bankModel.customer.columns.mobile)).toEqual({ class: 'C2', level: 3, sensitive: false, identifier: true, amount: false })
    expect(defaultClass('product', 'name', { type: 'text' })).toMatchObject({ class: 'C1', level: 1 })
  })
})

describe('PRV-7: who is shown what', () => {
  const rm: Onlooker = { masking: 'clear', owner: true, unmasked: false, sensitiveConsent: false }
  const analyst: Onlooker = { masking: 'masked', owner: false, unmasked: false, sensitiveConsent: false }
  const data = (more: object) => ({ class: 'C2' as const, level: 3, sensitive: false, identifier: false, amount: false, ...more })
  it.each([
    ['an identifier', data({ identifier: true }), 'masked', 'masked'],
    ['an amount', data({ amount: true }), 'clear', 'banded'],
    ['a sensitive value', data({ sensitive: true, level: 4 }), 'hidden', 'hidden'],
    ['level 4', data({ level: 4 }), 'clear', 'hidden'],
    ['anything else', data({}), 'clear', 'clear'],
    ['C3', data({ class: 'C3' }), 'hidden', 'hidden'],
  ] as const)('%s', (_name, value, toOwner, toOther) => {
    expect([disclosureOf(value, rm), disclosureOf(value, analyst)]).toEqual([toOwner, toOther])
  })
  it('clear identifiers take both an unmasking and a reach that may', () => {
    const identifier = data({ identifier: true })
    expect(disclosureOf(identifier, { ...rm, unmasked: true })).toBe('clear')
    expect(disclosureOf(identifier, { ...analyst, unmasked: true })).toBe('masked')
    expect(disclosureOf(data({ sensitive: true, level: 4 }), { ...rm, sensitiveConsent: true })).toBe('clear')
    expect(disclosureOf(data({ class: 'C3' }), { ...rm, unmasked: true, sensitiveConsent: true })).toBe('hidden')
  })
})

describe('PRV-1: declared purposes', () => {
  it('codes, keys and the older single purpose read alike', () => {
    expect(declaredOf({ purposes: ['service', 'THIRD_PARTY_SHARE', 'third-party-share'] })).toEqual(['SERVICE', 'THIRD_PARTY_SHARE', 'THIRD_PARTY_SHARE'])
    expect(declaredOf({ purpose: 'MARKETING' })).toEqual(['MARKETING'])
    expect([declaredOf({}), declaredOf({ purpose: ' ' }), declaredOf({ purposes: [] }), declaredOf(null)]).toEqual([null, null, null, null])
  })
  it('finds every column a rule reads, also in the filters of aggregates', () => {
    const rule = {
      v: 1, kind: 'rule',
      rule: {
        kind: 'all',
        all: [
          { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'city_code' }, op: '=', value: 'SZ' },
          {
            kind: 'compare', op: '>', value: 0,
            left: { kind: 'agg', table: 'txn', fn: 'sum', field: 'amount', window: { kind: 'all' }, filter: { kind: 'compare', left: { kind: 'field', field: 'cpty_name' }, op: '=', value: 'x' } },
          },
          { kind: 'compare', op: '>', value: 0, left: { kind: 'agg', table: 'account', fn: 'count', window: { kind: 'all' } } },
        ],
      },
    }
    const document = documentOf({ rule })
    expect(document === null ? [] : fieldsReadBy(document)).toEqual([
      { table: 'customer', field: 'city_code' }, { table: 'txn', field: 'amount' }, { table: 'txn', field: 'cpty_name' }, { table: 'account', field: null },
    ])
  })
  it('a score tag is made of its model, a model of its population, features and label', () => {
    expect(scoredBy({ compute: { v: 1, kind: 'score', model: 'churn', field: 'score', maxAgeDays: 30 } })).toEqual({ kind: 'model', key: 'churn' })
    expect(scoredBy({ compute: { v: 1, kind: 'measure', analysis: 'ltv', measure: 'value', maxAgeDays: 30 } })).toEqual({ kind: 'analysis', key: 'ltv' })
    expect(scoredBy({ compute: { v: 1, kind: 'rule', rule: { kind: 'always' } } })).toBeNull()
    const value = (field: string) => ({ v: 1, kind: 'value', value: { kind: 'attr', table: 'customer', field } })
    const model = { population: { v: 1, kind: 'rule', rule: { kind: 'always' } }, features: [{ value: value('city_code') }, { value: value('gender') }], label: { kind: 'value', value: value('income_band') } }
    expect(documentsOf(model).flatMap(fieldsReadBy).map(({ field }) => field)).toEqual(['city_code', 'gender', 'income_band'])
    expect(documentsOf({ ...model, label: undefined })).toHaveLength(3)
    expect(documentsOf({})).toEqual([])
  })
  it('a column is granted by every source that fills it, its own purposes before the source\'s', () => {
    const sources = [
      { key: 'core', body: { purposes: ['SERVICE', 'MARKETING'], targets: [{ table: 'customer', columns: { cust_id: 'id', income_band: 'i' }, columnPurposes: { income_band: ['CREDIT'] } }] } },
      { key: 'crm', body: { purpose: 'SERVICE', targets: [{ table: 'customer', columns: { cust_id: 'id' }, attributes: { vip: {} } }] } },
      { key: 'old', body: { targets: [{ table: 'customer', columns: { income_band: 'x' } }] } },
    ]
    expect(grantsOf(sources, { table: 'customer', field: 'income_band' })).toEqual([{ source: 'core', purposes: ['CREDIT'] }])
    expect(grantsOf(sources, { table: 'customer', field: 'vip' })).toEqual([{ source: 'crm', purposes: ['SERVICE'] }])
    expect(grantsOf(sources, { table: 'customer', field: null }).map(({ source }) => source)).toEqual(['core', 'crm'])
    expect(grantsOf(sources, { table: 'txn', field: 'amount' })).toEqual([])
  })
})
