import { expect, it } from 'vitest'
import { across, lineOf, PICTURE, ticksOf, upward } from './plane-scale.js'

const axis = (from: number, to: number, mean = 0, deviation = 1) => ({ name: { zh: '轴' }, unit: null, mean, deviation, from, to, cut: null })

it('names round values on a plain axis and powers of ten on a logarithmic one', () => {
  expect(ticksOf(axis(-3, 31), 'plain').map(({ value }) => value)).toEqual([0, 10, 20, 30])
  expect(ticksOf(axis(-1, Math.log1p(1000)), 'log').map(({ value }) => value)).toEqual([-1, 0, 1, 10, 100, 1000])
  expect(ticksOf(axis(0, Math.log1p(10 ** 9)), 'log').map(({ value }) => value)).toEqual([0, 10, 1000, 100_000, 10_000_000, 1_000_000_000])
})

it('draws the line on which the weighted sum of standard scores is the same', () => {
  const [x, y] = [axis(0, 10, 2, 2), axis(0, 10, 1, 4)]
  // .5 (x − 2) / 2 + .5 (y − 1) / 4 = 1: at x = 0 y is 13, at x = 10 it is −7.
  expect(lineOf({ x, y }, 0.5, 1)).toEqual({ x1: 0, y1: upward(y, 13), x2: PICTURE.width, y2: upward(y, -7) })
  expect(lineOf({ x, y }, 1, 1)).toEqual({ x1: across(x, 4), y1: 0, x2: across(x, 4), y2: PICTURE.height })
  expect(lineOf({ x: axis(0, 1, 0, 0), y: axis(0, 1, 0, 0) }, 0.5, 1)).toBeNull()
})
