import { useTranslation } from 'react-i18next'
import { Chart } from '../../../ui/charts/Chart.js'
import { groupedBarChart } from '../../../ui/charts/grouped-bar.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import { analysisPath } from '../analysis-paths.js'
import { writeMoney } from '../measures.js'
import type { FiguresOf, ResultsProps } from '../one/analysis-view.js'
import { BalanceIncome } from './BalanceIncome.js'
import { GroupParameters } from './GroupParameters.js'

type Figures = FiguresOf<'lifetime'>
const GOOD = 0.1
const FAIR = 0.25
/** Beyond it, how often and how much are not independent. */
const DEPENDENT = 0.2

/** Whether the prediction held on days kept back, in words. */
function Verdict({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { holdout, dependence } = figures
  const off = Math.abs(holdout.error)
  const word = off <= GOOD ? 'good' : off <= FAIR ? 'fair' : 'poor'
  return (
    <div className="model-verdict">
      <p>
        {t('lifetime.verdict', { date: holdout.from, months: formatNumber(holdout.months, locale, 1), predicted: formatNumber(holdout.predicted, locale, 0), bought: formatNumber(holdout.bought, locale), error: formatPercent(holdout.error, locale, 1) })}{' '}
        {t(`lifetime.${word}`)}
      </p>
      <p className={Math.abs(dependence) > DEPENDENT ? 'tone-warm' : 'soft'}>{t('lifetime.dependence', { value: formatNumber(dependence, locale, 2) })}</p>
    </div>
  )
}

function Tiles({ analysis, figures }: ResultsProps<'lifetime'>) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { customers, buyers, purchases, holdout, alive, horizons } = figures
  const to = (measure: string) => `${analysisPath(analysis.key)}?tab=customers&measure=${measure}`
  return (
    <div className="stat-tiles">
      {horizons.map(({ months, purchases: expected, value }) => (
        <StatTile
          key={months}
          label={t('lifetime.value', { months })}
          value={writeMoney(value, locale)}
          note={`${t('lifetime.valueNote', { purchases: formatNumber(expected, locale) })} · ${t('lifetime.valueEach', { value: writeMoney(value / Math.max(1, customers), locale) })}`}
          to={to(`value_${months}m`)}
          help={<AnalysisHelp figure="value" />}
        />
      ))}
      <StatTile label={t('lifetime.alive')} value={formatPercent(alive, locale, 1)} note={t('lifetime.buyers', { buyers: formatNumber(buyers, locale), purchases: formatNumber(purchases, locale) })} to={to('alive')} help={<AnalysisHelp figure="alive" />} />
      <StatTile label={t('lifetime.error')} value={formatPercent(holdout.error, locale, 1)} note={t('lifetime.meanAbsolute', { value: formatNumber(holdout.meanAbsolute, locale, 2) })} help={<AnalysisHelp figure="error" />} />
      <StatTile label={t('lifetime.rank')} value={formatNumber(holdout.rankCorrelation, locale, 2)} help={<AnalysisHelp figure="rank" />} />
    </div>
  )
}

function Tracking({ analysis, figures }: ResultsProps<'lifetime'>) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { bands, months, customers } = figures.holdout
  const [first] = bands
  if (first === undefined) return null
  return (
    <Chart
      chart={groupedBarChart}
      rows={bands.map(({ band, predicted, bought }) => ({ name: String(band), values: { predicted: { value: predicted }, bought: { value: bought } } }))}
      options={{ format: { kind: 'number', digits: 2 }, series: [{ key: 'predicted', label: t('lifetime.predicted') }, { key: 'bought', label: t('lifetime.bought') }], nameLabel: t('lifetime.band') }}
      title={t('lifetime.trackingTitle', { predicted: formatNumber(first.predicted, locale, 2), bought: formatNumber(first.bought, locale, 2) })}
      note={`${t('lifetime.perCustomer')} · ${t('lifetime.band')} · ${t('lifetime.trackingNote', { months: formatNumber(months, locale, 1), customers: formatNumber(customers, locale) })}`}
      fileName={`${analysis.key}-holdout`}
    />
  )
}

/** What customers will buy: whether it held on days kept back, what it is worth, and the parameters of each group. */
export function LifetimeResults(props: ResultsProps<'lifetime'>) {
  return (
    <div className="model-stack">
      <Verdict figures={props.figures} />
      <Tiles {...props} />
      <Tracking {...props} />
      <BalanceIncome {...props} />
      <GroupParameters figures={props.figures} />
    </div>
  )
}
