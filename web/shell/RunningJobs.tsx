import { LoadingOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useRunningJobs } from '../api/jobs.js'
import { useRefresh } from '../api/query.js'
import { JobProgress } from '../ui/feedback/JobProgress.js'
import { useNow } from '../ui/feedback/use-now.js'
import { useSay } from '../ui/language/use-say.js'
import { AppLink } from '../ui/place/AppLink.js'

/** How many jobs run now; opens to what each is doing. When one ends, the lists of jobs are read again. */
export function RunningJobs() {
  const { t } = useTranslation('shell')
  const say = useSay()
  const jobs = useRunningJobs()
  const now = useNow(jobs.length > 0)
  const refresh = useRefresh()
  const before = useRef(0)
  useEffect(() => {
    if (jobs.length < before.current) void refresh('/api/v1/jobs')
    before.current = jobs.length
  }, [jobs.length, refresh])
  const content = (
    <div className="running-jobs">
      {jobs.length === 0 && <p className="soft">{t('jobs.none')}</p>}
      {jobs.map((job) => (
        <section key={job.id}>
          <strong>{say(job.title)}</strong>{' '}
          {job.subject !== null && <span className="soft">{job.subject}</span>}
          <JobProgress job={job} now={now} />
        </section>
      ))}
      <AppLink to="/settings/jobs">{t('jobs.all')}</AppLink>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button
        type="text"
        aria-haspopup="dialog"
        aria-label={t('jobs.label', { count: jobs.length })}
        icon={jobs.length > 0 ? <LoadingOutlined /> : <UnorderedListOutlined />}
      >
        {jobs.length > 0 && <span className="figures">{jobs.length}</span>}
      </Button>
    </Popover>
  )
}
