import { expect, it } from 'vitest'
import { highestRiskOf, riskOf } from './suitability.js'

it('MDL-17: R up to C while the rating is in force; without one nothing graded; from 65 on nothing of R4', () => {
  expect(['C1', 'C3', 'C5', null, 'X'].map((rating) => highestRiskOf(rating, 40))).toEqual([1, 3, 5, 0, 0])
  expect(['C1', 'C3', 'C5', null].map((rating) => highestRiskOf(rating, 65))).toEqual([1, 3, 3, 0])
  expect(highestRiskOf('C5', null)).toBe(5)
})

it('a graded product without a grade is the riskiest; a deposit or a card asks nothing', () => {
  expect([riskOf('FUND', 'R2'), riskOf('WEALTH', null), riskOf('GOLD', ''), riskOf('TIME_DEP', 'R1'), riskOf('CREDIT_CARD', null)]).toEqual([2, 5, 5, 0, 0])
})
