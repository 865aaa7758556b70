import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { useJobStarted } from '../../../api/jobs.js'
import { useAction } from '../../../api/query.js'
import type { DefinitionForm } from '../../../ui/form/use-definition-form.js'
import { MODELS, modelUrl } from '../models-paths.js'

/** Saves and publishes what is not published yet, then starts training. */
export function useTraining<Draft extends object>(form: DefinitionForm<Draft>, onStarted: (started: { readonly key: string; readonly jobId: string }) => void) {
  const announce = useJobStarted()
  return useAction<undefined, { key: string; jobId: string }>(
    async () => {
      const { definition, isChanged } = form
      const isPublished = definition !== null && !isChanged && !definition.hasDraft && definition.version !== null
      const { key } = isPublished ? definition : await form.publish('')
      const { jobId } = await post(`${modelUrl(key)}/train`, {}, startedSchema)
      return { key, jobId }
    },
    {
      refreshes: [MODELS],
      onDone: (started) => {
        void announce()
        onStarted(started)
      },
    },
  )
}
