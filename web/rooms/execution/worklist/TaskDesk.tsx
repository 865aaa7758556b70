import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dispositions, taskSchema, type TaskView } from '#execution/contract'
import { post } from '../../../api/client.js'
import { useAction } from '../../../api/query.js'
import { KeyHint } from '../../../ui/action/KeyHint.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { DateText } from '../../../ui/figures/Num.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { afterEnding, type DeskMove, type Disposition, moved } from './desk-keys.js'
import { useDeskKeys } from './use-desk-keys.js'

const TASKS = '/api/v1/tasks'

interface Props {
  readonly task: TaskView
  /** Tasks of the list, in its order. */
  readonly ids: readonly string[]
  readonly onOpen: (id: string | null) => void
}

function Facts({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation('execution')
  return (
    <>
      <h2 className="desk-customer figures">{task.custId}</h2>
      <p className="soft">
        {t('work.facts', { strategy: task.strategy, org: task.orgPath, rm: task.rm === '' ? '–' : task.rm })} · {t('work.due')} <DateText value={task.due} />
      </p>
      <p className="desk-text">{task.text ?? t('work.noText')}</p>
    </>
  )
}

function Ended({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation('execution')
  return (
    <p>
      {t(`work.state.${task.state}`)} · {task.disposition !== null && t(`disposition.${task.disposition}`)} · {task.doneBy} <DateText value={task.doneAt} />
      <br />
      {task.note}
    </p>
  )
}

function useEnding({ task, ids, onOpen }: Props) {
  const { t } = useTranslation('execution')
  const notice = useNotice()
  return useAction((end: { disposition?: Disposition; note?: string; skip?: boolean }) => post(`${TASKS}/${task.id}/done`, end, taskSchema), {
    refreshes: [TASKS, '/api/v1/do-not-contact'],
    onDone: () => {
      notice.done(t('work.recorded', { cust: task.custId }))
      onOpen(afterEnding(ids, task.id))
    },
  })
}

/** One task: who, what to say, and what came of it. 1–6 choose, Enter records and goes on. */
export function TaskDesk(props: Props) {
  const { task, ids, onOpen } = props
  const { t } = useTranslation('execution')
  const [chosen, setChosen] = useState<Disposition | null>(null)
  const [note, setNote] = useState('')
  const end = useEnding(props)
  const isOpen = task.state === 'OPEN'
  const record = (disposition: Disposition | null, skip = false) => {
    if ((disposition === null && !skip) || end.isPending || !isOpen) return
    const said = note.trim()
    end.mutate({ ...(disposition === null ? {} : { disposition }), ...(said === '' ? {} : { note: said }), ...(skip ? { skip } : {}) })
  }
  const act = (move: DeskMove) => {
    if (move.kind === 'move') onOpen(moved(ids, task.id, move.by))
    else if (move.kind === 'choose') setChosen(move.disposition)
    else record(chosen)
  }
  useDeskKeys(act)
  return (
    <section className="panel desk-task" aria-label={task.custId}>
      <Facts task={task} />
      {!isOpen && <Ended task={task} />}
      {isOpen && (
        <>
          <div className="desk-choices" role="radiogroup" aria-label={t('work.outcome')}>
            {dispositions.map((disposition, at) => (
              <Button key={disposition} role="radio" aria-checked={chosen === disposition} type={chosen === disposition ? 'primary' : 'default'} onClick={() => setChosen(disposition)}>
                <KeyHint keys={[String(at + 1)]} /> {t(`disposition.${disposition}`)}
              </Button>
            ))}
          </div>
          {chosen === 'DO_NOT_CALL' && <p className="tone-warm">{t('work.doNotCall')}</p>}
          <Input.TextArea value={note} maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} aria-label={t('work.note')} placeholder={t('work.note')} onChange={(event) => setNote(event.target.value)} />
          <div className="desk-actions">
            <Button type="primary" disabled={chosen === null} loading={end.isPending} onClick={() => record(chosen)}>
              {t('work.record')} <KeyHint keys={['Enter']} />
            </Button>
            <Button onClick={() => record(null, true)}>{t('work.skip')}</Button>
            <span className="soft">{t('work.keys')}</span>
          </div>
        </>
      )}
      {end.error && <ErrorPanel error={end.error} />}
    </section>
  )
}
