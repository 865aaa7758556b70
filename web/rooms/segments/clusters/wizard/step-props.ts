import type { ClusterProfile, clusterProfilesSchema } from '#segments/contract'
import type { Vocabulary } from '#tags/contract'
import type { z } from 'zod'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import type { ApiError } from '../../../../api/problem.js'
import type { DefinitionForm } from '../../../../ui/form/use-definition-form.js'
import type { ClusterDraft } from './cluster-draft.js'

export interface Profiles {
  readonly of: (key: string) => ClusterProfile | undefined
  readonly sample: Omit<z.infer<typeof clusterProfilesSchema>, 'items'> | undefined
  readonly isBusy: boolean
  readonly error: ApiError | null
}

/** What every step of the wizard gets. */
export interface StepProps {
  readonly form: DefinitionForm<ClusterDraft>
  readonly vocabulary: Vocabulary
  readonly profiles: Profiles
  readonly mistakes: readonly DefinitionMistake[]
}
