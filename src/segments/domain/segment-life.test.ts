import { describe, expect, it } from 'vitest'
import { isWaiting } from './delivery-wait.js'
import { orgCounts } from './org-counts.js'
import { readList } from './read-list.js'
import { changeShown } from './segment-change.js'
import { measureSize, sizeNotice } from './size-threshold.js'

describe('changes between two snapshots', () => {
  it('SEG-17: entered and left follow from the sizes', () => {
    expect(changeShown({ from: 1, to: 2 }, { before: 13, after: 21, stayed: 7 }, 0)).toEqual({ from: 1, to: 2, before: 13, after: 21, entered: 14, left: 6, stayed: 7 })
  })

  it('SEG-17: one small part hides all three, for the sizes would tell it', () => {
    const hidden = changeShown({ from: 1, to: 2 }, { before: 100, after: 103, stayed: 100 }, 20)
    expect(hidden).toMatchObject({ before: 100, after: 103, entered: null, left: null, stayed: null })
    expect(changeShown({ from: 1, to: 2 }, { before: 100, after: 100, stayed: 100 }, 20)).toMatchObject({ entered: 0, left: 0, stayed: 100 })
    expect(changeShown({ from: 1, to: 2 }, { before: 5, after: 40, stayed: 0 }, 20)).toMatchObject({ before: null, after: 40, left: null })
  })
})

describe('members by org', () => {
  const rows = [
    { path: '/HO/B1/S1/', customers: 100, members: 30 },
    { path: '/HO/B1/S2/', customers: 100, members: 3 },
    { path: '/HO/B1/S3/', customers: 100, members: 25 },
    { path: '/HO/B2/', customers: 50, members: 40 },
    { path: '', customers: 7, members: 0 },
  ]

  it('SEG-17: add up to their parents, parents first', () => {
    expect(orgCounts(rows, 0).map(({ path, depth, customers, members }) => [path, depth, customers, members])).toEqual([
      ['/-/', 1, 7, 0],
      ['/HO/', 1, 357 - 7, 98],
      ['/HO/B1/', 2, 300, 58],
      ['/HO/B1/S1/', 3, 100, 30],
      ['/HO/B1/S2/', 3, 100, 3],
      ['/HO/B1/S3/', 3, 100, 25],
      ['/HO/B2/', 2, 50, 40],
    ])
  })

  it('SEG-17: a small part is hidden with the next smallest, and everything below a hidden org', () => {
    const shown = new Map(orgCounts(rows, 20).map(({ path, members }) => [path, members]))
    expect([shown.get('/HO/B1/S1/'), shown.get('/HO/B1/S2/'), shown.get('/HO/B1/S3/'), shown.get('/HO/B1/')]).toEqual([30, null, null, 58])
    const small = [{ path: '/HO/B1/S1/', customers: 90, members: 10 }, { path: '/HO/B2/', customers: 90, members: 50 }, { path: '/HO/B3/', customers: 90, members: 60 }]
    const hidden = new Map(orgCounts(small, 20).map(({ path, members }) => [path, members]))
    expect([...hidden]).toEqual([['/HO/', 120], ['/HO/B1/', null], ['/HO/B1/S1/', null], ['/HO/B2/', null], ['/HO/B3/', 60]])
  })

  it('SEG-17: the few an org holds itself cannot be had by subtraction', () => {
    const rowsOwn = [{ path: '/HO/', customers: 90, members: 4 }, { path: '/HO/B1/', customers: 90, members: 30 }, { path: '/HO/B2/', customers: 90, members: 50 }]
    expect(orgCounts(rowsOwn, 20).map(({ members }) => members)).toEqual([84, null, 50])
  })
})

describe('sizes that are watched', () => {
  it('SEG-19: growth and shrinking are shares of the size compared with', () => {
    expect(measureSize({ measure: 'grows', threshold: 0.1 }, { now: 110, then: 100 })).toEqual({ value: expect.closeTo(0.1) as number, isMet: true })
    expect(measureSize({ measure: 'grows', threshold: 0.1 }, { now: 109, then: 100 })?.isMet).toBe(false)
    expect(measureSize({ measure: 'shrinks', threshold: 0.25 }, { now: 60, then: 100 })).toEqual({ value: expect.closeTo(0.4) as number, isMet: true })
    expect(measureSize({ measure: 'grows', threshold: 0.1 }, { now: 5, then: 0 })).toEqual({ value: 5, isMet: true })
    expect(measureSize({ measure: 'grows', threshold: 0.1 }, { now: 5, then: null })).toBeNull()
  })

  it('SEG-19: sizes are passed, not reached', () => {
    expect(measureSize({ measure: 'above', threshold: 100 }, { now: 100, then: null })).toEqual({ value: 100, isMet: false })
    expect(measureSize({ measure: 'below', threshold: 100 }, { now: 99, then: null })).toEqual({ value: 99, isMet: true })
  })

  it('are named in both languages', () => {
    const said = (['grows', 'shrinks', 'above', 'below'] as const).map((measure) => sizeNotice({ zh: '甲' }, { measure, threshold: 0.5 }))
    expect(said[0]).toEqual({ zh: '客群“甲”增长 50 % 或更多', en: 'Segment "甲" grew by 50 % or more' })
    expect(new Set(said.map(({ en }) => en)).size).toBe(4)
  })
})

describe('lists of customer numbers', () => {
  it('SEG-21: the first column, each number once, lines counted from 1', () => {
    const read = readList('\uFEFF客户号,姓名\r\nC01,甲\r\n"C02",乙\r\n\r\nC01\r\n' + 'x'.repeat(70) + '\r\n')
    expect(read.lines).toBe(5)
    expect(read.found).toEqual([{ line: 2, value: 'C01' }, { line: 3, value: 'C02' }])
    expect(read.rejected).toEqual([{ line: 4, shown: '', reason: 'EMPTY' }, { line: 5, shown: 'C0*', reason: 'REPEATED' }, { line: 6, shown: 'xx******', reason: 'TOO_LONG' }])
    expect(readList('C01\nC02').lines).toBe(2)
  })
})

it('SEG-20: a receiver that fails is left alone longer each time, a day at most', () => {
  const at = '2025-12-31T00:00:00.000Z'
  const after = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000)
  expect([isWaiting({ failures: 1, at }, after(4)), isWaiting({ failures: 1, at }, after(5)), isWaiting({ failures: 3, at }, after(19)), isWaiting({ failures: 3, at }, after(20))]).toEqual([true, false, true, false])
  expect([isWaiting({ failures: 40, at }, after(60 * 24)), isWaiting({ failures: 0, at }, after(0)), isWaiting({ failures: 2, at: null }, after(0))]).toEqual([false, false, false])
})
