import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { taskPageSchema, type TaskState, type TaskView } from '#execution/contract'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { useList } from '../../../ui/list/use-list.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { TaskDesk } from './TaskDesk.js'
import '../execution.css'

const states = ['OPEN', 'DONE', 'SKIPPED'] as const satisfies readonly TaskState[]

interface RowProps {
  readonly task: TaskView
  readonly isCurrent: boolean
  readonly onOpen: () => void
}

function TaskRow({ task, isCurrent, onOpen }: RowProps) {
  const { t } = useTranslation('execution')
  return (
    <li>
      <button type="button" className={isCurrent ? 'task-row current' : 'task-row'} aria-current={isCurrent} onClick={onOpen}>
        <span className="figures">{task.custId}</span>
        <span className="soft">
          {task.disposition === null ? t('work.due') : t(`disposition.${task.disposition}`)} <DateText value={task.disposition === null ? task.due : task.doneAt} />
        </span>
        <span className="soft">{task.strategy}</span>
      </button>
    </li>
  )
}

/** Tasks of the reader's book or branch: one customer at a time, by keyboard. */
export function WorklistPage() {
  const { t } = useTranslation('execution')
  const [search, change] = useUrlState()
  const state = states.find((known) => known === search.get('state')) ?? 'OPEN'
  const list = useList({ path: '/api/v1/tasks', schema: taskPageSchema, query: { ...useScope(), state }, limit: 100 })
  const current = list.rows.find(({ id }) => id === search.get('task')) ?? list.rows[0] ?? null
  const open = (id: string | null) => change({ task: id }, { replace: true })
  return (
    <>
      <PageHeader
        title={t('work.title')}
        purpose={t('work.purpose')}
        actions={
          <Segmented
            value={state}
            onChange={(next: TaskState) => change({ state: next === 'OPEN' ? null : next, task: null, cursor: null })}
            options={states.map((value) => ({ value, label: t(`work.state.${value}`) }))}
          />
        }
      />
      {list.error && <ErrorPanel error={list.error} onRetry={list.retry} />}
      {!list.isLoading && current === null && <EmptyState title={t(`work.empty.${state}`)} why={t('work.emptyWhy')} />}
      {current !== null && (
        <div className="desk">
          <section aria-label={t('work.title')}>
            <p className="soft">
              {t('work.count')} <Num value={list.total ?? list.rows.length} />
            </p>
            <ol className="task-list">
              {list.rows.map((task) => (
                <TaskRow key={task.id} task={task} isCurrent={task.id === current.id} onOpen={() => open(task.id)} />
              ))}
            </ol>
          </section>
          <TaskDesk key={current.id} task={current} ids={list.rows.map(({ id }) => id)} onOpen={open} />
        </div>
      )}
    </>
  )
}
