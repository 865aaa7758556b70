import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Chart } from '../../../ui/charts/Chart.js'
import { forestChart } from '../../../ui/charts/forest.js'
import { stackedBarChart } from '../../../ui/charts/stacked-bar.js'
import { Estimate } from '../../../ui/figures/Estimate.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { settingsOf, useBody } from '../analysis-body.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import type { ResultsProps } from '../one/analysis-view.js'
import { type Clock, type TimingWords, useTimingWords } from './use-window-words.js'
import { isInside, overUsual } from './windows.js'

type Props = ResultsProps<'timing'>
interface WithWords extends Props {
  readonly words: TimingWords
}

const RATE = 0.05
const TIMES = { kind: 'number', digits: 2 } as const

/** What was found, and that nothing else was. */
function Verdict({ analysis, version, figures, words }: WithWords) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const kept = figures.windows.filter((window) => window.kept)
  const settings = new Map(settingsOf(useBody('analysis', analysis.key, version).data?.body))
  const rate = settings.get('falseDiscovery')
  return (
    <div className="model-verdict">
      <p>{kept.length === 0 ? t('timing.foundNone') : `${t('timing.found', { count: kept.length })} ${kept.map((window) => words.whole(window)).join(t('timing.comma'))}`}</p>
      {kept.length > 0 && <p>{t('timing.nothingElse', { rate: formatPercent(typeof rate === 'number' ? rate : RATE, locale, 0) })}</p>}
      <p className="soft">{t('timing.watched', { customers: formatNumber(figures.customers, locale), days: formatNumber(figures.days, locale), events: formatNumber(figures.events, locale), rate: formatNumber((figures.events / Math.max(1, figures.days)) * 1000, locale, 2) })}</p>
    </div>
  )
}

/** Windows that stand out: how much more than usual, with intervals. */
function Strengths({ analysis, figures, words }: WithWords) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const kept = figures.windows.filter((window) => window.kept)
  const best = kept.toSorted((a, b) => b.ratio - a.ratio)[0]
  if (best === undefined) return null
  return (
    <Chart
      chart={forestChart}
      rows={kept.map((window) => ({ name: words.whole(window), value: window.ratio - 1, low: window.low - 1, high: window.high - 1, n: window.events }))}
      options={{ format: { kind: 'percent', digits: 0 } }}
      title={t('timing.windowsTitle', { window: words.whole(best), ratio: formatNumber(best.ratio, locale, 1) })}
      note={t('timing.windowsNote')}
      fileName={`${analysis.key}-windows`}
    />
  )
}

/** One clock, cell by cell: returns over the usual. */
function ClockChart({ analysis, figures, words, clock }: WithWords & { readonly clock: Clock }) {
  const { t } = useTranslation('analyses')
  const kept = figures.windows.filter((window) => window.kept && window.clock === clock.key)
  const name = words.clock(clock.key)
  const rows = clock.cells.map((cell) => {
    const inside = kept.some((window) => isInside(cell.at, window))
    const value = overUsual(cell)
    return { name: words.cell(clock.kind, cell.at), values: inside ? { inside: value } : { outside: value } }
  })
  return (
    <Chart
      chart={stackedBarChart}
      rows={rows}
      options={{ format: TIMES, series: [{ key: 'outside', label: t('timing.outside') }, { key: 'inside', label: t('timing.inWindow') }], nameLabel: t(`timing.at.${clock.kind as 'date'}`, { defaultValue: t('timing.cell') }), totalLabel: t('timing.ratioLabel') }}
      title={kept.length === 0 ? t('timing.clockFlat', { clock: name }) : t('timing.clockTitle', { clock: name, window: kept.map((window) => words.stretch(window)).join(', ') })}
      note={`${t(`timing.at.${clock.kind as 'date'}`, { defaultValue: '' })} · ${t('timing.clockNote')}`}
      fileName={`${analysis.key}-${clock.key}`}
    />
  )
}

function WindowTable({ figures, words }: WithWords) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  return (
    <section className="panel model-scroll">
      <h2>{t('timing.windows')}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('timing.clock')}</th>
            <th scope="col">{t('timing.window')}</th>
            <th scope="col" className="right">{t('timing.events')}</th>
            <th scope="col" className="right">{t('timing.expected')}</th>
            <th scope="col">{t('timing.ratio')}<AnalysisHelp figure="ratio" /></th>
            <th scope="col" className="right">{t('timing.p')}<AnalysisHelp figure="adjusted" /></th>
            <th scope="col">{t('timing.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.windows.map((window) => (
            <tr key={`${window.clock} ${window.from} ${window.to}`}>
              <td>{words.clock(window.clock)}</td>
              <td>{words.stretch(window)}</td>
              <td className="right"><Num value={window.events} /></td>
              <td className="right"><Num value={window.expected} digits={1} /></td>
              <td><Estimate estimate={{ value: window.ratio, low: window.low, high: window.high }} format={(value) => formatNumber(value, locale, 2)} /></td>
              <td className="right"><Num value={window.adjusted} digits={3} /></td>
              <td className="nowrap"><StatusTag tone={window.kept ? 'gain' : 'quiet'}>{t(window.kept ? 'timing.kept' : 'timing.chance')}</StatusTag></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** When quiet customers come back: windows that stand out, each clock cell by cell, and what was looked at in vain. */
export function TimingResults(props: Props) {
  const words = useTimingWords(props)
  const [search, change] = useUrlState()
  const { clocks } = props.figures
  const clock = clocks.find(({ key }) => key === search.get('clock')) ?? clocks[0]
  return (
    <div className="model-stack">
      <Verdict {...props} words={words} />
      <Strengths {...props} words={words} />
      {clock !== undefined && (
        <div className="model-stack">
          <Segmented value={clock.key} onChange={(key: string) => change({ clock: key }, { replace: true })} options={clocks.map(({ key }) => ({ value: key, label: words.clock(key) }))} />
          <ClockChart {...props} words={words} clock={clock} />
        </div>
      )}
      <WindowTable {...props} words={words} />
    </div>
  )
}
