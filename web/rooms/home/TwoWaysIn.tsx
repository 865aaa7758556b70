import { Button, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../api/client.js'
import { isOver, useJob, useJobStarted } from '../../api/jobs.js'
import { useAction, useRefresh } from '../../api/query.js'
import { useMay, useSession } from '../../api/session.js'
import { JobButton } from '../../ui/action/JobButton.js'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel.js'
import { JobProgress } from '../../ui/feedback/JobProgress.js'
import { useNow } from '../../ui/feedback/use-now.js'
import { formatNumber } from '../../ui/format.js'
import { useFormatLocale } from '../../ui/theme/Look.js'
import { useSay } from '../../ui/language/use-say.js'
import { keepScope, useUrlState } from '../../ui/place/scope.js'

/** Runs the example and follows its job; when it is done home shows the loop. */
function ExampleLoop() {
  const { t } = useTranslation('home')
  const say = useSay()
  const refresh = useRefresh()
  const started = useJobStarted()
  const navigate = useNavigate()
  const [search, change] = useUrlState()
  const job = useJob(search.get('job')).data
  const run = useAction(() => post('/api/v1/example-loop', {}, startedSchema), {
    onDone: ({ jobId }) => {
      void started()
      change({ job: jobId }, { replace: true })
    },
  })
  const isRunning = job !== undefined && !isOver(job)
  const now = useNow(isRunning)
  const isDone = job?.status === 'done'
  useEffect(() => {
    if (isDone) void refresh('/api/v1/evaluations')
  }, [isDone, refresh])
  if (isRunning) return <JobProgress job={job} now={now} />
  if (isDone) {
    return (
      <Button type="primary" onClick={() => void navigate(keepScope('/review/evaluations', search))}>
        {t('empty.results')}
      </Button>
    )
  }
  return (
    <>
      {job?.error && <p className="tone-warm">{say(job.error.message)}</p>}
      {run.error && <ErrorPanel error={run.error} />}
      <Button loading={run.isPending} onClick={() => run.mutate(undefined)}>
        {t('empty.example')}
      </Button>
    </>
  )
}

const SIZES = [5000, 20_000, 50_000] as const

/** Fills a demo with the made-up bank. */
function DemoBank() {
  const { t } = useTranslation('home')
  const locale = useFormatLocale()
  const mayFill = useMay('system.manage')
  const [customers, setCustomers] = useState<number>(SIZES[0])
  return (
    <article className="panel">
      <h3>{t('empty.demo')}</h3>
      <p className="soft">{t('empty.demoWhat')}</p>
      <div className="demo-sizes">
        <Segmented
          value={customers}
          onChange={setCustomers}
          aria-label={t('empty.demoSize')}
          options={SIZES.map((value) => ({ value, label: t('customersShown', { shown: formatNumber(value, locale) }) }))}
        />
        <JobButton type="primary" label={t('empty.demoStart')} disabled={!mayFill} {...(mayFill ? {} : { hint: t('empty.demoWho') })} start={() => post('/api/v1/demo/bank', { customers }, startedSchema)} refreshes={['/api/v1']} />
      </div>
    </article>
  )
}

/** What an empty product offers: one's own data, or the example. */
export function TwoWaysIn() {
  const { t } = useTranslation('home')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const mayLoad = useMay('data.load')
  const { demo } = useSession()
  return (
    <section className="two-ways">
      <h2>{t('empty.title')}</h2>
      <p className="soft">{t('empty.what')}</p>
      <div className="two-ways-grid">
        {demo && <DemoBank />}
        <article className="panel">
          <h3>{t('empty.load')}</h3>
          <p className="soft">{t('empty.loadWhat')}</p>
          <Button type={demo ? 'default' : 'primary'} disabled={!mayLoad} onClick={() => void navigate(keepScope('/data/import', search))}>
            {t('empty.load')}
          </Button>
        </article>
        <article className="panel">
          <h3>{t('empty.example')}</h3>
          <p className="soft">{t('empty.exampleWhat')}</p>
          <ExampleLoop />
        </article>
      </div>
    </section>
  )
}
