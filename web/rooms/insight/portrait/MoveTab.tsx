import { Button, Input, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, monthStart } from '#kernel/calendar'
import { type Flow, flowSchema, historySchema, type People, type Portrait } from '#insight/contract'
import { tagListSchema } from '#tags/contract'
import { post, urlOf } from '../../../api/client.js'
import { isOver, useJob } from '../../../api/jobs.js'
import type { ApiError } from '../../../api/problem.js'
import { useAction, useApi } from '../../../api/query.js'
import { startedSchema } from '#platform/http/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { sankeyChart } from '../../../ui/charts/sankey.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { PORTRAITS } from '../insight-paths.js'

const MOST_FLOWS = 24
const TELLING = ['enum', 'string', 'bool']

type State = Flow['flows'][number]['before']

function useStateName() {
  const { t } = useTranslation('insight')
  const say = useSay()
  return (state: State) => {
    if (!state.known) return t('move.notCustomer')
    const place = t(state.in ? 'move.inside' : 'move.outside')
    return state.label.zh === '' ? place : `${place} · ${say(state.label)}`
  }
}

function FlowView({ flow, name }: { readonly flow: Flow; readonly name: string }) {
  const { t } = useTranslation('insight')
  const stateName = useStateName()
  const shown = [...flow.flows].sort((a, b) => b.customers - a.customers).slice(0, MOST_FLOWS)
  const merged = new Map<string, { from: string; to: string; value: number }>()
  for (const { before, after, customers } of shown) {
    const [from, to] = [stateName(before), stateName(after)]
    const known = merged.get(`${from} ${to}`)
    merged.set(`${from} ${to}`, { from, to, value: (known?.value ?? 0) + customers })
  }
  const strong = [...new Set(shown.flatMap(({ before, after }) => [...(before.in ? [stateName(before)] : []), ...(after.in ? [stateName(after)] : [])]))]
  return (
    <>
      <div className="stat-tiles">
        <StatTile label={t('move.before', { date: flow.from })} value={<Num value={flow.before} />} />
        <StatTile label={t('move.came')} value={<Num value={flow.came} />} />
        <StatTile label={t('move.left')} value={<Num value={flow.left} />} />
        <StatTile label={t('move.stayed')} value={<Num value={flow.stayed} />} />
        <StatTile label={t('move.after', { date: flow.to })} value={<Num value={flow.after} />} />
      </div>
      <Chart
        chart={sankeyChart}
        rows={[...merged.values()]}
        options={{ format: { kind: 'count' }, fromLabel: flow.from, toLabel: flow.to, valueLabel: t('portrait.count'), strong }}
        title={t('move.flowTitle', { name, from: flow.from, to: flow.to })}
        note={[t('move.flowNote', { count: shown.length }), ...(flow.reconstructed.length > 0 ? [t('move.reconstructed', { dates: flow.reconstructed.join(t('move.comma')) })] : []), ...(flow.hidden > 0 ? [t('move.hiddenFlows', { count: flow.hidden })] : [])].join(' ')}
        fileName="portrait-flow"
      />
    </>
  )
}

function Flows({ people, name, asOf }: { readonly people: People; readonly name: string; readonly asOf: string }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const { org } = useScope()
  const [search, change] = useUrlState()
  const from = search.get('from') ?? addDays(monthStart(asOf), -1)
  const tag = search.get('tag') ?? ''
  const tags = useApi('/api/v1/tags', tagListSchema).data?.items ?? []
  const url = urlOf(`${PORTRAITS}/flow`, { org })
  const body = { of: people, from, to: asOf, ...(tag === '' ? {} : { tag }) }
  const flow = useQuery<Flow, ApiError>({ queryKey: [url, body], queryFn: ({ signal }) => post(url, body, flowSchema, { signal }), staleTime: 300_000 })
  return (
    <section className="panel">
      <h2>{t('move.flow')}</h2>
      <div className="portrait-filter">
        <label>
          {t('move.since')} <Input type="date" className="portrait-date" value={from} max={addDays(asOf, -1)} onChange={({ target }) => change({ from: target.value }, { replace: true })} />
        </label>
        <Select
          aria-label={t('move.byTag')}
          value={tag}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(value: string) => change({ tag: value }, { replace: true })}
          options={[{ value: '', label: t('move.noTag') }, ...tags.filter(({ version, type }) => version !== null && TELLING.includes(type?.type ?? '')).map(({ key, name: label }) => ({ value: key, label: say(label) }))]}
        />
      </div>
      <Loaded query={flow}>{(found) => <FlowView flow={found} name={name} />}</Loaded>
    </section>
  )
}

function History({ people, name, asOf }: { readonly people: People; readonly name: string; readonly asOf: string }) {
  const { t } = useTranslation('insight')
  const { org } = useScope()
  const [jobId, setJobId] = useState<string | null>(null)
  const start = useAction(() => post(urlOf(`${PORTRAITS}/history`, { org }), { of: people, months: 12, asOf }, startedSchema), { onDone: ({ jobId: id }: { jobId: string }) => setJobId(id) })
  const job = useJob(jobId).data
  const isRunning = job !== undefined && !isOver(job)
  const now = useNow(isRunning)
  const found = job?.status === 'done' ? historySchema.safeParse(job.result) : undefined
  const points = found?.success === true ? found.data.points : []
  return (
    <section className="panel">
      <h2>{t('move.history')}</h2>
      {isRunning && <JobProgress job={job} now={now} />}
      {points.length === 0 && !isRunning && (
        <p>
          <span className="soft">{t('move.historyWhy')}</span>{' '}
          <Button loading={start.isPending} onClick={() => start.mutate(undefined)}>{t('move.count')}</Button>
        </p>
      )}
      {points.length > 0 && (
        <Chart
          chart={lineChart}
          rows={[{ name, points: points.map(({ date, customers, reason }) => ({ at: date, value: reason === null ? customers : null })) }]}
          options={{ format: { kind: 'count' }, fromZero: true, atLabel: t('move.date') }}
          title={t('move.historyTitle', { name })}
          note={t('move.historyNote', { dates: points.filter(({ reconstructed }) => reconstructed).length })}
          fileName="portrait-history"
        />
      )}
    </section>
  )
}

/** How the people grew, and who came and left between two dates. */
export function MoveTab({ portrait, people }: { readonly portrait: Portrait; readonly people: People }) {
  const say = useSay()
  const name = say(portrait.of.name)
  return (
    <div className="insight-stack">
      <History people={people} name={name} asOf={portrait.asOf} />
      <Flows people={people} name={name} asOf={portrait.asOf} />
    </div>
  )
}
