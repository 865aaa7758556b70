import { expect, it } from 'vitest'
import { judge } from './verdict.js'

const estimate = { diff: 0.02, low: 0.02 - 0.0196, high: 0.02 + 0.0196, armCustomers: 900, controlCustomers: 100 }

it('covers a truth inside the interval and measures the distance in standard errors', () => {
  const verdict = judge(estimate, { effect: 0.03 })
  expect(verdict.covered).toBe(true)
  expect(verdict.distance).toBeCloseTo(1, 3)
  expect(verdict.wrong).toBe(false)
})

it('calls an estimate wrong only outside the 99.9 % interval', () => {
  expect(judge(estimate, { effect: 0.045 })).toMatchObject({ covered: false, wrong: false })
  expect(judge(estimate, { effect: 0.06 })).toMatchObject({ covered: false, wrong: true })
})

it('an estimate without an interval is wrong: there is nothing to judge', () => {
  expect(judge({ ...estimate, low: null }, { effect: 0.02 }).wrong).toBe(true)
})
