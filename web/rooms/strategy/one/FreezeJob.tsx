import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { JobView } from '#platform/jobs/contract'
import { isOver } from '../../../api/jobs.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

const resultSchema = z.object({ listId: z.string(), size: z.number() })

const steps = ['segment', 'excluding', 'assigning', 'committing'] as const

/** How far a freeze is, and the list it made. */
export function FreezeJob({ job, onDone }: { readonly job: JobView; readonly onDone: () => void }) {
  const { t } = useTranslation('strategy')
  const say = useSay()
  const locale = useFormatLocale()
  const now = useNow(!isOver(job))
  const told = useRef('')
  useEffect(() => {
    if (!isOver(job) || told.current === job.id) return
    told.current = job.id
    onDone()
  }, [job, onDone])
  if (job.error) return <p className="tone-warm">{say(job.error.message)}</p>
  const step = steps.find((known) => known === job.step)
  if (!isOver(job)) return <JobProgress job={step === undefined ? job : { ...job, step: t(`freeze.step.${step}`) }} now={now} />
  const result = resultSchema.safeParse(job.result)
  if (!result.success) return null
  return (
    <p>
      {t('freeze.done', { size: formatNumber(result.data.size, locale) })}{' '}
      <AppLink to={`/strategy/lists/${result.data.listId}`}>{t('freeze.open', { id: result.data.listId })}</AppLink>
    </p>
  )
}
