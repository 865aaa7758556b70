import type { WaterfallStep } from '#strategy/contract'
import type { WaterfallRow } from '../../../ui/charts/waterfall.js'

/** Steps worth a bar: where everything starts, and each step that was evaluated. */
export function chartRows(steps: readonly WaterfallStep[], nameOf: (step: WaterfallStep['step']) => string): WaterfallRow[] {
  return steps
    .filter(({ step, status }) => step === 'UNIVERSE' || (status === 'EVALUATED' && step !== 'ASSIGNED'))
    .map(({ step, left }) => ({ name: nameOf(step), left }))
}

/** The step that took out most, or null when none took anybody out. */
export function largestStep(steps: readonly WaterfallStep[]): WaterfallStep | null {
  const stops = steps.filter(({ out }) => (out ?? 0) > 0)
  return stops.toSorted((a, b) => (b.out ?? 0) - (a.out ?? 0))[0] ?? null
}

export const notEvaluated = (steps: readonly WaterfallStep[]): WaterfallStep['step'][] =>
  steps.filter(({ status }) => status === 'NOT_EVALUATED').map(({ step }) => step)
