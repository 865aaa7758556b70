import { describe, expect, it } from 'vitest'
import { assetRows, bandSpans, partsIn } from './asset-rows.js'

const exact = (minor: number) => ({ kind: 'exact' as const, minor, ccy: 'CNY' })

describe('assets by month as a chart', () => {
  it('runs from the oldest month, and shows what no part names', () => {
    const rows = assetRows([
      { month: '2025-12-31', total: exact(100), debt: null, parts: [{ kind: 'deposit', amount: exact(60) }, { kind: 'fund', amount: exact(0) }] },
      { month: '2025-11-30', total: exact(50), debt: null, parts: [{ kind: 'deposit', amount: exact(50) }] },
    ])
    expect(rows).toEqual([
      { name: '2025-11', values: { deposit: 50 } },
      { name: '2025-12', values: { deposit: 60, fund: 0, rest: 40 } },
    ])
    expect(partsIn(rows ?? [])).toEqual(['deposit', 'rest'])
  })

  it('does not stack bands', () => {
    expect(assetRows([{ month: '2025-12-31', total: { kind: 'band', from: 0, to: 1000, ccy: 'CNY' }, debt: null, parts: [] }])).toBeNull()
  })

  it('brings months of the same bands together', () => {
    const band = (from: number) => ({ kind: 'band' as const, from, to: null, ccy: 'CNY' })
    const month = (name: string, from: number) => ({ month: name, total: band(from), debt: null, parts: [] })
    expect(bandSpans([month('2025-12-31', 5), month('2025-11-30', 5), month('2025-10-31', 1)])).toEqual([
      { from: '2025-11', to: '2025-12', total: band(5), debt: null },
      { from: '2025-10', to: '2025-10', total: band(1), debt: null },
    ])
  })
})
