import { Button, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { retentionSchema, segmentListSchema, type StageBoard, stageBoardSchema, type StageLag, type TieringRun } from '#segments/contract'
import { usePosted } from '../../../api/posted.js'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { funnelChart } from '../../../ui/charts/funnel.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { RetentionCurve } from '../detail/RetentionTab.js'
import { yearBefore } from '../detail/SegmentRetention.js'
import { SEGMENTS } from '../segment-paths.js'
import { StageAdvice } from './StageAdvice.js'
import { cohortLabel, StageCohorts } from './StageCohorts.js'
import { cohortStart, shortStage } from './stage-ask.js'
import { tierRunUrl } from './tier-paths.js'

const SILENT_DAYS = 90

interface Props {
  readonly tiering: string
  readonly run: TieringRun
}

function useAsk() {
  const [search, change] = useUrlState()
  const by: 'month' | 'quarter' = search.get('by') === 'quarter' ? 'quarter' : 'month'
  return { by, segment: search.get('segment') ?? undefined, cohort: search.get('cohort') ?? undefined, change: (part: Record<string, string | null>) => change(part, { replace: true }) }
}

type Ask = ReturnType<typeof useAsk>

function Controls({ ask, cohorts }: { readonly ask: Ask; readonly cohorts: readonly string[] }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const all = useApi(SEGMENTS, segmentListSchema).data?.items ?? []
  const segments = all.flatMap(({ key, name, latest }) => (latest === null ? [] : [{ value: key, label: say(name) }]))
  const offered = [...new Set([...(ask.cohort === undefined ? [] : [ask.cohort]), ...cohorts.filter((cohort) => cohort !== 'earlier')])]
  return (
    <div className="plane-controls">
      <Select aria-label={t('stages.segment')} allowClear placeholder={t('stages.everybody')} className="retention-whom" showSearch={{ optionFilterProp: 'label' }} value={ask.segment ?? null} options={segments} onChange={(segment: string | null | undefined) => ask.change({ segment: segment ?? null })} />
      <span>{t('stages.by')} <Segmented aria-label={t('stages.by')} value={ask.by} onChange={(by) => ask.change({ by: by === 'month' ? null : by, cohort: null })} options={(['month', 'quarter'] as const).map((value) => ({ value, label: t(`stages.bys.${value}`) }))} /></span>
      <Select aria-label={t('stages.cohort')} allowClear placeholder={t('stages.all')} className="stage-cohort" value={ask.cohort ?? null} options={offered.map((value) => ({ value, label: cohortLabel(value, t) }))} onChange={(cohort: string | null | undefined) => ask.change({ cohort: cohort ?? null })} />
    </div>
  )
}

/** The retention curve of who opened from a year before, or from the cohort on. */
function Headline({ ask, asOf }: { readonly ask: Ask; readonly asOf: string }) {
  const { t } = useTranslation('segments')
  const { org } = useScope()
  const since = cohortStart(ask.cohort) ?? yearBefore(asOf)
  const group = ask.segment === undefined ? { kind: 'all' } : { kind: 'segment', key: ask.segment }
  const found = usePosted(`${SEGMENTS}/retention`, { groups: [group], leaving: { kind: 'silent', days: SILENT_DAYS }, start: { kind: 'opened', since } }, retentionSchema, { query: { org } })
  return (
    <section>
      <h3>{t('stages.curve')}</h3>
      <Loaded query={found}>{(data) => (data.groups.every(({ steps }) => steps.length === 0) ? <EmptyState title={t('retention.empty')} why={t('retention.emptyWhy')} /> : <RetentionCurve data={data} />)}</Loaded>
      <p className="soft">{t('stages.curveNote', { date: since, days: SILENT_DAYS })}</p>
    </section>
  )
}

function Funnel({ tiering, run, board }: Props & { readonly board: StageBoard }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const nameOf = (code: string | null) => shortStage(say(run.cells.find((cell) => cell.code === code)?.name ?? { zh: code ?? '' }))
  const told = board.stages.flatMap(({ code, reached }) => (reached === null ? [] : [{ name: nameOf(code), count: reached }]))
  const isCut = told.length < board.stages.length
  const rows = [...(board.customers === null ? [] : [{ name: t('tiers.everybody'), count: board.customers }]), ...told]
  const title = board.weakest === null ? t('stages.hiddenNote') : t('tiers.weakest', { stage: nameOf(board.weakest) })
  const note = isCut ? `${t('tiers.stagesNote')} ${t('stages.funnelHidden', { count: board.stages.length - told.length })}` : t('tiers.stagesNote')
  return <Chart chart={funnelChart} rows={rows} options={{ countLabel: t('tiers.customers') }} title={title} note={note} fileName={tiering} />
}

function Lag({ lag }: { readonly lag: StageLag | undefined }) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  if (lag === undefined || lag.median === null) return <Num value={null} />
  const days = (value: number | null) => formatNumber(value ?? 0, locale, 0)
  if (lag.upper === 0) return <>{t('stages.atOnce')}</>
  return <>{lag.median === 0 ? t('stages.atOnce') : days(lag.median)} <small className="soft">{t('stages.range', { lower: days(lag.lower), upper: days(lag.upper) })}</small></>
}

function Stages({ run, board }: { readonly run: TieringRun; readonly board: StageBoard }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { lags } = board
  return (
    <section>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('stages.stage')}</th>
            <th scope="col" className="right">{t('stages.reached')} <HelpHint name={t('stages.reached')}>{t('stages.reachedHelp')}</HelpHint></th>
            <th scope="col" className="right">{t('stages.rate')} <HelpHint name={t('stages.rate')}>{t('stages.rateHelp')}</HelpHint></th>
            <th scope="col" className="right">{t('stages.met')} <HelpHint name={t('stages.met')}>{t('tiers.metHelp')}</HelpHint></th>
            <th scope="col" className="right">{t('stages.lag')} <HelpHint name={t('stages.lag')} formula={t('stages.lagFormula')} source={t('stages.lagSource')}>{t('stages.lagHelp')}</HelpHint></th>
            <th scope="col" className="right">{t('stages.went')}</th>
          </tr>
        </thead>
        <tbody>
          {board.stages.map(({ code, reached, rate, met }, at) => {
            const [lag, next] = [lags.steps[at - 1], lags.steps[at]]
            return (
              <tr key={code}>
                <th scope="row">{say(run.cells.find((cell) => cell.code === code)?.name ?? { zh: code })}{code === board.weakest && <small className="tone-warm"> {t('stages.weakest')}</small>}</th>
                <td className="right"><Num value={reached} /></td>
                <td className="right"><Percent value={rate} /></td>
                <td className="right"><Num value={met} /></td>
                <td className="right"><Lag lag={lag} /></td>
                <td className="right">{next?.entered ? <>{t('stages.wentOf', { moved: next.moved ?? '—', entered: next.entered })}</> : <Num value={null} />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="soft">{lags.runs.length < 2 ? t('stages.lagNone') : t('stages.lagRuns', { count: lags.runs.length, from: lags.runs[0] ?? '', to: lags.runs.at(-1) ?? '' })}{board.segment !== null && ` ${t('stages.ofSegment', { date: board.segment.asOf })}`}</p>
    </section>
  )
}

/** A funnel as a board: of a segment or a cohort, with days between stages; retention first where the definition says so. */
export function StagesTab({ tiering, run }: Props) {
  const { t } = useTranslation('segments')
  const { org } = useScope()
  const ask = useAsk()
  const found = useApi(`${tierRunUrl(tiering, run.runId)}/stages`, stageBoardSchema, { query: { org, by: ask.by, segment: ask.segment, cohort: ask.cohort }, keepPrevious: true })
  return (
    <div className="overview">
      <Controls ask={ask} cohorts={found.data?.cohorts.map(({ cohort }) => cohort) ?? []} />
      <Loaded query={found}>
        {(board) => (
          <>
            {board.advice !== null && <StageAdvice advice={board.advice} run={run} />}
            {board.advice !== null && <Headline ask={ask} asOf={run.asOf} />}
            {board.customers === 0 ? (
              <EmptyState title={t('stages.noCustomers')} why={t('stages.noCustomersWhy')} action={<Button onClick={() => ask.change({ segment: null, cohort: null })}>{t('stages.clear')}</Button>} />
            ) : (
              <>
                <Funnel tiering={tiering} run={run} board={board} />
                <Stages run={run} board={board} />
                <StageCohorts run={run} board={board} />
              </>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}
