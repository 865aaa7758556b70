import type { ModelPlan } from '#models/contract'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../api/definitions.js'
import type { DefinitionForm } from '../../../ui/form/use-definition-form.js'
import type { ModelDraft } from './model-draft.js'

/** What every step of the wizard gets. */
export interface StepProps {
  readonly form: DefinitionForm<ModelDraft>
  readonly vocabulary: Vocabulary
  readonly plan: ModelPlan | undefined
  /** Of the body, of the plan (leaks, dates) and of the last training. */
  readonly mistakes: readonly DefinitionMistake[]
}
