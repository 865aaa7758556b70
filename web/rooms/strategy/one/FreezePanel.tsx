import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { segmentListSchema } from '#segments/contract'
import type { Strategy } from '#strategy/contract'
import { post } from '../../../api/client.js'
import { isOver, useJob, useJobStarted } from '../../../api/jobs.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { designedSplit } from '../arms.js'
import { FreezeJob } from './FreezeJob.js'

interface Props {
  readonly strategyKey: string
  readonly body: Strategy
  readonly version: number | null
  readonly hasDraft: boolean
}

/** Freezes a list: says how many will be reached and held back, then shows the job. */
export function FreezePanel({ strategyKey, body, version, hasDraft }: Props) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const locale = useFormatLocale()
  const mayWrite = useMay('strategy.write')
  const scope = useScope()
  const started = useJobStarted()
  const refresh = useRefresh()
  const [jobId, setJobId] = useState<string | null>(null)
  const [day, setDay] = useState(scope.asOf ?? '')
  const job = useJob(jobId)
  const segment = useApi('/api/v1/segments', segmentListSchema).data?.items.find(({ key }) => key === body.segment.key)
  const size = segment?.latest?.size
  const isRunning = jobId !== null && (job.data === undefined || !isOver(job.data))
  if (!mayWrite) return null
  if (version === null) return <p className="panel soft">{t('freeze.publishFirst')}</p>
  const write = (value: number) => formatNumber(value, locale)
  const split = designedSplit(size ?? 0, body.arms)
  const label = size === undefined ? t('freeze.button') : t('freeze.buttonSized', { treated: write(split.treated), control: write(split.control) })
  const freeze = async () => {
    const answer = await post(`/api/v1/strategies/${encodeURIComponent(strategyKey)}/lists`, day === '' ? {} : { asOf: day }, startedSchema)
    setJobId(answer.jobId)
    await started()
  }
  return (
    <section className="panel panel-gap">
      <div className="button-row">
        <ConfirmButton type="primary" label={label} title={t('freeze.title')} disabled={isRunning} onConfirm={freeze}>
          <ul className="sentence-list">
            <li>{t('freeze.version', { version })}</li>
            {hasDraft && <li className="tone-warm">{t('freeze.draft')}</li>}
            <li>{t('freeze.who', { name: segment === undefined ? body.segment.key : say(segment.name), size: size === undefined ? t('freeze.unknown') : write(size) })}</li>
            {size !== undefined && <li>{t('freeze.split', { treated: write(split.treated), control: write(split.control) })}</li>}
            <li>{t('freeze.fixed')}</li>
            <li>{t('freeze.nobody')}</li>
          </ul>
          <p>
            <label className="filter-date">
              <span className="soft">{t('freeze.asOf')}</span>
              <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
            </label>
          </p>
        </ConfirmButton>
        <span className="soft">{size === undefined ? t('freeze.noSize') : t('freeze.about', { date: segment?.latest?.asOf ?? '' })}</span>
      </div>
      {job.data && <FreezeJob job={job.data} onDone={() => void refresh('/api/v1/lists', '/api/v1/strategies', '/api/v1/segments')} />}
    </section>
  )
}
