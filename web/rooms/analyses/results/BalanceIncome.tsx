import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { AnalysisHelp } from '../AnalysisHelp.js'
import { analysisPath } from '../analysis-paths.js'
import { writeMoney } from '../measures.js'
import type { ResultsProps } from '../one/analysis-view.js'

const EVERYBODY = 'all'
/** Share of those who left beyond which the held-out check is said to fail. */
const FAR = 0.25

/** What the balances held now will bring, whether departures were foreseen, and how fast each group leaves. */
export function BalanceIncome({ analysis, figures }: ResultsProps<'lifetime'>) {
  const { t } = useTranslation('analyses')
  const locale = useFormatLocale()
  const { balance } = figures
  if (balance === null) return null
  const { holdout, horizons, groups } = balance
  const off = holdout.customers > 0 && Math.abs(holdout.predicted - holdout.left) > FAR * holdout.left
  const whole = (value: number) => formatNumber(value, locale, 0)
  return (
    <section className="panel model-scroll">
      <h2>
        {t('lifetime.balance')}
        <AnalysisHelp figure="income" />
      </h2>
      <p className="soft">{t('lifetime.balanceWhat')}</p>
      <p>{t('lifetime.balanceVerdict', { customers: whole(holdout.customers), months: formatNumber(holdout.months, locale, 1), predicted: whole(holdout.predicted), left: whole(holdout.left) })}</p>
      {off && <Alert type="warning" showIcon title={t('lifetime.balanceOff', { way: t(holdout.predicted < holdout.left ? 'lifetime.balanceHigh' : 'lifetime.balanceLow') })} />}
      <div className="stat-tiles">
        {horizons.map(({ months, income }) => (
          <StatTile key={months} label={t('lifetime.income', { months })} value={writeMoney(income, locale)} note={t('lifetime.incomeNote')} to={`${analysisPath(analysis.key)}?tab=customers&measure=income_${months}m`} />
        ))}
      </div>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            {(['group', 'groupCustomers', 'left', 'monthly', 'median'] as const).map((word) => <th key={word} scope="col">{t(`lifetime.${word}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ group, customers, left, pooled, monthly, median }) => (
            <tr key={group}>
              <th scope="row">{group === EVERYBODY ? t('lifetime.everybody') : group || '–'}</th>
              <td><Num value={customers} /></td>
              <td><Num value={left} /></td>
              <td><Percent value={monthly} digits={2} /> {pooled && <small className="soft">{t('lifetime.pooled')}</small>}</td>
              <td>{median === null ? t('lifetime.medianNever') : t('lifetime.medianMonths', { months: median })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
