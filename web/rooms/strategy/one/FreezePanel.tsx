import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { startedSchema } from '#platform/http/contract'
import type { JobView } from '#platform/jobs/contract'
import { segmentListSchema } from '#segments/contract'
import type { Strategy } from '#strategy/contract'
import { post } from '../../../api/client.js'
import { isOver, useJob, useJobStarted } from '../../../api/jobs.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { formatNumber, type FormatLocale } from '../../../ui/format.js'
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

const isWaiting = (jobId: string | null, job: JobView | undefined): boolean => jobId !== null && !(job && isOver(job))

function splitText(size: number, { arms }: Strategy, locale: FormatLocale) {
  const { treated, control } = designedSplit(size, arms)
  return { treated: formatNumber(treated, locale), control: formatNumber(control, locale) }
}

interface WordsProps {
  readonly body: Strategy
  readonly version: number
  readonly hasDraft: boolean
  readonly segment: z.infer<typeof segmentListSchema>['items'][number] | undefined
}

/** What freezing will do, in sentences. */
function FreezeWords({ body, version, hasDraft, segment }: WordsProps) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const locale = useFormatLocale()
  const size = segment?.latest?.size
  return (
    <ul className="sentence-list">
      <li>{t('freeze.version', { version })}</li>
      {hasDraft && <li className="tone-warm">{t('freeze.draft')}</li>}
      <li>{t('freeze.who', { name: segment === undefined ? body.segment.key : say(segment.name), size: size === undefined ? t('freeze.unknown') : formatNumber(size, locale) })}</li>
      {size !== undefined && <li>{t('freeze.split', splitText(size, body, locale))}</li>}
      <li>{t('freeze.fixed')}</li>
      <li>{t('freeze.nobody')}</li>
    </ul>
  )
}

/** Freezes a list: says how many will be reached and held back, then shows the job. */
export function FreezePanel({ strategyKey, body, version, hasDraft }: Props) {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const mayWrite = useMay('strategy.write')
  const scope = useScope()
  const started = useJobStarted()
  const refresh = useRefresh()
  const [jobId, setJobId] = useState<string | null>(null)
  const [day, setDay] = useState(scope.asOf ?? '')
  const job = useJob(jobId)
  const segment = useApi('/api/v1/segments', segmentListSchema).data?.items.find(({ key }) => key === body.segment.key)
  const latest = segment?.latest
  const isRunning = isWaiting(jobId, job.data)
  if (!mayWrite) return null
  if (version === null) return <p className="panel soft">{t('freeze.publishFirst')}</p>
  const label = latest ? t('freeze.buttonSized', splitText(latest.size, body, locale)) : t('freeze.button')
  const freeze = async () => {
    const answer = await post(`/api/v1/strategies/${encodeURIComponent(strategyKey)}/lists`, day === '' ? {} : { asOf: day }, startedSchema)
    setJobId(answer.jobId)
    await started()
  }
  return (
    <section className="panel panel-gap">
      <div className="button-row">
        <ConfirmButton type="primary" label={label} title={t('freeze.title')} disabled={isRunning} onConfirm={freeze}>
          <FreezeWords body={body} version={version} hasDraft={hasDraft} segment={segment} />
          <p>
            <label className="filter-date">
              <span className="soft">{t('freeze.asOf')}</span>
              <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
            </label>
          </p>
        </ConfirmButton>
        <span className="soft">{latest ? t('freeze.about', { date: latest.asOf }) : t('freeze.noSize')}</span>
      </div>
      {job.data && <FreezeJob job={job.data} onDone={() => void refresh('/api/v1/lists', '/api/v1/strategies', '/api/v1/segments')} />}
    </section>
  )
}
