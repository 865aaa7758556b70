import { Alert, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '#platform/jobs/contract'
import { cancelJob, isOver } from '../../../api/jobs.js'
import { useRefresh } from '../../../api/query.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { modelPath, MODELS } from '../models-paths.js'

interface Props {
  readonly model: string
  readonly job: JobView
}

const numberOf = (result: unknown): number | null => {
  const number = (result as { readonly number?: unknown } | null)?.number
  return typeof number === 'number' ? number : null
}

/** Training under way: how far, a way to stop it, and what came of it. */
export function TrainRun({ model, job }: Props) {
  const { t } = useTranslation('models')
  const say = useSay()
  const refresh = useRefresh()
  const isRunning = !isOver(job)
  const now = useNow(isRunning)
  const { status } = job
  useEffect(() => {
    if (status === 'done') void refresh(MODELS)
  }, [status, refresh])
  if (isRunning) {
    return (
      <div className="panel model-run">
        <JobProgress job={job} now={now} />
        <Button disabled={job.cancelRequested} onClick={() => void cancelJob(job.id)}>{t('action.cancel')}</Button>
      </div>
    )
  }
  if (job.error) return <Alert type="error" showIcon role="alert" title={say(job.error.message)} description={job.error.mistakes?.map((mistake) => <p key={`${mistake.path} ${mistake.code}`}><code>{mistake.path}</code> {say(mistake.message)}</p>)} />
  if (status === 'cancelled') return <Alert type="info" showIcon title={t('action.cancelled')} />
  const number = numberOf(job.result)
  return (
    <Alert
      type="success"
      showIcon
      title={t('action.done', { number: number ?? '' })}
      action={<AppLink to={`${modelPath(model)}?tab=performance${number === null ? '' : `&v=${number}`}`}>{t('action.open')}</AppLink>}
    />
  )
}
