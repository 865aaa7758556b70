import { startedSchema } from '#platform/http/contract'
import { post } from '../../../../api/client.js'
import { useJobStarted } from '../../../../api/jobs.js'
import { useAction } from '../../../../api/query.js'
import type { DefinitionForm } from '../../../../ui/form/use-definition-form.js'
import { useScope } from '../../../../ui/place/scope.js'
import { CLUSTERINGS, clusteringUrl } from '../cluster-paths.js'
import type { ClusterDraft } from './cluster-draft.js'

/** Saves and publishes what is not published yet, then finds the clusters as of the page's date. */
export function useClusterRun(form: DefinitionForm<ClusterDraft>, onStarted: (started: { readonly key: string; readonly jobId: string }) => void) {
  const announce = useJobStarted()
  const { asOf } = useScope()
  return useAction<undefined, { key: string; jobId: string }>(
    async () => {
      const { definition, isChanged } = form
      const isPublished = definition !== null && !isChanged && !definition.hasDraft && definition.version !== null
      const { key } = isPublished ? definition : await form.publish('')
      const { jobId } = await post(`${clusteringUrl(key)}/run`, asOf === undefined ? {} : { asOf }, startedSchema)
      return { key, jobId }
    },
    {
      refreshes: [CLUSTERINGS],
      onDone: (started) => {
        void announce()
        onStarted(started)
      },
    },
  )
}
