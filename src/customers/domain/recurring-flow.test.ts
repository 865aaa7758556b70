import { describe, expect, it } from 'vitest'
import { comesBack, flowClasses, flowRules, isMove, tuitionMccs, untoldMccs } from './flow-class.js'
import { dueAfter, rhythmSpans, typicalDay } from './flow-rhythm.js'
import { perMonth, regularFlows, type Payment } from './recurring-flow.js'

const AS_OF = '2025-12-31'
const [week, month, quarter, year] = rhythmSpans
/** Days of payments of one amount, or of amounts of their own. */
const paid = (days: readonly string[], minor: number | readonly number[] = 100_000): Payment[] => days.map((day, at) => ({ day, minor: typeof minor === 'number' ? minor : (minor[at] ?? 0) }))
const flows = (payments: readonly Payment[], named = true, asOf = AS_OF) => regularFlows(payments, { asOf, named })

describe('CUS-16: the day payments keep to, and when the next is due', () => {
  it('the last of a short month stands for the days it does not have', () => {
    expect(typicalDay(['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'], month!)).toBe(31)
    expect(dueAfter('2025-01-31', 31, month!)).toEqual(['2025-02-28', '2025-03-31'])
    expect(dueAfter('2025-02-28', 31, month!)).toEqual(['2025-03-31', '2025-04-30'])
    expect(typicalDay(['2025-01-28', '2025-02-28', '2025-03-28'], month!)).toBe(28)
  })

  it('goes round the end of the month: a payment moved to the second is of the day before', () => {
    expect(typicalDay(['2025-07-30', '2025-09-02', '2025-09-30', '2025-10-30'], month!)).toBe(30)
    expect(dueAfter('2025-09-02', 30, month!)).toEqual(['2025-09-30', '2025-10-30'])
  })

  it('a payment moved by days off is due again on its own day; weeks count by weekday, quarters and years by month', () => {
    expect(typicalDay(['2025-09-10', '2025-10-13', '2025-11-10', '2025-12-10'], month!)).toBe(10)
    expect(dueAfter('2025-10-13', 10, month!)[0]).toBe('2025-11-10')
    expect(typicalDay(['2025-12-01', '2025-12-09', '2025-12-15', '2025-12-22'], week!)).toBe(1)
    expect(dueAfter('2025-12-09', 1, week!)).toEqual(['2025-12-15', '2025-12-22'])
    expect(dueAfter('2025-09-21', 21, quarter!)).toEqual(['2025-12-21', '2026-03-21'])
    expect(dueAfter('2024-02-29', 29, year!)).toEqual(['2025-02-28', '2026-02-28'])
  })
})

describe('CUS-16: regular flows', () => {
  it('a salary on time: twelve months, median amount, deviation and next day by hand', () => {
    const days = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}-10`)
    const amounts = [800, 800, 800, 800, 800, 800, 820, 820, 820, 820, 840, 1600].map((yuan) => yuan * 100)
    // Sorted: six of 800, four of 820, 840, 1600: median 810. Deviations 10 (ten times), 30, 790: median 10. 10 / 810.
    expect(flows(paid(days, amounts))).toEqual([
      { rhythm: 'month', day: 10, typical: 81_000, low: 80_000, high: 160_000, spread: 10 / 810, kept: 1, first: '2025-01-10', last: '2025-12-10', times: 12, next: '2026-01-10', state: 'onTime', late: 0 },
    ])
  })

  it('overdue after five days of grace, stopped when a second payment is missing too', () => {
    const days = ['2025-08-05', '2025-09-05', '2025-10-05', '2025-11-05']
    const at = (asOf: string) => flows(paid(days), true, asOf).map(({ state, late, next }) => [state, late, next])
    expect(at('2025-12-05')).toEqual([['onTime', 0, '2025-12-05']])
    expect(at('2025-12-10')).toEqual([['onTime', 0, '2025-12-05']])
    expect(at('2025-12-11')).toEqual([['overdue', 6, '2025-12-05']])
    expect(at('2026-01-10')).toEqual([['overdue', 36, '2025-12-05']])
    expect(at('2026-01-11')).toEqual([['stopped', 0, null]])
  })

  it('months of 31 and 28 days are one rhythm, and a holiday may move one payment', () => {
    expect(flows(paid(['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31']), true, '2025-06-03')).toMatchObject([{ rhythm: 'month', day: 31, kept: 1, next: '2025-06-30', state: 'onTime' }])
    // Gaps 38, 31, 30, 31: three of four within 26 to 35.
    expect(flows(paid(['2025-09-01', '2025-10-09', '2025-11-09', '2025-12-09', '2026-01-09']), true, '2026-01-10')).toMatchObject([{ kept: 0.75, times: 5 }])
  })

  it('weeks, quarters and years; a year needs three years of payments', () => {
    expect(flows(paid(['2025-12-08', '2025-12-15', '2025-12-22', '2025-12-29']))).toMatchObject([{ rhythm: 'week', day: 1, next: '2026-01-05' }])
    expect(flows(paid(['2025-12-15', '2025-12-22', '2025-12-29'])), 'three weeks are no habit').toEqual([])
    expect(flows(paid(['2025-03-21', '2025-06-21', '2025-09-21', '2025-12-21']))).toMatchObject([{ rhythm: 'quarter', times: 4, next: '2026-03-21' }])
    expect(flows(paid(['2023-06-01', '2024-06-01', '2025-06-03']))).toMatchObject([{ rhythm: 'year', times: 3, day: 1, next: '2026-06-01' }])
    expect(flows(paid(['2024-06-01', '2025-06-01']))).toEqual([])
  })

  it('what keeps no rhythm, and what comes twice, is no flow', () => {
    expect(flows(paid(['2025-01-03', '2025-02-20', '2025-03-02', '2025-06-15', '2025-11-11']))).toEqual([])
    expect(flows(paid(['2025-11-05', '2025-12-05']))).toEqual([])
    expect(flows(paid(['2025-12-05', '2025-12-05', '2025-12-05'])), 'payments of one day are one').toEqual([])
    expect(flows([])).toEqual([])
    expect(flows(paid(['2024-01-05', '2024-02-05', '2024-03-05', '2024-04-05'])), 'older than twelve months').toEqual([])
  })

  it('amounts that vary are a flow only where the class says it comes back', () => {
    const days = ['2025-09-05', '2025-10-05', '2025-11-05', '2025-12-05']
    // Median 250, deviations 150, 50, 50, 150: median 100. 100 / 250 = 0.4.
    const varying = paid(days, [10_000, 20_000, 30_000, 40_000])
    expect(flows(varying, true)).toMatchObject([{ spread: 0.4, typical: 25_000 }])
    expect(flows(varying, false)).toEqual([])
    expect(flows(paid(days, [10_000, 11_000, 10_000, 12_000]), false)).toMatchObject([{ typical: 10_500 }])
  })

  it('two policies of one insurer are two flows, by their amounts', () => {
    const small = paid(['2025-09-05', '2025-10-05', '2025-11-05', '2025-12-05'], 30_000)
    const large = paid(['2025-09-20', '2025-10-20', '2025-11-20', '2025-12-20'], [120_000, 120_000, 125_000, 120_000])
    expect(flows([...small, ...large]).map(({ typical, day, next }) => [typical, day, next])).toEqual([[30_000, 5, '2026-01-05'], [120_000, 20, '2026-01-20']])
  })

  it('a month comes to what the running flows are in it', () => {
    const of = (rhythm: 'week' | 'month' | 'quarter' | 'year', typical: number, state: 'onTime' | 'stopped' = 'onTime') => ({ rhythm, typical, state })
    expect(perMonth([of('month', 100), of('quarter', 300), of('year', 1200), of('month', 999, 'stopped')])).toBe(300)
    expect(perMonth([of('week', 8400)])).toBe(36_525)
  })
})

describe('CUS-17: what a flow is for', () => {
  it('rules name classes that exist; what is told by its nature may vary in amount', () => {
    expect(new Set(flowRules.map(({ flow }) => flow))).toEqual(new Set(flowClasses.filter((each) => each !== 'other')))
    expect(flowClasses.filter(isMove)).toEqual(['securities', 'investing', 'own'])
    expect(flowClasses.filter((each) => !comesBack(each))).toEqual(['securities', 'investing', 'own', 'person', 'other'])
  })

  it('nothing of doctors, pharmacies or religion is among what is told', () => {
    const told = new Set(flowRules.flatMap(({ mccs }) => mccs ?? []))
    expect(untoldMccs.filter((mcc) => told.has(mcc))).toEqual([])
    expect(tuitionMccs).toContain('8211')
  })
})
