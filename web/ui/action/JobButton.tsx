import { Button, type ButtonProps } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { isOver, useJob, useJobStarted } from '../../api/jobs.js'
import { useAction, useRefresh } from '../../api/query.js'
import { useFaultText } from '../feedback/use-fault-text.js'
import { ConfirmButton } from './ConfirmButton.js'
import { JobProgress } from '../feedback/JobProgress.js'
import { useNow } from '../feedback/use-now.js'
import { useSay } from '../language/use-say.js'
import { useNotice } from '../theme/AntdLook.js'

interface Props {
  readonly label: ReactNode
  /** Starts the job. */
  readonly start: () => Promise<{ readonly jobId: string }>
  /** Paths read again when it is done. */
  readonly refreshes: readonly string[]
  readonly onDone?: () => void
  readonly disabled?: boolean
  readonly type?: ButtonProps['type']
  readonly size?: ButtonProps['size']
  /** Why it cannot be pressed, or what it does. */
  readonly hint?: string
  /** Asked before it starts: what changes, for how many. */
  readonly confirm?: { readonly title: ReactNode; readonly text: ReactNode } | undefined
}

/** A button that starts a job and stands as its progress until it is over; a failure is said beside it. */
export function JobButton({ label, start, refreshes, onDone, disabled = false, type = 'default', size, hint, confirm }: Props) {
  const say = useSay()
  const notice = useNotice()
  const faultText = useFaultText()
  const refresh = useRefresh()
  const started = useJobStarted()
  const [jobId, setJobId] = useState<string | null>(null)
  const job = useJob(jobId).data
  const run = useAction(start, {
    onDone: (answer) => {
      void started()
      setJobId(answer.jobId)
    },
  })
  const isRunning = job !== undefined && !isOver(job)
  const now = useNow(isRunning)
  const isDone = job?.status === 'done'
  useEffect(() => {
    if (!isDone) return
    void refresh(...refreshes)
    onDone?.()
    // Once for each job that ends.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isDone])
  if (isRunning) return <JobProgress job={job} now={now} />
  return (
    <>
      {job?.error && <span className="tone-warm">{say(job.error.message)}</span>}
      <StartButton
        label={label}
        type={type}
        disabled={disabled}
        isBusy={run.isPending}
        more={{ ...(size === undefined ? {} : { size }), ...(hint === undefined ? {} : { title: hint }) }}
        confirm={confirm}
        onConfirm={() => run.mutateAsync(undefined)}
        onClick={() => run.mutate(undefined, { onError: (error) => notice.warn(faultText(error)) })}
      />
    </>
  )
}

interface StartProps extends Pick<Props, 'label' | 'confirm'> {
  readonly type: NonNullable<ButtonProps['type']>
  readonly disabled: boolean
  readonly isBusy: boolean
  readonly more: Pick<ButtonProps, 'size' | 'title'>
  readonly onConfirm: () => Promise<unknown>
  readonly onClick: () => void
}

/** The button before the job: at once, or after saying what it does. */
function StartButton({ label, confirm, type, disabled, isBusy, more, onConfirm, onClick }: StartProps) {
  if (confirm !== undefined) {
    const size = more.size === undefined ? {} : { size: more.size }
    return (
      <ConfirmButton label={label} title={confirm.title} type={type} disabled={disabled} {...size} onConfirm={onConfirm}>
        {confirm.text}
      </ConfirmButton>
    )
  }
  return (
    <Button type={type} disabled={disabled} {...more} loading={isBusy} onClick={onClick}>
      {label}
    </Button>
  )
}
