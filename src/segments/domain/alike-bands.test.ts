import { expect, it } from 'vitest'
import { alikeBands, tellsSeeds } from './alike-bands.js'

it('SEG-23: bands hold shares of held-out seeds and others from a score up', () => {
  const held = [0.9, 0.8, 0.4, 0.1].map((score) => ({ score, isSeed: true })).concat([0.85, 0.3, 0.2, 0.1].map((score) => ({ score, isSeed: false })))
  expect(alikeBands([0.8, 0.35], held)).toEqual([
    { from: 0.8, seeds: 0.5, others: 0.25, lift: 2 },
    { from: 0.35, seeds: 0.75, others: 0.25, lift: 3 },
    { from: null, seeds: 1, others: 1, lift: 1 },
  ])
  expect(alikeBands([0.95], held)[0]).toEqual({ from: 0.95, seeds: 0, others: 0, lift: null })
})

it('SEG-23: what decides who is a seed tells the rule again', () => {
  const none = { tags: [], attrs: [], facts: [], segments: [], lists: [], params: [] }
  const seeds = [{ ...none, tags: ['aum'] }, { ...none, attrs: [{ table: 'customer', field: 'status' }] }]
  expect(tellsSeeds({ ...none, tags: ['aum', 'age'] }, seeds)).toBe(true)
  expect(tellsSeeds({ ...none, attrs: [{ table: 'customer', field: 'status' }] }, seeds)).toBe(true)
  expect(tellsSeeds({ ...none, tags: ['age'], attrs: [{ table: 'customer', field: 'gender' }] }, seeds)).toBe(false)
})
