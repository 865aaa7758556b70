import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { JobView } from '#platform/jobs/contract'
import { cancelJob, isOver, retryJob, useJobStarted } from '../../api/jobs.js'
import { useAction } from '../../api/query.js'
import { ConfirmButton } from '../../ui/action/ConfirmButton.js'
import { useFaultText } from '../../ui/feedback/use-fault-text.js'
import { useSay } from '../../ui/language/use-say.js'
import { useNotice } from '../../ui/theme/AntdLook.js'

/** Cancel while it runs, retry when it failed or was cancelled. */
export function JobActions({ job }: { readonly job: JobView }) {
  const { t } = useTranslation('jobs')
  const say = useSay()
  const notice = useNotice()
  const faultText = useFaultText()
  const refresh = useJobStarted()
  const retry = useAction(retryJob, { refreshes: ['/api/v1/jobs'], onDone: () => notice.done(t('retried')) })
  if (job.cancelRequested && !isOver(job)) return <span className="soft">{t('cancelling')}</span>
  if (!isOver(job)) {
    return (
      <ConfirmButton
        size="small"
        label={t('cancel')}
        title={t('cancelTitle', { title: say(job.title) })}
        onConfirm={async () => {
          await cancelJob(job.id)
          await refresh()
        }}
      >
        {t('cancelWhat')}
      </ConfirmButton>
    )
  }
  if (job.status === 'done') return null
  return (
    <Button
      size="small"
      loading={retry.isPending}
      onClick={() => retry.mutate(job.id, { onError: (error) => notice.warn(faultText(error)) })}
    >
      {t('retry')}
    </Button>
  )
}
