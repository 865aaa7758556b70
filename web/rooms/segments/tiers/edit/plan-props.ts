import type { TieringPlan } from '#segments/contract'
import type { Vocabulary } from '#tags/contract'
import type { DefinitionMistake } from '../../../../api/definitions.js'

export type PlanOf<Kind extends TieringPlan['kind']> = Extract<TieringPlan, { kind: Kind }>

/** What the fields of a plan are given. */
export interface PlanProps<Plan extends TieringPlan = TieringPlan> {
  readonly plan: Plan
  readonly onChange: (plan: TieringPlan) => void
  readonly vocabulary: Vocabulary
  readonly mistakes: readonly DefinitionMistake[]
}
