import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { dispatchSchema } from '#execution/contract'
import { startedSchema } from '#platform/http/contract'
import { post } from '../../../api/client.js'
import { isOver, useJob, useJobStarted } from '../../../api/jobs.js'
import { useAction, useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ExportForm } from './ExportForm.js'
import type { ListDetail } from './ListDetailPage.js'
import { useGateWords } from './use-gate-words.js'
import type { z } from 'zod'

type DispatchView = z.infer<typeof dispatchSchema>
const BRISK = 2000

function Reasons({ reasons }: { readonly reasons: DispatchView['reasons'] }) {
  const { t } = useTranslation('strategy')
  const { stepName, reasonName, stateName } = useGateWords()
  if (reasons.length === 0) return null
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {(['step', 'reason', 'state', 'n'] as const).map((key) => (
            <th key={key} scope="col">
              {t(`dispatch.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reasons.map(({ state, step, reason, n }) => (
          <tr key={`${state} ${step ?? ''} ${reason}`}>
            <td>{stepName(step)}</td>
            <td>{reasonName(reason)}</td>
            <td>{stateName(state)}</td>
            <td>
              <Num value={n} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Progress({ id }: { readonly id: string }) {
  const job = useJob(id).data
  const say = useSay()
  const now = useNow(job !== undefined && !isOver(job))
  if (job?.error) return <p className="tone-warm">{say(job.error.message)}</p>
  return job === undefined || isOver(job) ? null : <JobProgress job={job} now={now} />
}

/** How far a released list has gone out, and why who was not reached. */
export function Dispatch({ list }: { readonly list: ListDetail }) {
  const { t } = useTranslation('strategy')
  const path = `/api/v1/lists/${list.id}/dispatch`
  const dispatch = useApi(path, dispatchSchema, { refetchInterval: (answer) => (answer?.finishedAt == null ? BRISK : false), staleTime: 0 })
  const mayManage = useMay('execution.manage')
  const mayExport = useMay('customer.export')
  const started = useJobStarted()
  const again = useAction(() => post(path, {}, startedSchema), { refreshes: [path], onDone: () => void started() })
  return (
    <section className="panel panel-gap">
      <h2>{t('dispatch.title')}</h2>
      <p className="soft">
        {t('dispatch.releasedBy', { name: list.releasedBy?.name ?? '' })} <DateText value={list.releasedAt} />
      </p>
      <Loaded query={dispatch}>
        {(view) => (
          <>
            {view.jobId !== null && <Progress id={view.jobId} />}
            <div className="stat-tiles">
              {(['decided', 'sent', 'suppressed', 'pending', 'held', 'failed'] as const).map((key) => (
                <StatTile key={key} label={t(`dispatch.${key}`)} value={<Num value={view[key]} />} {...(key === 'decided' ? { note: <>/ <Num value={view.size} /></> } : {})} />
              ))}
            </div>
            <Reasons reasons={view.reasons} />
            <div className="button-row">
              {view.hasFile && mayExport && <ExportForm label={t('dispatch.file')} path={`/api/v1/lists/${list.id}/file.csv`} fileName={`list-${list.strategy}-${list.id}.csv`} />}
              {mayManage && view.held + view.failed > 0 && (
                <Button loading={again.isPending} onClick={() => again.mutate(undefined)}>
                  {t('dispatch.again', { count: view.held + view.failed })}
                </Button>
              )}
            </div>
            {again.error && <ErrorPanel error={again.error} />}
          </>
        )}
      </Loaded>
    </section>
  )
}
