import { Alert, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { jobListSchema, type JobView } from '#platform/jobs/contract'
import { startedSchema } from '#platform/http/contract'
import { cancelJob, isOver } from '../../../api/jobs.js'
import { post } from '../../../api/client.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { JobProgress, JobStatusTag } from '../../../ui/feedback/JobProgress.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { DateText } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { knowsDates, type SourceDraft } from '../form/source-draft.js'
import { sourceApi } from '../paths.js'
import { countDays } from './count-days.js'

const resultSchema = z.object({ loaded: z.number(), unchanged: z.number(), nothing: z.number(), stoppedAt: z.string().nullable() })
const JOBS = '/api/v1/jobs'

function Outcome({ job, now }: { readonly job: JobView; readonly now: number }) {
  const { t } = useTranslation('sources')
  const say = useSay()
  if (!isOver(job)) return <JobProgress job={job} now={now} />
  if (job.error) return <span className="tone-warm">{say(job.error.message)}</span>
  const result = resultSchema.safeParse(job.result)
  if (!result.success) return null
  const { stoppedAt, ...counts } = result.data
  return (
    <>
      {t('backfill.result', counts)} {stoppedAt !== null && <span className="tone-warm">{t('backfill.stopped', { date: stoppedAt })}</span>}
    </>
  )
}

function Recent({ sourceKey }: { readonly sourceKey: string }) {
  const { t } = useTranslation('sources')
  const refresh = useRefresh()
  const mayRun = useMay('data.load')
  const jobs = useApi(JOBS, jobListSchema, { query: { kind: 'data.backfill', subject: sourceKey }, refetchInterval: (list) => (list?.items.some((job) => !isOver(job)) === true ? 2000 : false) }).data?.items ?? []
  const now = useNow(jobs.some((job) => !isOver(job)))
  return (
    <section className="panel">
      <h2>{t('backfill.recent')}</h2>
      {jobs.length === 0 ? (
        <p className="soft">{t('backfill.recentNone')}</p>
      ) : (
        <ListTable
          rows={jobs}
          rowKey={({ id }) => id}
          columns={[
            { key: 'at', title: t('overview.due'), render: ({ createdAt }) => <DateText value={createdAt} /> },
            { key: 'status', title: t('field.state'), render: ({ status }) => <JobStatusTag status={status} /> },
            { key: 'what', title: t('backfill.title'), render: (job) => <Outcome job={job} now={now} /> },
            {
              key: 'stop',
              title: '',
              render: (job) =>
                mayRun &&
                !isOver(job) && (
                  <ConfirmButton
                    size="small"
                    label={t('backfill.cancel')}
                    title={t('backfill.cancelTitle')}
                    onConfirm={async () => {
                      await cancelJob(job.id)
                      await refresh(JOBS)
                    }}
                  >
                    {t('backfill.cancelWhat')}
                  </ConfirmButton>
                ),
            },
          ]}
        />
      )}
    </section>
  )
}

/** Loads a range of dates, oldest first. */
export function BackfillTab({ sourceKey, body, isPublished }: { readonly sourceKey: string; readonly body: SourceDraft; readonly isPublished: boolean }) {
  const { t } = useTranslation('sources')
  const locale = useFormatLocale()
  const mayRun = useMay('data.load')
  const mayJobs = useMay('job.read')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const days = countDays(from, to)
  if (!knowsDates(body)) return <Alert type="info" showIcon title={t('backfill.cannot')} />
  return (
    <div className="source-stack">
      <section className="panel">
        <h2>{t('backfill.title')}</h2>
        <p className="soft">{t('backfill.what')}</p>
        <Form layout="vertical" component="div" className="source-form">
          <Form.Item label={t('backfill.from')} htmlFor="backfill-from">
            <Input id="backfill-from" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Form.Item>
          <Form.Item label={t('backfill.to')} htmlFor="backfill-to">
            <Input id="backfill-to" type="date" value={to} onChange={(event) => setTo(event.target.value)} />
          </Form.Item>
        </Form>
        <p className="row-actions">
          {days !== null && <span className="figures">{t('backfill.days', { days: formatNumber(days.days, locale), bankDays: formatNumber(days.bankDays, locale) })}</span>}
          {mayRun && <JobButton type="primary" label={t('backfill.start')} disabled={days === null || !isPublished} start={() => post(sourceApi(sourceKey, 'backfill'), { from, to }, startedSchema)} refreshes={['/api/v1/data', JOBS]} {...(isPublished ? {} : { hint: t('backfill.unpublished') })} />}
        </p>
      </section>
      {mayJobs && <Recent sourceKey={sourceKey} />}
    </div>
  )
}
