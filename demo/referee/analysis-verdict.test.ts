import { expect, it } from 'vitest'
import { HABIT, EVENT } from '../generator/parameters/marginal.js'
import { allHold, sayJudged, type Judgement } from './analysis-verdict.js'
import { seenChance } from './churn-referee.js'
import { judgeOrder } from './lifetime-referee.js'

const judgement = (own: Partial<Judgement>): Judgement => ({ truth: 'TR', what: 'what', found: '1', wanted: '2', met: true, ...own })
const judged = (...judgements: Judgement[]) => [{ judgements, notes: [] }]

it('a miss that is beyond everybody is said and does not count, another does', () => {
  const beyond = judged(judgement({ met: false, beyond: true }))
  expect(allHold(beyond)).toBe(true)
  expect(sayJudged(beyond)[1]).toContain('missed, beyond reach')
  expect(allHold(judged(judgement({ met: false })))).toBe(false)
})

it('on a small bank only the wider bounds count', () => {
  expect(allHold(judged(judgement({ met: false }), judgement({ met: false, small: true })), true)).toBe(true)
  expect(allHold(judged(judgement({ met: true, small: false })), true)).toBe(false)
  expect(sayJudged(judged(judgement({})), true)[1]).toContain('not judged')
})

it('TR4: an order the planted parameters cannot tell either is beyond reach', () => {
  const customers = [1, 2, 3, 4].map((residual) => ({ cust_id: `C${residual}`, residual }))
  const [upside] = judgeOrder(customers, () => 1, new Map([['C1', 4], ['C2', 3], ['C3', 2], ['C4', 1]]))
  expect(upside).toMatchObject({ met: false, beyond: true })
  const [known] = judgeOrder(customers, () => 1, new Map([['C1', 1], ['C2', 2], ['C3', 3], ['C4', 4]]))
  expect(known).toMatchObject({ met: false, beyond: false })
})

it('TR2: months without logins raise the chance that is seen by what Bayes allows, and only for those used to the app', () => {
  const months = Array.from({ length: 24 }, () => 0)
  const logins = months.map((_, at) => (at < 15 ? 4 : 0))
  const person = { app_habit: true, first: 1, logins, hazard: months.map(() => 0.01), login_drop: months }
  const calm = seenChance({ ...person, app_habit: false }, 18)
  expect(calm).toBeCloseTo(1 - 0.99 ** 3, 10)
  // Signed in until now: nothing to suspect.
  expect(seenChance(person, 15)).toBeCloseTo(calm, 10)
  // One month without: the fall begun in it touches only the third month ahead.
  const odds = EVENT.loginDrop / (1 - HABIT.always)
  const raised = 1 / (1 + Math.exp(-(Math.log(0.01 / 0.99) + 0.6 * 8)))
  const fallen = 1 - 0.99 ** 2 * (1 - raised)
  expect(seenChance(person, 16)).toBeCloseTo((calm + odds * fallen) / (1 + odds), 10)
  expect(seenChance(person, 18)).toBeGreaterThan(0.6)
})
