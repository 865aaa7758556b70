import type { JobView } from '#platform/jobs/contract'
import { Progress } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatDuration, formatNumber, type FormatLocale } from '../format.js'
import { useFormatLocale } from '../theme/Look.js'
import { StatusTag, type StatusTone } from '../figures/StatusTag.js'

const tones: Readonly<Record<JobView['status'], StatusTone>> = {
  queued: 'quiet',
  running: 'active',
  done: 'done',
  failed: 'attention',
  cancelled: 'quiet',
}

export function JobStatusTag({ status }: { readonly status: JobView['status'] }) {
  const { t } = useTranslation('ui')
  return <StatusTag tone={tones[status]}>{t(`job.${status}`)}</StatusTag>
}

const unitWords = {
  rows: 'job.unitRows',
  bytes: 'job.unitBytes',
  customers: 'job.unitCustomers',
  steps: 'job.unitSteps',
} as const

function amountText({ done, total, unit }: JobView, t: TFunction, locale: FormatLocale): string {
  if (done === null) return ''
  const write = (value: number) =>
    unit === 'bytes' ? formatBytes(value, locale) : formatNumber(value, locale)
  const word = unit === null || unit === 'bytes' ? '' : t(unitWords[unit])
  return total === null
    ? t('job.counted', { done: write(done), unit: word })
    : t('job.ofTotal', { done: write(done), total: write(total), unit: word })
}

/** Milliseconds left at the pace so far; null while it cannot be told. */
export function timeLeft({ startedAt, done, total }: JobView, now: number): number | null {
  if (startedAt === null || done === null || total === null || done <= 0 || done >= total) return null
  const spent = now - Date.parse(startedAt)
  return spent < 2000 ? null : (spent / done) * (total - done)
}

interface Props {
  readonly job: JobView
  /** The reader's clock, for the time left. */
  readonly now: number
}

/** What a job is doing, how far it is and about how long it still takes. */
export function JobProgress({ job, now }: Props) {
  const { t } = useTranslation('ui')
  const locale = useFormatLocale()
  const { done, total, step } = job
  const ratio = done !== null && total !== null && total > 0 ? Math.min(1, done / total) : null
  const left = timeLeft(job, now)
  // A step the console does not know is shown as the job wrote it.
  const stepText =
    step === null ? t(`job.${job.status}`) : t(`job.step.${step as 'reading'}`, { defaultValue: step })
  return (
    <div className="job-progress" aria-live="polite">
      <span>{stepText}</span>
      {ratio !== null && (
        <Progress
          percent={Math.floor(ratio * 100)}
          size="small"
          status={job.status === 'failed' ? 'exception' : 'normal'}
        />
      )}
      <span className="soft figures">
        {amountText(job, t, locale)}
        {left !== null && ` · ${t('job.left', { time: formatDuration(left, locale) })}`}
      </span>
    </div>
  )
}
