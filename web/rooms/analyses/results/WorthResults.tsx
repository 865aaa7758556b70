import { useTranslation } from 'react-i18next'
import { barChart } from '../../../ui/charts/bar.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { curveChart } from '../../../ui/charts/curve.js'
import { lineChart } from '../../../ui/charts/line.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import { analysisPath } from '../analysis-paths.js'
import { writeMoney } from '../measures.js'
import type { FiguresOf, ResultsProps } from '../one/analysis-view.js'
import { useMeasureName } from '../one/use-measure-name.js'
import { whaleOf } from './whale.js'

type Props = ResultsProps<'worth'>
type Figures = FiguresOf<'worth'>

const MONEY = { kind: 'money', currency: 'CNY' } as const
const PERCENT = { kind: 'percent' } as const
/** Above it the curve has a hump worth naming. */
const HUMP = 1.005
const HALF = 0.5

const customersPath = (key: string, order: 'largest' | 'smallest', measure = 'profit') => `${analysisPath(key)}?tab=customers&measure=${measure}&order=${order}`

function Verdict({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { customers, total, losing, classes, months, curve } = figures
  const best = classes.find((one) => one.class === 'A')
  const whale = whaleOf(curve, total)
  const loss = whale === null ? 0 : (whale.peak.y - 1) * total
  return (
    <div className="model-verdict">
      <p>{t('worth.verdict', { months: months.length, total: writeMoney(total, locale), share: formatPercent((best?.customers ?? 0) / Math.max(1, customers), locale, 1), part: formatPercent(best?.share ?? 0, locale, 0) })}</p>
      <p className="soft">{losing === 0 ? t('worth.noneLosing') : t('worth.losing', { count: formatNumber(losing, locale), share: formatPercent(losing / Math.max(1, customers), locale, 1), loss: writeMoney(loss, locale) })}</p>
    </div>
  )
}

function Tiles({ analysis, figures }: Props) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { customers, total, losing, months } = figures
  return (
    <div className="stat-tiles">
      <StatTile label={t('worth.total')} value={writeMoney(total, locale)} note={`${months.length} ${t('worth.months')}`} />
      <StatTile label={t('worth.each')} value={writeMoney(total / Math.max(1, customers), locale)} note={`${formatNumber(customers, locale)} ${t('worth.customers')}`} to={customersPath(analysis.key, 'largest')} />
      <StatTile label={t('worth.losers')} value={formatNumber(losing, locale)} note={formatPercent(losing / Math.max(1, customers), locale, 1)} to={customersPath(analysis.key, 'smallest')} />
    </div>
  )
}

/** Share of profit, added up over customers from the best down. */
function WhaleCurve({ analysis, figures }: Props) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const whale = whaleOf(figures.curve, figures.total)
  if (whale === null) return <p className="soft">{t('worth.noCurve')}</p>
  const { peak, fifth, points } = whale
  const title = peak.y > HUMP ? t('worth.whaleTitle', { share: formatPercent(peak.x, locale, 0), peak: formatPercent(peak.y, locale, 1) }) : t('worth.whalePlain', { part: formatPercent(fifth, locale, 0) })
  return (
    <Chart
      chart={curveChart}
      rows={[{ name: t('worth.curve'), points }, { name: t('worth.evenly'), points: [{ x: 0, y: 0 }, { x: HALF, y: HALF }, { x: 1, y: 1 }], isReference: true, namedAt: 1 }]}
      options={{ xFormat: PERCENT, yFormat: PERCENT, xLabel: t('worth.ofCustomers'), yLabel: t('worth.ofProfit'), xMax: 1 }}
      title={title}
      note={t('worth.whaleNote')}
      fileName={`${analysis.key}-whale`}
    />
  )
}

/** The lines of the account over all months, the largest first. */
function Lines({ analysis, version, figures }: Props) {
  const { t } = useTranslation('analyses')
  const nameOf = useMeasureName(analysis.key, version)
  const sums = new Map<string, number>()
  for (const { lines } of figures.months) for (const { key, amount } of lines) sums.set(key, (sums.get(key) ?? 0) + amount)
  const lines = [...sums].toSorted(([, a], [, b]) => b - a)
  const rows = [...lines.map(([key, value]) => ({ name: nameOf(key), value })), { name: t('worth.sum'), value: figures.total, isMarked: true }]
  return (
    <Chart
      chart={barChart}
      rows={rows}
      options={{ format: MONEY, keepOrder: true, nameLabel: t('worth.line'), valueLabel: t('worth.amount') }}
      title={t('worth.linesTitle', { line: nameOf(lines[0]?.[0] ?? '') })}
      note={`${figures.months.length} ${t('worth.months')}`}
      fileName={`${analysis.key}-lines`}
    />
  )
}

function Months({ analysis, figures }: Props) {
  const { t } = useTranslation('analyses')
  return (
    <Chart
      chart={lineChart}
      rows={[{ name: t('worth.sum'), points: figures.months.map(({ month, total }) => ({ at: month, value: total })) }]}
      options={{ format: MONEY, fromZero: true, atLabel: t('worth.month') }}
      title={t('worth.monthTitle')}
      note={t('worth.monthNote')}
      fileName={`${analysis.key}-months`}
    />
  )
}

function Classes({ analysis, figures }: Props) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  return (
    <section className="panel model-scroll">
      <h2>
        {t('worth.classes')}
        <AnalysisHelp figure="classes" />
      </h2>
      <p className="soft">{t('worth.classWhat')}</p>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            <th scope="col">{t('worth.class')}</th>
            <th scope="col">{t('worth.customers')}</th>
            <th scope="col">{t('worth.customersShare')}</th>
            <th scope="col">{t('worth.profit')}</th>
            <th scope="col">{t('worth.profitShare')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.classes.map((one) => (
            <tr key={one.class}>
              <th scope="row">{one.class}</th>
              <td><Num value={one.customers} /></td>
              <td><Percent value={one.customers / Math.max(1, figures.customers)} /></td>
              <td className="figures">{writeMoney(one.total, locale)}</td>
              <td><Percent value={one.share} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <AppLink to={customersPath(analysis.key, 'largest')}>{t('worth.top')}</AppLink> · <AppLink to={customersPath(analysis.key, 'smallest')}>{t('worth.bottom')}</AppLink>
      </p>
    </section>
  )
}

/** Who brings how much: the account by line and month, profit added up over customers, classes by value. */
export function WorthResults(props: Props) {
  return (
    <div className="model-stack">
      <Verdict figures={props.figures} />
      <Tiles {...props} />
      <div className="model-columns even">
        <WhaleCurve {...props} />
        <Lines {...props} />
      </div>
      <div className="model-columns even">
        <Classes {...props} />
        <Months {...props} />
      </div>
    </div>
  )
}
