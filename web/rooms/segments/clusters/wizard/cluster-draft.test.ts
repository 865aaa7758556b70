import { describe, expect, it } from 'vitest'
import { clusteringSchema } from '#segments/contract'
import type { Vocabulary } from '#tags/contract'
import { candidatesOf, isChosen, populationOf, readDraft, searched, segmentOf, startDraft, stepOf, withCandidates, withoutCandidate, withPreparations } from './cluster-draft.js'

const field = (key: string, type: string) => ({ key, type, name: { zh: `${key}名`, en: `The ${key}` } })
const vocabulary = {
  tags: [field('aum-30d', 'money'), field('band', 'enum'), field('likes', 'set')],
  attributes: [{ ...field('gender', 'enum'), table: 'customer' }, { ...field('birth_date', 'date'), table: 'customer' }],
  facts: [{ table: 'txn', name: { zh: '交易', en: 'Transactions' }, rows: 1, fields: [field('amount', 'money'), field('channel', 'enum')] }],
  segments: [],
  asOf: null,
} as unknown as Vocabulary

describe('the draft of a clustering', () => {
  it('offers tags, attributes, days since dates, counts and sums; not sets', () => {
    expect(candidatesOf(vocabulary).map(({ id }) => id)).toEqual(['aum-30d', 'band', 'customer.gender', 'days.customer.birth_date', 'count.txn', 'sum.txn.amount'])
    expect(searched(candidatesOf(vocabulary), 'txn AMOUNT').map(({ id }) => id)).toEqual(['sum.txn.amount'])
    expect(searched(candidatesOf(vocabulary), '交易').length).toBe(2)
  })

  it('makes a body the server takes, once each, keys apart', () => {
    const all = candidatesOf(vocabulary)
    const [aum] = all
    const features = withCandidates(withCandidates([], all), all)
    expect(features.map(({ key }) => key)).toEqual(['aum_30d', 'band', 'customer_gender', 'days_customer_birth_date', 'count_txn', 'sum_txn_amount'])
    expect(withCandidates([{ key: 'band', name: { zh: 'x' }, value: { v: 1, kind: 'value', value: { kind: 'tag', tag: 'other' } } }], all.slice(1, 2)).map(({ key }) => key)).toEqual(['band', 'band_2'])
    expect(aum !== undefined && isChosen(features, aum)).toBe(true)
    expect(aum !== undefined && withoutCandidate(features, aum).length).toBe(5)
    const prepared = withPreparations(features, new Map([['aum_30d', { missing: 'zero', log: true, winsorise: null, weight: 1 }]]))
    const parsed = clusteringSchema.parse({ ...startDraft, features: prepared })
    expect(parsed.features[0]?.prepare).toEqual({ missing: 'zero', log: true, winsorise: null, weight: 1 })
    expect(parsed).not.toHaveProperty('kernel')
  })

  it('opens a saved body again, a rule of its own too', () => {
    const body = { population: populationOf('young'), features: [], clusters: 4, kernel: 'kprototypes', purposes: ['marketing'] }
    expect(readDraft(body)).toMatchObject({ clusters: 4, kernel: 'kprototypes', purposes: ['marketing'], reassign: 'never' })
    expect(readDraft({ population: 1 })).toBeNull()
    expect([segmentOf(populationOf('young')), segmentOf(populationOf(null)), segmentOf({ v: 1, kind: 'rule', rule: { kind: 'not', not: { kind: 'always' } } })]).toEqual(['young', null, undefined])
  })

  it('places mistakes on their step', () => {
    expect(['population.rule', 'features[2].value', 'features[2].prepare.weight', 'clusters', 'covariance', 'purposes'].map(stepOf)).toEqual(['who', 'features', 'prepare', 'kernel', 'kernel', 'review'])
  })
})
