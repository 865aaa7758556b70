import { CampaignsStep } from './CampaignsStep.js'
import { FeaturesStep } from './FeaturesStep.js'
import { LearnerStep } from './LearnerStep.js'
import { PopulationStep } from './PopulationStep.js'
import { missingOfUplift, readUplift, startUplift, type UpliftDraft, upliftStepOf } from './uplift-draft.js'
import { UpliftSummary } from './UpliftSummary.js'
import type { WizardKind } from './wizard-kind.js'

/** Models of whom a contact changes. */
export const upliftKind: WizardKind<UpliftDraft> = {
  name: 'uplift',
  place: 'qunce.new-model.uplift',
  start: startUplift,
  read: readUplift,
  steps: ['population', 'campaigns', 'features', 'learner', 'review'],
  stepOf: upliftStepOf,
  missing: missingOfUplift,
  bodies: { population: PopulationStep, campaigns: CampaignsStep, features: FeaturesStep, learner: LearnerStep },
  Summary: UpliftSummary,
}
