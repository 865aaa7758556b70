import { expect, it } from 'vitest'
import { leadTimes } from './lead-times.js'
import { reasonWords } from './reason-words.js'

const DATES = ['2025-09-30', '2025-10-14', '2025-10-31', '2025-11-30', '2025-12-31']

it('MDL-28: counts the days from the first warning to the loss, of those warned before it', () => {
  // Twenty customers of scores 0.20 down to 0.01; the cut of the best tenth lies between 0.18 and 0.19.
  const first = Float64Array.from({ length: 20 }, (_, at) => (20 - at) / 100)
  const later = (moves: Readonly<Record<number, number>>) => first.map((score, at) => moves[at] ?? score)
  const lost = new Int32Array(20).fill(-1)
  // 0: warned from the start, lost on 30 November; 5: crosses on 14 October, lost on 31 October; 9: never crosses; 10: crosses with the loss only.
  lost[0] = 3
  lost[5] = 2
  lost[9] = 4
  lost[10] = 4
  const found = leadTimes({ dates: DATES, scores: [first, later({ 5: 0.9 }), later({}), later({}), later({ 10: 0.9 })], lost })
  expect([found.customers, found.lost]).toEqual([20, 4])
  const tenth = found.lines.find(({ share }) => share === 0.1)!
  expect(tenth).toMatchObject({ warned: 2, warnedShare: 0.5, aheadShare: 0.25, flagged: 2, flaggedLost: 1 })
  // 61 and 17 days.
  expect(tenth.median).toBeCloseTo((61 + 17) / 2, 9)
  expect(found.deciles[0]).toEqual({ decile: 1, customers: 2, lost: 1, median: 61 })
  expect(found.deciles[5]).toEqual({ decile: 6, customers: 2, lost: 1, median: 92 })
  expect(found.deciles.reduce((sum, { lost: own }) => sum + own, 0)).toBe(4)
})

it('MDL-28: nobody lost, and nobody at all, is no division by nothing', () => {
  const none = leadTimes({ dates: DATES, scores: DATES.map(() => Float64Array.of(0.3, 0.2)), lost: Int32Array.of(-1, -1) })
  expect(none.lines[0]).toMatchObject({ warned: 0, warnedShare: 0, aheadShare: 0, median: null })
  expect(leadTimes({ dates: DATES, scores: DATES.map(() => new Float64Array(0)), lost: new Int32Array(0) })).toMatchObject({ customers: 0, lost: 0, lines: [] })
})

it('MDL-28: reasons name the feature, its value and which way it moves the score', () => {
  const name = { zh: '近 30 天登录', en: 'Sign-ins in 30 days' }
  expect(reasonWords({ name, value: 0, effect: 0.4 })).toEqual({ zh: '近 30 天登录为 0，推高', en: 'Sign-ins in 30 days is 0: raises it' })
  expect(reasonWords({ name: { zh: '等级' }, value: 'T3', effect: -0.1 })).toEqual({ zh: '等级为 T3，压低', en: '等级 is T3: lowers it' })
  expect(reasonWords({ name, value: null, effect: 0.4 })).toEqual({ zh: '近 30 天登录没有值，推高', en: 'Sign-ins in 30 days has no value: raises it' })
  expect(reasonWords({ name, value: 1 / 3, effect: 0.4 }).zh).toBe('近 30 天登录为 0.333，推高')
})
