import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { isOver, useJob, useJobStarted } from '../../../api/jobs.js'
import { useAction, useRefresh } from '../../../api/query.js'
import { useFaultText } from '../../../ui/feedback/use-fault-text.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { SEGMENTS, segmentUrl } from '../segment-paths.js'
import type { SegmentDetail } from './SegmentPage.js'

/** Takes a snapshot of the newest version and follows its job. */
export function SnapshotButton({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { asOf } = useScope()
  const notice = useNotice()
  const faultText = useFaultText()
  const refresh = useRefresh()
  const started = useJobStarted()
  const [search, change] = useUrlState()
  const jobId = search.get('job')
  const job = useJob(jobId).data
  const take = useAction(() => post(`${segmentUrl(segment.key)}/snapshot`, asOf === undefined ? {} : { asOf }, startedSchema), {
    onDone: (answer) => {
      void started()
      change({ job: answer.jobId }, { replace: true })
    },
  })
  const isRunning = job !== undefined && !isOver(job)
  const now = useNow(isRunning)
  const isDone = job?.status === 'done'
  useEffect(() => {
    if (!isDone) return
    void refresh(SEGMENTS)
    change({ job: null }, { replace: true })
  }, [isDone, refresh, change])
  if (isRunning) return <JobProgress job={job} now={now} />
  return (
    <>
      {job?.error && <span className="tone-warm">{say(job.error.message)}</span>}
      <Button
        type="primary"
        disabled={segment.version === null}
        title={segment.version === null ? t('detail.notPublishedWhy') : ''}
        loading={take.isPending}
        onClick={() => take.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}
      >
        {asOf === undefined ? t('detail.snapshot') : t('detail.snapshotAsOf', { asOf })}
      </Button>
    </>
  )
}
