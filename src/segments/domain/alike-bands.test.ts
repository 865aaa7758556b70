import { expect, it } from 'vitest'
import { alikeBands, alikePoints } from './alike-bands.js'

it('SEG-23: bands hold shares of held-out seeds and others from a score up', () => {
  const held = [0.9, 0.8, 0.4, 0.1].map((score) => ({ score, isSeed: true })).concat([0.85, 0.3, 0.2, 0.1].map((score) => ({ score, isSeed: false })))
  expect(alikeBands([0.8, 0.35], held)).toEqual([
    { from: 0.8, seeds: 0.5, others: 0.25, lift: 2 },
    { from: 0.35, seeds: 0.75, others: 0.25, lift: 3 },
    { from: null, seeds: 1, others: 1, lift: 1 },
  ])
  expect(alikeBands([0.95], held)[0]).toEqual({ from: 0.95, seeds: 0, others: 0, lift: null })
})

it('SEG-23: the curve tells for each size what of held-out seeds is reached', () => {
  const held = [0.9, 0.4].map((score) => ({ score, isSeed: true })).concat([0.85, 0.3, 0.2, 0.1].map((score) => ({ score, isSeed: false })))
  expect(alikePoints([0.8, 0.3], [12, 40], held)).toEqual([
    { from: 0.8, customers: 12, seeds: 0.5, others: 0.25, lift: 2 },
    { from: 0.3, customers: 40, seeds: 1, others: 0.5, lift: 2 },
  ])
})
