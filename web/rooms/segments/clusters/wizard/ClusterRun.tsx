import { Alert, Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '#platform/jobs/contract'
import { z } from 'zod'
import { cancelJob, isOver } from '../../../../api/jobs.js'
import { useRefresh } from '../../../../api/query.js'
import { JobProgress } from '../../../../ui/feedback/JobProgress.js'
import { useNow } from '../../../../ui/feedback/use-now.js'
import { formatNumber } from '../../../../ui/format.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { AppLink } from '../../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../../ui/theme/Look.js'
import { CLUSTERINGS, clusteringPath } from '../cluster-paths.js'

const resultSchema = z.object({ clusters: z.number(), customers: z.number() })

/** A run under way: how far, a way to stop it, and what came of it. */
export function ClusterRun({ clustering, job }: { readonly clustering: string; readonly job: JobView }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const refresh = useRefresh()
  const isRunning = !isOver(job)
  const now = useNow(isRunning)
  const { status } = job
  useEffect(() => {
    if (status === 'done') void refresh(CLUSTERINGS)
  }, [status, refresh])
  if (isRunning) {
    return (
      <div className="panel cluster-run">
        <JobProgress job={job} now={now} />
        <Button disabled={job.cancelRequested} onClick={() => void cancelJob(job.id)}>{t('clusters.wizard.cancel')}</Button>
      </div>
    )
  }
  if (job.error) return <Alert type="error" showIcon role="alert" title={say(job.error.message)} />
  if (status === 'cancelled') return <Alert type="info" showIcon title={t('clusters.wizard.cancelled')} />
  const result = resultSchema.safeParse(job.result).data
  return (
    <Alert
      type="success"
      showIcon
      title={result === undefined ? '' : t('clusters.wizard.done', { clusters: result.clusters, customers: formatNumber(result.customers, locale) })}
      action={<AppLink to={clusteringPath(clustering)}>{t('clusters.wizard.open')}</AppLink>}
    />
  )
}
