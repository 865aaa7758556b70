import { describe, expect, it } from 'vitest'
import { readNamed, settingsOf } from './analysis-body.js'

const body = {
  task: 'timing',
  clocks: [{ key: 'pay_day', name: { zh: '发薪日' }, kind: 'monthday', from: -10, to: 15, of: {} }],
  quietDays: 45,
  days: 690,
}

describe('the body of an analysis', () => {
  it('gives names of clocks and the settings it says', () => {
    expect(readNamed(body).clocks).toEqual([{ key: 'pay_day', name: { zh: '发薪日' }, kind: 'monthday' }])
    expect(settingsOf(body)).toEqual([['quietDays', 45], ['days', 690]])
    expect(settingsOf({ task: 'benefit', issued: { from: '2025-09-15', to: '2025-10-30' }, withinDays: 30 })).toEqual([['from', '2025-09-15'], ['to', '2025-10-30'], ['withinDays', 30]])
  })

  it('of another shape gives none', () => {
    expect(readNamed('x')).toEqual({ lines: [], clocks: [], categories: [] })
    expect(settingsOf(null)).toEqual([])
  })
})
