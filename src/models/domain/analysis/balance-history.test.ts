import { expect, it } from 'vitest'
import { balanceHistories, leftAfter } from './balance-history.js'

const MONTH = 30.4375

it('MDL-23: a balance last enough long ago is gone since then; one of lately is known up to the quiet days only', () => {
  // Started 1,000 days ago, data of 700 days. Last enough 200 days ago, 10 days ago, never, before the data; and one who started 20 days ago.
  const columns = { start: Float64Array.of(1000, 1000, 1000, 1000, 20), kept: Float64Array.of(200, 10, Number.NaN, 800, 0), balance: Float64Array.of(5, 9, 1, 1, 3), group: Int32Array.of(0, 1, 0, 0, 1) }
  const { rows, history } = balanceHistories(columns, 92, 700)
  expect([...rows]).toEqual([0, 1, 4])
  expect([...history.left]).toEqual([1, 0, 0])
  expect([...history.entry].map((time) => time * MONTH)).toEqual([300, 300, 0])
  expect([...history.exit].map((time) => Math.round(time * MONTH))).toEqual([800, 908, 0])
  expect([...history.age].map((time) => Math.round(time * MONTH))).toEqual([1000, 1000, 20])
  expect([...history.balance]).toEqual([0, 9, 3])
})

it('who left after an earlier date is told by numbers', () => {
  const of = (kept: number[]) => balanceHistories({ start: new Float64Array(kept.length).fill(500), kept: Float64Array.from(kept), balance: new Float64Array(kept.length), group: new Int32Array(kept.length) }, 92, null)
  const found = leftAfter(of([10, 300, 20]), Float64Array.of(7, 8, 9), of([200, 480, 5]), Float64Array.of(9, 8, 7), 6)
  expect([...found.leftAfter]).toEqual([0, 0, 1])
})

it('MDL-23: departures before the months watched are not counted, and others are watched in those months only', () => {
  // Known 92 days back, watched 61 days before that: gone 120 days ago counts, gone 200 days ago does not.
  const columns = { start: Float64Array.of(1000, 1000, 1000), kept: Float64Array.of(120, 200, 10), balance: Float64Array.of(5, 5, 9), group: Int32Array.of(0, 0, 0) }
  const { rows, history } = balanceHistories(columns, 92, 92 + 61)
  expect([...rows]).toEqual([0, 2])
  expect([...history.entry].map((time) => Math.round(time * MONTH))).toEqual([847, 847])
  expect([...history.exit].map((time) => Math.round(time * MONTH))).toEqual([880, 908])
})
