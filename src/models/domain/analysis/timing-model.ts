import type { AnalysisOf } from '../../contract-analysis.js'
import { trainingSchema, type Model } from '../../contract.js'

/** Key of the feature that holds a clock's own date. */
export function ownKey(at: number): string {
  return `own_${at + 1}`
}

/** Who is watched: the population with the day they went quiet and their own dates, as features of a table of rows. */
export function timingModel(analysis: AnalysisOf<'timing'>): Model {
  const own = analysis.clocks.flatMap((clock, at) => (clock.kind === 'anniversary' ? [{ key: ownKey(at), name: { zh: clock.key }, value: clock.of }] : []))
  return {
    task: 'regression',
    population: analysis.population,
    features: [{ key: 'quiet', name: { zh: 'quiet' }, value: analysis.quietSince }, ...own],
    label: { kind: 'value', value: analysis.quietSince },
    horizonDays: 1,
    training: trainingSchema.parse({ asOf: { monthEnds: 1 } }),
    algorithm: { kind: 'linear' },
  }
}
