import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type Load, loadSchema } from '#ingest/contract'
import { retryJob, useJob } from '../../../api/jobs.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { JobButton } from '../../../ui/action/JobButton.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { DateText } from '../../../ui/figures/Num.js'
import { formatBytes } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { DriftDecision } from '../../sources/drift/DriftDecision.js'
import { driftPageSchema } from '../../sources/drift/drift-page-schema.js'
import { DRIFT } from '../../sources/paths.js'
import { ImportLink } from '../ImportLink.js'
import { LoadReportView } from './LoadReportView.js'
import { LoadStatus } from './LoadStatus.js'
import '../ingest.css'

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Facts({ load }: { readonly load: Load }) {
  const { t } = useTranslation('ingest')
  const locale = useFormatLocale()
  const mayJobs = useMay('job.read')
  return (
    <dl className="ingest-facts panel">
      <Fact name={t('load.source')}>
        <AppLink to={`/data/sources/${encodeURIComponent(load.source)}`}>{load.source}</AppLink>{' '}
        <span className="soft">{t('load.sourceVersion', { version: load.sourceVersion })}</span>
      </Fact>
      <Fact name={t('load.file')}>
        {load.fileName} <span className="soft figures">{formatBytes(load.bytes, locale)}</span>
      </Fact>
      <Fact name={t('load.businessDate')}>
        <DateText value={load.businessDate} />
      </Fact>
      <Fact name={t('load.by')}>{load.by}</Fact>
      <Fact name={t('load.at')}>
        <DateText value={load.startedAt} seconds />
      </Fact>
      <Fact name={t('load.ended')}>
        <DateText value={load.endedAt} seconds />
      </Fact>
      <Fact name={t('load.sha')}>
        <code className="ingest-sha">{load.sha256 ?? '–'}</code>
      </Fact>
      {load.jobId !== null && mayJobs && (
        <Fact name={t('load.job')}>
          <AppLink to={`/settings/jobs?subject=${encodeURIComponent(load.source)}`}>
            {t('load.jobs')}
          </AppLink>
        </Fact>
      )}
      <Fact name={t('late.quality')}>
        <AppLink to={`/data/quality?tab=results&source=${encodeURIComponent(load.source)}&asOf=${load.businessDate}`}>{t('late.asOf', { date: load.businessDate })}</AppLink>
      </Fact>
    </dl>
  )
}

/** Runs the failed job again. */
function RetryButton({ load }: { readonly load: Load }) {
  const { t } = useTranslation('ingest')
  const mayLoad = useMay('data.load')
  const { jobId } = load
  if (!mayLoad || jobId === null || load.status !== 'failed') return null
  return <JobButton label={t('late.retry')} start={() => retryJob(jobId)} refreshes={['/api/v1/data', '/api/v1/jobs']} />
}

/** The decision a waiting load needs. */
function Waiting({ load }: { readonly load: Load }) {
  const pending = useApi(DRIFT, driftPageSchema, { query: { source: load.source, state: 'pending', limit: 50 } })
  return (
    <Loaded query={pending} rows={3}>
      {({ items }) => items.filter(({ loadId }) => loadId === load.id).map((drift) => <DriftDecision key={drift.loadId} drift={drift} />)}
    </Loaded>
  )
}

/** A load without a report: it runs, waits, changed nothing, failed or was cancelled. */
function WithoutReport({ load }: { readonly load: Load }) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const job = useJob(load.jobId).data
  const isRunning = load.status === 'running'
  const now = useNow(isRunning)
  if (load.status === 'waiting') return <Waiting load={load} />
  if (isRunning && job) return <JobProgress job={job} now={now} />
  const why = job?.error ? say(job.error.message) : t(`without.${load.status}`)
  return <EmptyState title={t(`status.${load.status}`)} why={why} action={<RetryButton load={load} />} />
}

/** One load with its quality report. */
export function LoadPage() {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const { id = '' } = useParams()
  const query = useApi(`/api/v1/data/loads/${encodeURIComponent(id)}`, loadSchema, {
    refetchInterval: (load) => (load?.status === 'running' ? 2000 : false),
  })
  return (
    <Loaded query={query}>
      {(load) => (
        <>
          <ObjectHeader
            name={say(load.sourceName)}
            parent={{ label: t('loads.title'), to: '/data/loads' }}
            status={<LoadStatus status={load.status} />}
            actions={<ImportLink source={load.source} />}
          />
          <div className="ingest-stack">
            <Facts load={load} />
            {load.report === null ? (
              <WithoutReport load={load} />
            ) : (
              <LoadReportView load={load} report={load.report} />
            )}
          </div>
        </>
      )}
    </Loaded>
  )
}
