import { useTranslation } from 'react-i18next'
import { type LoopStatus, loopStatusSchema } from '#insight/contract'
import { evaluationListSchema } from '#review/contract'
import { tagRequestListSchema } from '#tags/contract'
import { useRunningJobs } from '../../api/jobs.js'
import { useApi } from '../../api/query.js'
import { useMay } from '../../api/session.js'
import { JobProgress } from '../../ui/feedback/JobProgress.js'
import { Loaded } from '../../ui/feedback/Loaded.js'
import { useNow } from '../../ui/feedback/use-now.js'
import { StatusTag } from '../../ui/figures/StatusTag.js'
import { useSay } from '../../ui/language/use-say.js'
import { PageHeader } from '../../ui/page/PageHeader.js'
import { AppLink } from '../../ui/place/AppLink.js'
import { usePendingDrift } from '../sources/drift/use-pending-drift.js'
import { LoopStages } from './LoopStages.js'
import { TwoWaysIn } from './TwoWaysIn.js'
import { isEmpty } from './stages.js'
import './home.css'

const MOST_VERDICTS = 5

function Verdicts() {
  const { t } = useTranslation('home')
  const { t: ui } = useTranslation('ui')
  const say = useSay()
  const list = useApi('/api/v1/evaluations', evaluationListSchema)
  return (
    <section className="panel">
      <h2>{t('verdicts')}</h2>
      <Loaded query={list} rows={3}>
        {({ items }) => {
          const judged = items
            .flatMap(({ latest, ...item }) => (latest ? [{ ...item, latest }] : []))
            .toSorted((a, b) => b.latest.computedAt.localeCompare(a.latest.computedAt))
            .slice(0, MOST_VERDICTS)
          if (judged.length === 0) return <p className="soft">{t('verdictsNone')}</p>
          return (
            <ul className="verdict-list">
              {judged.map(({ key, name, latest }) => (
                <li key={key}>
                  <AppLink to={`/review/evaluations/${encodeURIComponent(key)}`}>{say(name)}</AppLink>{' '}
                  <span className="soft">{ui('object.asOf', { date: latest.asOf })}</span>
                  <p>{say(latest.verdict)}</p>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </section>
  )
}

function Jobs() {
  const { t } = useTranslation('home')
  const say = useSay()
  const jobs = useRunningJobs()
  const now = useNow(jobs.length > 0)
  return (
    <section className="panel">
      <h2>{t('jobs')}</h2>
      {jobs.length === 0 && <p className="soft">{t('jobsNone')}</p>}
      <ul>
        {jobs.map((job) => (
          <li key={job.id}>
            {say(job.title)} <span className="soft">{job.subject}</span>
            <JobProgress job={job} now={now} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Published tags whose review is due. */
function TagReviews() {
  const { t } = useTranslation('home')
  const due = useApi('/api/v1/tag-requests', tagRequestListSchema, { query: { due: true, limit: 1 } }).data?.total ?? 0
  if (due === 0) return null
  return (
    <p className="home-decisions">
      <AppLink to="/customers/tag-requests?due=true">
        <StatusTag tone="attention">{t('empty.tagReviews', { count: due })}</StatusTag>
      </AppLink>
    </p>
  )
}

/** Loads that wait for somebody. */
function Decisions() {
  const { t } = useTranslation('home')
  const pending = usePendingDrift()
  if (pending === 0) return null
  return (
    <p className="home-decisions">
      <AppLink to="/data/drift">
        <StatusTag tone="attention">{t('empty.decisions', { count: pending })}</StatusTag>
      </AppLink>
    </p>
  )
}

function Home({ status }: { readonly status: LoopStatus }) {
  const mayReview = useMay('review.read')
  const mayJobs = useMay('job.read')
  const mayData = useMay('data.read')
  const mayTags = useMay('tag.write')
  if (isEmpty(status)) return <TwoWaysIn />
  return (
    <>
      {mayData && <Decisions />}
      {mayTags && <TagReviews />}
      <LoopStages status={status} />
      <div className="home-columns">
        {mayReview && <Verdicts />}
        {mayJobs && <Jobs />}
      </div>
    </>
  )
}

/** Where the loop stands and what to do next; two ways in while there is nothing yet. */
export function HomePage() {
  const { t } = useTranslation('home')
  const status = useApi('/api/v1/loop', loopStatusSchema)
  const date = status.data?.businessDate
  return (
    <>
      <PageHeader
        title={t('title')}
        purpose={t('purpose')}
        actions={date && <StatusTag tone="quiet">{t('asOf', { date })}</StatusTag>}
      />
      <Loaded query={status}>{(data) => <Home status={data} />}</Loaded>
    </>
  )
}
