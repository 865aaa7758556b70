import type { RuleDocument } from '#kernel/rule'
import type { ModelFeature, ModelPlan } from '#models/contract'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import type { DefinitionForm } from '../../../ui/form/use-definition-form.js'
import type { ModelDraft } from './model-draft.js'

/** What the wizard knows of every kind of model: whom it judges, and from what. */
export type AnyDraft = { population: RuleDocument; features: ModelFeature[] }

/** What every step of the wizard gets. */
export interface StepPropsOf<Draft extends AnyDraft> {
  readonly form: DefinitionForm<Draft>
  readonly vocabulary: Vocabulary
  readonly plan: ModelPlan | undefined
  /** Of the body, of the plan (leaks, dates) and of the last training. */
  readonly mistakes: readonly DefinitionMistake[]
}

export type StepProps = StepPropsOf<ModelDraft>
