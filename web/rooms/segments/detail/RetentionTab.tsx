import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { MOST_RETENTION_GROUPS, type Retention, retentionSchema } from '#segments/contract'
import { usePosted } from '../../../api/posted.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { curveChart } from '../../../ui/charts/curve.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { SEGMENTS } from '../segment-paths.js'
import { askOf, groupOf, partsOfAsk, type RetentionAsk } from './retention-ask.js'

const CENTS = 100
const SILENT_DAYS = 90
const LITTLE = 10_000

/** What a month's tick stands for in the table of those still followed. */
const TICKS = 6
const SURE = 0.05

interface Option {
  readonly value: string
  readonly label: string
}

function Controls({ ask, options, onChange }: { readonly ask: RetentionAsk; readonly options: readonly Option[]; readonly onChange: (part: Partial<RetentionAsk>) => void }) {
  const { t } = useTranslation('segments')
  const { leaving, start } = ask
  const date = start.kind === 'date' ? start.date : start.since
  return (
    <div className="plane-controls">
      <Select aria-label={t('retention.whom')} mode="multiple" className="retention-whom" maxCount={MOST_RETENTION_GROUPS} placeholder={t('retention.whom')} showSearch={{ optionFilterProp: 'label' }} value={[...ask.groups]} options={[...options]} onChange={(groups: string[]) => onChange({ groups })} />
      <span>
        <Select aria-label={t('retention.leaving')} value={leaving.kind} onChange={(kind) => onChange({ leaving: kind === 'silent' ? { kind, days: SILENT_DAYS } : { kind, below: LITTLE } })} options={(['silent', 'assets'] as const).map((value) => ({ value, label: t(`retention.leavings.${value}`) }))} />{' '}
        {leaving.kind === 'silent' ? (
          <InputNumber<number> aria-label={t('retention.days')} min={7} max={730} precision={0} suffix={t('retention.days')} value={leaving.days} onChange={(days) => days !== null && onChange({ leaving: { kind: 'silent', days } })} />
        ) : (
          <InputNumber<number> aria-label={t('retention.leaving')} min={0.01} suffix="CNY" value={leaving.below / CENTS} onChange={(below) => below !== null && onChange({ leaving: { kind: 'assets', below: Math.round(below * CENTS) } })} />
        )}
      </span>
      <span>
        <Select aria-label={t('retention.start')} value={start.kind} onChange={(kind) => onChange({ start: kind === 'date' ? { kind, date } : { kind, since: date } })} options={(['date', 'opened'] as const).map((value) => ({ value, label: t(`retention.starts.${value}`) }))} />{' '}
        <Input aria-label={start.kind === 'date' ? t('retention.start') : t('retention.since')} title={start.kind === 'date' ? '' : t('retention.since')} type="date" className="retention-date" value={date} onChange={({ target }) => target.value !== '' && onChange({ start: start.kind === 'date' ? { kind: 'date', date: target.value } : { kind: 'opened', since: target.value } })} />
      </span>
    </div>
  )
}

/** A curve falls in steps: a point before and after each month. */
function stepsOf({ steps }: Retention['groups'][number]) {
  const start = { x: 0, y: 1, low: 1, high: 1 }
  return [start, ...steps.flatMap(({ month, stayed, low, high }, at) => {
    const before = steps[at - 1]
    return [{ x: month, y: before?.stayed ?? 1, low: before?.low ?? 1, high: before?.high ?? 1 }, { x: month, y: stayed, low, high }]
  })]
}

/** Names without the words they all begin with, so that they stand beside their lines. */
function shortened(names: readonly string[]): readonly string[] {
  const heads = names.map((name) => name.split(/[·:]/)[0])
  return names.length > 1 && heads.every((head) => head === heads[0]) ? names.map((name) => name.slice((heads[0]?.length ?? 0) + 1).trim() || name) : names
}

/** Who stayed, as steps with intervals. */
export function RetentionCurve({ data }: { readonly data: Retention }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const shown = data.groups.filter(({ steps }) => steps.length > 0)
  const last = shown[0]?.steps.at(-1)
  const names = shortened(shown.map(({ name }) => say(name)))
  const title = shown.length === 1 && last !== undefined ? t('retention.curveOne', { month: last.month, share: formatPercent(last.stayed, locale) }) : t('retention.curve')
  return (
    <Chart
      chart={curveChart}
      rows={shown.map((group, at) => ({ name: names[at] ?? '', points: stepsOf(group) }))}
      options={{ xFormat: { kind: 'number', digits: 0 }, yFormat: { kind: 'percent' }, xLabel: t('retention.months'), yLabel: t('retention.stayed'), yMax: 1 }}
      title={title}
      note={t('retention.help')}
      fileName="retention"
    />
  )
}

function Groups({ data, start }: { readonly data: Retention; readonly start: RetentionAsk['start'] }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const from = start.kind === 'date' ? start.date : null
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('retention.name')}</th>
          <th scope="col">{t('retention.taken')}</th>
          <th scope="col" className="right">{t('retention.customers')}</th>
          <th scope="col" className="right">{t('retention.left')}</th>
          <th scope="col" className="right">{t('retention.outside')} <HelpHint name={t('retention.outside')}>{t('retention.outsideHelp')}</HelpHint></th>
          <th scope="col" className="right">{t('retention.median')}</th>
        </tr>
      </thead>
      <tbody>
        {data.groups.map(({ name, takenAsOf, customers, left, outside, median, steps }) => (
          <tr key={`${name.zh} ${takenAsOf ?? ''}`}>
            <th scope="row">{say(name)}{from !== null && takenAsOf !== null && takenAsOf > from && <small className="tone-warm"> {t('retention.lateList', { taken: takenAsOf, start: from })}</small>}</th>
            <td>{takenAsOf ?? ''}</td>
            <td className="right">{customers === null ? t('retention.hidden') : <Num value={customers} />}</td>
            <td className="right"><Num value={left} /></td>
            <td className="right"><Num value={outside} /></td>
            <td className="right">{median === null ? (steps.length === 0 ? '' : t('retention.notReached')) : t('retention.medianMonth', { month: median })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How many of each group are still followed at a few months. */
function AtRisk({ data }: { readonly data: Retention }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const longest = Math.max(0, ...data.groups.flatMap(({ steps }) => steps.map(({ month }) => month)))
  const every = Math.max(1, Math.ceil(longest / TICKS))
  const months = Array.from({ length: Math.floor(longest / every) + 1 }, (_, at) => at * every)
  return (
    <table className="plain-table">
      <caption>{t('retention.risk')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('retention.months')}</th>
          {months.map((month) => <th key={month} scope="col" className="right">{month}</th>)}
        </tr>
      </thead>
      <tbody>
        {data.groups.map(({ name, takenAsOf, steps }) => (
          <tr key={`${name.zh} ${takenAsOf ?? ''}`}>
            <th scope="row">{say(name)}</th>
            {months.map((month) => <td key={month} className="right"><Num value={steps.find((step) => step.month >= month)?.atRisk ?? null} /></td>)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Test({ test }: Pick<Retention, 'test'>) {
  const { t } = useTranslation('segments')
  const locale = useFormatLocale()
  if (test === null) return null
  const { statistic, df, p } = test
  return (
    <p>
      <strong>{t('retention.test')}</strong> {t('retention.testSays', { df, statistic: formatNumber(statistic, locale, 2), p: p < 0.0001 ? '< 0.0001' : formatNumber(p, locale, 4) })} · {t(p < SURE ? 'retention.differs' : 'retention.alike')}
    </p>
  )
}

interface Props {
  readonly options: readonly Option[]
  readonly begin: readonly string[]
  /** From when they are followed to begin with. */
  readonly from: string
}

/** Who stayed of up to four groups, as curves with intervals, those still followed and a test. */
export function RetentionTab({ options, begin, from }: Props) {
  const { t } = useTranslation('segments')
  const { org } = useScope()
  const [search, change] = useUrlState()
  const ask = askOf(search, { groups: begin, leaving: { kind: 'silent', days: SILENT_DAYS }, start: { kind: 'date', date: from } })
  const settled = useSettled(ask)
  const groups = settled.groups.flatMap((id) => groupOf(id) ?? [])
  const found = usePosted(`${SEGMENTS}/retention`, groups.length === 0 ? null : { groups, leaving: settled.leaving, start: settled.start }, retentionSchema, { query: { org } })
  return (
    <div className="overview">
      <Controls ask={ask} options={options} onChange={(part) => change(partsOfAsk({ ...ask, ...part }), { replace: true })} />
      {groups.length === 0 ? (
        <EmptyState title={t('retention.none')} why={t('retention.note')} />
      ) : (
        <Loaded query={found}>
          {(data) => (
            <>
              {data.groups.every(({ steps }) => steps.length === 0) ? <EmptyState title={t('retention.empty')} why={t('retention.emptyWhy')} /> : <RetentionCurve data={data} />}
              <Test test={data.test} />
              <Groups data={data} start={settled.start} />
              <AtRisk data={data} />
              <p className="soft">{t('retention.note')} {t('retention.source')}</p>
            </>
          )}
        </Loaded>
      )}
    </div>
  )
}
