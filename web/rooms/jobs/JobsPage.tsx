import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { jobListSchema, jobStatuses, type JobView } from '#platform/jobs/contract'
import { isOver } from '../../api/jobs.js'
import { JobProgress, JobStatusTag } from '../../ui/feedback/JobProgress.js'
import { useNow } from '../../ui/feedback/use-now.js'
import { DateText, Num } from '../../ui/figures/Num.js'
import { formatDuration, type FormatLocale } from '../../ui/format.js'
import { useSay } from '../../ui/language/use-say.js'
import type { TwoLanguages } from '../../ui/language/translated.js'
import type { ListColumn } from '../../ui/list/list-model.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { useList } from '../../ui/list/use-list.js'
import { useFormatLocale } from '../../ui/theme/Look.js'
import { JobActions } from './JobActions.js'

const BRISK = 2000

interface Reader {
  readonly t: TFunction<'jobs'>
  readonly say: (text: TwoLanguages) => string
  readonly locale: FormatLocale
  readonly now: number
}

function progressOf(job: JobView, { say, now }: Reader) {
  if (job.error) return <span className="tone-warm">{say(job.error.message)}</span>
  return isOver(job) ? null : <JobProgress job={job} now={now} />
}

function tookOf({ startedAt, endedAt }: JobView, { locale, now }: Reader): string {
  if (startedAt === null) return ''
  return formatDuration((endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt), locale)
}

function columnsFor(reader: Reader): readonly ListColumn<JobView>[] {
  const { t, say } = reader
  return [
    {
      key: 'title',
      title: t('column.title'),
      always: true,
      render: (job) => (
        <>
          {say(job.title)} <span className="soft">{job.subject}</span>
        </>
      ),
    },
    { key: 'status', title: t('column.status'), render: ({ status }) => <JobStatusTag status={status} /> },
    { key: 'progress', title: t('column.progress'), render: (job) => progressOf(job, reader) },
    { key: 'actor', title: t('column.actor'), render: ({ actorName }) => actorName },
    { key: 'created', title: t('column.created'), render: ({ createdAt }) => <DateText value={createdAt} /> },
    { key: 'took', title: t('column.took'), align: 'right', render: (job) => tookOf(job, reader) },
    {
      key: 'attempt',
      title: t('column.attempt'),
      align: 'right',
      hidden: true,
      render: (job) => <Num value={job.attempt} />,
    },
    { key: 'kind', title: t('column.kind'), hidden: true, render: ({ kind }) => <code>{kind}</code> },
    { key: 'actions', title: t('column.actions'), always: true, render: (job) => <JobActions job={job} /> },
  ]
}

/** Every job the person may see, newest first. */
export function JobsPage() {
  const { t } = useTranslation('jobs')
  const { t: ui } = useTranslation('ui')
  const say = useSay()
  const locale = useFormatLocale()
  const list = useList({
    path: '/api/v1/jobs',
    schema: jobListSchema,
    keys: ['status', 'kind', 'subject'],
    limit: 50,
    refetchInterval: (rows) => (rows.some((job) => !isOver(job)) ? BRISK : false),
  })
  const now = useNow(list.rows.some((job) => !isOver(job)))
  return (
    <ListPage
      name="jobs"
      title={t('title')}
      purpose={t('purpose')}
      list={list}
      columns={columnsFor({ t, say, locale, now })}
      rowKey={({ id }) => id}
      filters={[
        {
          kind: 'choice',
          key: 'status',
          label: t('filter.status'),
          choices: jobStatuses.map((status) => ({ value: status, label: ui(`job.${status}`) })),
        },
        { kind: 'text', key: 'kind', label: t('filter.kind') },
        { kind: 'text', key: 'subject', label: t('filter.subject') },
      ]}
      empty={{ title: t('empty.title'), why: t('empty.why') }}
    />
  )
}
