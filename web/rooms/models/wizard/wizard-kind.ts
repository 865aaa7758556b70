import type { ComponentType } from 'react'
import type { ModelPlan } from '#models/contract'
import type { DraftPlace } from '../../../ui/form/kept-draft.js'
import type { DefinitionForm } from '../../../ui/form/use-definition-form.js'
import type { AnyDraft, StepPropsOf } from './step-props.js'

/** Every step of a wizard; each kind of model has some of them. */
export type WizardStep = 'population' | 'outcome' | 'campaigns' | 'features' | 'dates' | 'algorithm' | 'learner' | 'review'
/** Steps without which nothing can be saved. */
export type NeededStep = 'outcome' | 'campaigns' | 'features'

export interface SummaryProps<Draft extends AnyDraft> {
  readonly form: DefinitionForm<Draft>
  readonly plan: ModelPlan | undefined
  readonly onStep: (step: WizardStep) => void
}

/** What is missing, the step that gives it, and where the server would say so in words of its own. */
export interface Missing {
  readonly step: NeededStep
  readonly paths: readonly string[]
}

/** A kind of model as the wizard makes it. */
export interface WizardKind<Draft extends AnyDraft> extends DraftPlace<Draft> {
  readonly name: 'predict' | 'uplift'
  /** In their order; the last is always the review. */
  readonly steps: readonly WizardStep[]
  /** The step on which a mistake of the body is corrected. */
  readonly stepOf: (path: string) => WizardStep
  readonly missing: (draft: Draft) => readonly Missing[]
  readonly bodies: { readonly [Step in WizardStep]?: ComponentType<StepPropsOf<Draft>> }
  readonly Summary: ComponentType<SummaryProps<Draft>>
}
