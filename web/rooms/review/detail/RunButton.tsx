import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionSchema } from '#platform/definition/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { isOver, useJob, useJobStarted } from '../../../api/jobs.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { definitionUrl, EVALUATIONS, evaluationUrl } from '../review-paths.js'

interface Props {
  readonly evaluation: { readonly key: string; readonly version: number | null; readonly revision: number }
  readonly hasResult: boolean
}

/** Starts the job of an evaluation; a draft is published first. Answers the job. */
export async function startEvaluation({ key, version, revision }: Props['evaluation'], asOf?: string) {
  if (version === null) await post(`${definitionUrl(key)}/publish`, {}, definitionSchema, { revision })
  return post(`${evaluationUrl(key)}/run`, asOf === undefined ? {} : { asOf }, startedSchema)
}

/** Computes the evaluation as of the page's date and follows the job, which the URL keeps. */
export function RunButton({ evaluation, hasResult }: Props) {
  const { t } = useTranslation('review')
  const say = useSay()
  const { asOf } = useScope()
  const notice = useNotice()
  const faultText = useFaultText()
  const refresh = useRefresh()
  const started = useJobStarted()
  const [search, change] = useUrlState()
  const job = useJob(search.get('job')).data
  const run = useAction(() => startEvaluation(evaluation, asOf), {
    onDone: ({ jobId }) => {
      void started()
      change({ job: jobId }, { replace: true })
    },
  })
  const isRunning = job !== undefined && !isOver(job)
  const now = useNow(isRunning)
  const isDone = job?.status === 'done'
  useEffect(() => {
    if (!isDone) return
    void refresh(EVALUATIONS)
    change({ job: null }, { replace: true })
  }, [isDone, refresh, change])
  if (isRunning) return <JobProgress job={job} now={now} />
  const label = evaluation.version === null ? t('publish') : hasResult ? t('run') : t('runFirst')
  return (
    <>
      {job?.error && <span className="tone-warm">{say(job.error.message)}</span>}
      <Button
        type="primary"
        loading={run.isPending}
        onClick={() => run.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}
      >
        {label}
      </Button>
    </>
  )
}
