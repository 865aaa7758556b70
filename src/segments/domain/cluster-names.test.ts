import { describe, expect, it } from 'vitest'
import type { ClusterTrait } from '../contract-clustering.js'
import { amountWords, clusterNames } from './cluster-names.js'

const features = [
  { key: 'aum', name: { zh: '资产', en: 'AUM' } },
  { key: 'txns', name: { zh: '交易笔数', en: 'Transactions' } },
  { key: 'payroll', name: { zh: '代发客户', en: 'Payroll customer' } },
  { key: 'city', name: { zh: '城市', en: 'City' } },
]
const types = new Map([
  ['aum', { type: 'money', ccy: 'CNY' }],
  ['txns', { type: 'int' }],
  ['payroll', { type: 'bool' }],
  ['city', { type: 'enum', values: [{ code: 'A', zh: '杭州', en: 'Hangzhou' }] }],
] as const)
const of = { features, types }
const trait = (feature: string, distance: number, mean: number | null = null, level: string | null = null): ClusterTrait => ({ feature, level, distance, mean, baseMean: mean, share: 0, baseShare: 0, tgi: null })

describe('names of clusters', () => {
  it('SEG-6: up to two strong traits, yes-or-no and codes in words', () => {
    const names = clusterNames([[trait('aum', 2), trait('txns', -0.5), trait('payroll', 0.4)], [trait('payroll', -0.8), trait('city', 0.6, null, 'A')], [trait('aum', 0.2)]], of)
    expect(names.map(({ zh }) => zh)).toEqual(['资产高、交易笔数低', '代发客户居少、城市为杭州', '普通客户'])
    expect(names.map(({ en }) => en)).toEqual(['High AUM, low transactions', 'Rarely payroll customer, City is Hangzhou', 'Average customers'])
  })

  it('SEG-6: namesakes take the trait that tells them apart', () => {
    const names = clusterNames([[trait('aum', 2), trait('txns', 1), trait('payroll', 0.3)], [trait('aum', 1.5), trait('txns', 0.9), trait('payroll', -0.2)]], of)
    expect(names.map(({ zh }) => zh)).toEqual(['资产高、交易笔数高、代发客户居多', '资产高、交易笔数高、代发客户居少'])
  })

  it('SEG-6: where no trait parts them, the mean does, money in major units; at last a number', () => {
    const alike = (mean: number) => [trait('aum', mean / 1e8, mean)]
    expect(clusterNames([alike(123_450_000), alike(2_000_000_000)], of)).toEqual([
      { zh: '资产高（资产均 ¥123.45万）', en: 'High AUM (AUM ¥1.23M on average)' },
      { zh: '资产高（资产均 ¥2,000万）', en: 'High AUM (AUM ¥20M on average)' },
    ])
    expect(clusterNames([[trait('city', 1, null, 'A')], [trait('city', 1, null, 'A')]], of).map(({ zh }) => zh)).toEqual(['城市为杭州 1', '城市为杭州 2'])
  })

  it('SEG-6: no two names of a run are the same in either language, whatever the traits', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const next = (at: number) => Math.sin(seed * 97 + at * 13) * 1.2
      const clusters = Array.from({ length: 10 }, (_, c) => ['aum', 'txns', 'payroll'].map((key, f) => trait(key, Math.round(next(c * 5 + f) * 4) / 4, Math.round(next(c + f) * 1e6))).sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance)))
      const names = clusterNames(clusters, of)
      expect(new Set(names.map(({ zh }) => zh)).size).toBe(10)
      expect(new Set(names.map(({ en }) => en)).size).toBe(10)
    }
  })

  it('writes means as people read them', () => {
    expect(amountWords(1_234_567.4, { type: 'money', ccy: 'CNY' })).toEqual({ zh: '¥1.23万', en: '¥12.35K' })
    expect(amountWords(2.345, { type: 'decimal' })).toEqual({ zh: '2.35', en: '2.35' })
  })
})
