import { Alert, Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { cancelJob, isOver, useJob } from '../../../api/jobs.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'

const TAGS = '/api/v1/tags'

/** Starts the rebuild of every published tag; what it did is told by `RebuildProgress`. */
export function useRebuild() {
  const { asOf } = useScope()
  const notice = useNotice()
  const faultText = useFaultText()
  const [jobId, setJobId] = useState<string | null>(null)
  const start = useAction(
    (override: { readonly reason: string } | undefined) => post(`${TAGS}/build`, { ...(asOf === undefined ? {} : { asOf }), ...(override === undefined ? {} : { override }) }, startedSchema),
    { refreshes: ['/api/v1/jobs'], onDone: (started) => setJobId(started.jobId) },
  )
  const run = () => start.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })
  const overBlock = (reason: string) => start.mutateAsync({ reason })
  return { jobId, run, overBlock, isStarting: start.isPending }
}

/** How far the rebuild is; the catalogue is read again when it is done. */
export function RebuildProgress({ jobId, onOverBlock }: { readonly jobId: string; readonly onOverBlock: (reason: string) => Promise<unknown> }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const refresh = useRefresh()
  const job = useJob(jobId).data
  const isRunning = job !== undefined && !isOver(job)
  const now = useNow(isRunning)
  const status = job?.status
  useEffect(() => {
    if (status === 'done') void refresh(TAGS)
  }, [status, refresh])
  if (job === undefined) return null
  if (job.error) {
    const action = job.error.code === 'TAGS_SOURCE_BLOCKED' ? { action: <OverBlock onConfirm={onOverBlock} /> } : {}
    return <Alert type="warning" showIcon title={say(job.error.message)} {...action} />
  }
  if (!isRunning) return <Alert type="success" showIcon closable title={t(`rebuild.${job.status === 'done' ? 'done' : 'cancelled'}`)} />
  return (
    <div className="panel tags-rebuild">
      <JobProgress job={job} now={now} />
      <Button disabled={job.cancelRequested} onClick={() => void cancelJob(job.id)}>
        {t('rebuild.cancel')}
      </Button>
    </div>
  )
}

/** For who answers for the data: builds from blocked tables, with a reason. */
function OverBlock({ onConfirm }: { readonly onConfirm: (reason: string) => Promise<unknown> }) {
  const { t } = useTranslation('tags')
  const may = useMay('data.load')
  const [reason, setReason] = useState('')
  if (!may) return null
  return (
    <ConfirmButton size="small" label={t('rebuild.override')} title={t('rebuild.overrideTitle')} onConfirm={() => onConfirm(reason.trim())}>
      <p>{t('rebuild.overrideWhat')}</p>
      <Input value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} placeholder={t('rebuild.overrideReason')} aria-label={t('rebuild.overrideReason')} />
    </ConfirmButton>
  )
}
