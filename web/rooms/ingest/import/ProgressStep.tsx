import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { loadSchema } from '#ingest/contract'
import { cancelJob, isOver, useJob } from '../../../api/jobs.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { JobProgress, JobStatusTag } from '../../../ui/feedback/JobProgress.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { LoadReportView } from '../loads/LoadReportView.js'

const resultSchema = z.object({ loadId: z.string() })

function Outcome({ loadId, onAgain }: { readonly loadId: string; readonly onAgain: () => void }) {
  const { t } = useTranslation('ingest')
  const query = useApi(`/api/v1/data/loads/${encodeURIComponent(loadId)}`, loadSchema)
  return (
    <Loaded query={query}>
      {(load) => (
        <div className="ingest-stack">
          <nav className="ingest-next">
            <AppLink to={`/data/loads/${load.id}`}>{t('progress.seeLoad')}</AppLink>
            <AppLink to={`/data/sources/${encodeURIComponent(load.source)}`}>{t('progress.seeSource')}</AppLink>
            <AppLink to="/customers/tags">{t('progress.rebuildTags')}</AppLink>
            <Button onClick={onAgain}>{t('progress.again')}</Button>
          </nav>
          {load.status === 'unchanged' && (
            <Alert type="info" showIcon title={t('without.unchanged')} />
          )}
          {load.report !== null && <LoadReportView load={load} report={load.report} />}
        </div>
      )}
    </Loaded>
  )
}

/** Step 5: the load as it runs, then its quality report. */
export function ProgressStep({ jobId, onAgain }: { readonly jobId: string; readonly onAgain: () => void }) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const refresh = useRefresh()
  const query = useJob(jobId)
  const now = useNow(query.data !== undefined && !isOver(query.data))
  return (
    <Loaded query={query} rows={2}>
      {(job) => {
        const result = resultSchema.safeParse(job.result)
        return (
          <div className="ingest-stack">
            <section className="panel ingest-panel-head" aria-live="polite">
              <JobStatusTag status={job.status} />
              {!isOver(job) && <JobProgress job={job} now={now} />}
              {!isOver(job) && (
                <ConfirmButton
                  label={t('progress.cancel')}
                  title={t('progress.cancelTitle')}
                  onConfirm={async () => {
                    await cancelJob(job.id)
                    await refresh('/api/v1/jobs')
                  }}
                >
                  {t('progress.cancelWhat')}
                </ConfirmButton>
              )}
            </section>
            {job.error && (
              <Alert
                type="warning"
                showIcon
                title={say(job.error.message)}
                description={job.error.mistakes?.map((mistake) => (
                  <div key={`${mistake.path} ${mistake.code}`}>
                    <code>{mistake.path}</code> {say(mistake.message)}
                  </div>
                ))}
              />
            )}
            {result.success && <Outcome loadId={result.data.loadId} onAgain={onAgain} />}
            {isOver(job) && !result.success && <Button onClick={onAgain}>{t('progress.again')}</Button>}
          </div>
        )
      }}
    </Loaded>
  )
}
