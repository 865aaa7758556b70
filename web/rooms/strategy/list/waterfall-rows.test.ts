import { expect, it } from 'vitest'
import type { WaterfallStep } from '#strategy/contract'
import { chartRows, largestStep, notEvaluated } from './waterfall-rows.js'

const step = (name: WaterfallStep['step'], status: WaterfallStep['status'], entered: number, out: number | null, left: number): WaterfallStep => ({ step: name, status, in: entered, out, left, reasons: [] })
const steps = [
  step('UNIVERSE', 'EVALUATED', 100, 0, 100),
  step('DECEASED', 'NOT_EVALUATED', 100, 0, 100),
  step('MINOR', 'EVALUATED', 100, null, 98),
  step('DNC_LIST', 'EVALUATED', 98, 8, 90),
  step('ASSIGNED', 'EVALUATED', 90, 0, 90),
]

it('draws what was evaluated, names what was not, and finds the largest step', () => {
  expect(chartRows(steps, (name) => name)).toEqual([{ name: 'UNIVERSE', left: 100 }, { name: 'MINOR', left: 98 }, { name: 'DNC_LIST', left: 90 }])
  expect(notEvaluated(steps)).toEqual(['DECEASED'])
  expect(largestStep(steps)?.step).toBe('DNC_LIST')
})
