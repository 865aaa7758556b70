import { AlgorithmStep } from './AlgorithmStep.js'
import { DatesStep } from './DatesStep.js'
import { FeaturesStep } from './FeaturesStep.js'
import { missingParts, type ModelDraft, readDraft, startDraft, stepOf } from './model-draft.js'
import { OutcomeStep } from './OutcomeStep.js'
import { PopulationStep } from './PopulationStep.js'
import { PredictSummary } from './PredictSummary.js'
import type { WizardKind } from './wizard-kind.js'

/** Models of what will happen: yes or no, or an amount. */
export const predictKind: WizardKind<ModelDraft> = {
  name: 'predict',
  place: 'qunce.new-model',
  start: startDraft,
  read: readDraft,
  steps: ['population', 'outcome', 'features', 'dates', 'algorithm', 'review'],
  stepOf,
  missing: missingParts,
  bodies: { population: PopulationStep, outcome: OutcomeStep, features: FeaturesStep, dates: DatesStep, algorithm: AlgorithmStep },
  Summary: PredictSummary,
}
