import { useEffect } from 'react'
import { clusterProfilesSchema } from '#segments/contract'
import { usePosted } from '../../../../api/posted.js'
import { useSettled } from '../../../../ui/feedback/use-settled.js'
import type { DefinitionForm } from '../../../../ui/form/use-definition-form.js'
import { useScope } from '../../../../ui/place/scope.js'
import { CLUSTERINGS } from '../cluster-paths.js'
import { type ClusterDraft, withPreparations } from './cluster-draft.js'
import type { Profiles } from './step-props.js'

/** Distributions of the features of the draft; a feature that has no preparation yet takes the one that suits. */
export function useProfiles({ body, set }: DefinitionForm<ClusterDraft>): Profiles {
  const { org, asOf } = useScope()
  const { population, features } = useSettled(body)
  const wanted = features.length === 0 ? null : { population, features, ...(asOf === undefined ? {} : { asOf }) }
  const asked = usePosted(`${CLUSTERINGS}/profile`, wanted, clusterProfilesSchema, { query: { org } })
  const { data } = asked
  const items = wanted === null ? [] : (data?.items ?? [])
  const suits = new Map(items.map(({ key, suggested }) => [key, suggested]))
  const isWaiting = body.features.some(({ key, prepare }) => prepare === undefined && suits.has(key))
  useEffect(() => {
    if (isWaiting) set({ features: withPreparations(body.features, suits) })
    // The features that wait decide; the rest is new with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isWaiting])
  return { of: (key) => items.find((one) => one.key === key), sample: wanted === null ? undefined : data, isBusy: asked.isFetching, error: asked.error }
}
