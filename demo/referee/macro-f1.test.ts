import { expect, it } from 'vitest'
import { macroF1 } from './macro-f1.js'

const rows = (found: string, truth: string, count: number) => Array.from({ length: count }, () => ({ found, truth }))

it('is the mean over the true labels of 2 hits / (2 hits + wrong)', () => {
  // A: 3 hits, 1 missed, 2 wrongly so; B: 2 hits, 2 missed, 1 wrongly so; C: never found.
  const all = [...rows('A', 'A', 3), ...rows('B', 'A', 1), ...rows('A', 'B', 2), ...rows('B', 'B', 2), ...rows('X', 'C', 1)]
  const { macro, labels } = macroF1(all)
  expect(labels.map(({ label, count }) => [label, count])).toEqual([['A', 4], ['B', 4], ['C', 1]])
  expect(macro).toBeCloseTo((6 / 9 + 4 / 7 + 0) / 3, 12)
  expect(macroF1([]).macro).toBe(0)
})
