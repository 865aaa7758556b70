import { describe, expect, it } from 'vitest'
import { bitsBar, oddsBits } from './evidence.js'

describe('oddsBits', () => {
  it('is the base-2 logarithm of the odds', () => {
    expect(oddsBits(0.5)).toBe(0)
    expect(oddsBits(0.8)).toBeCloseTo(2)
    expect(oddsBits(0.2)).toBeCloseTo(-2)
  })

  it('has no number for what is certain', () => {
    expect([oddsBits(0), oddsBits(1)]).toEqual([null, null])
  })
})

describe('bitsBar', () => {
  it('grows from the middle, to the right for one person and to the left against', () => {
    expect(bitsBar(5, 10)).toEqual({ left: 50, width: 25 })
    expect(bitsBar(-5, 10)).toEqual({ left: 25, width: 25 })
    expect(bitsBar(30, 10)).toEqual({ left: 50, width: 50 })
    expect(bitsBar(1, 0)).toEqual({ left: 50, width: 0 })
  })
})
