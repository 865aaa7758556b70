import { describe, expect, it } from 'vitest'
import { lessonOf, readingsOf } from './lists-lesson.js'

const interval = (value: number) => ({ value, error: 0.001, low: value - 0.002, high: value + 0.002, level: 0.95, method: 'normal' })
const list = (name: 'everyone' | 'organic' | 'response' | 'uplift' | 'averse', treatedRate: number, increment: number) => ({ list: name, size: 100, treated: 50, control: 50, treatedRate, controlRate: treatedRate - increment, increment: interval(increment), money: null })

describe('the lesson of the lists', () => {
  // Table of the planted campaign: organic converts 19.3 % and loses 1.2 pp, response 21.9 % for +4.0, uplift 12.5 % for +7.1.
  const planted = [list('everyone', 0.11, 0.02), list('organic', 0.193, -0.012), list('response', 0.219, 0.04), list('uplift', 0.125, 0.071), list('averse', 0.05, -0.03)]

  it('the list that converts most adds less than the list that converts least', () => {
    const lesson = lessonOf(planted)!
    expect([lesson.kind, lesson.converts.list, lesson.averse?.list, lesson.isProven]).toEqual(['trap', 'response', 'averse', true])
  })

  it('reads each list by its own figures', () => {
    expect(planted.map((one) => readingsOf(one, planted))).toEqual([[], ['harms'], ['mostConverted'], ['mostAdded'], ['harms']])
    expect(readingsOf(list('everyone', 0.1, 0.001), planted)).toEqual(['unproven'])
  })

  it('does not teach what the figures do not say', () => {
    const lesson = lessonOf([list('organic', 0.1, 0.01), list('response', 0.1, 0.01), list('uplift', 0.12, 0.03), list('averse', 0.05, 0)])!
    expect([lesson.kind, lesson.averse]).toEqual(['agree', null])
    expect(lessonOf([list('uplift', 0.1, 0.1)])).toBeNull()
  })
})
