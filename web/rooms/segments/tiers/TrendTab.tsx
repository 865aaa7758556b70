import { useTranslation } from 'react-i18next'
import { tierTrendSchema, type TieringRun } from '#segments/contract'
import { useApi } from '../../../api/query.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { lineChart } from '../../../ui/charts/line.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { tieringUrl } from './tier-paths.js'

/** Customers and money of every cell, and the concentration, run by run. */
export function TrendTab({ tiering, run, runs }: { readonly tiering: string; readonly run: TieringRun; readonly runs: readonly TieringRun[] }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const { org } = useScope()
  const trend = useApi(`${tieringUrl(tiering)}/trend`, tierTrendSchema, { query: { org } })
  if (runs.length < 2) return <EmptyState title={t('tiers.oneRun')} why={t('tiers.oneRunWhy')} />
  return (
    <Loaded query={trend}>
      {({ points }) => {
        const lines = (read: (row: { customers: number | null; money: number | null } | undefined) => number | null) =>
          run.cells.map((cell) => ({ name: say(cell.name), points: points.map(({ asOf, rows }) => ({ at: asOf, value: read(rows.find(({ code }) => code === cell.code)) })) }))
        const ginis = points.flatMap(({ asOf, gini }) => (gini === null ? [] : [{ at: asOf, value: gini }]))
        return (
          <div className="overview">
            <Chart chart={lineChart} rows={lines((row) => row?.customers ?? null)} options={{ format: { kind: 'count' }, fromZero: true, atLabel: t('tiers.date') }} title={t('tiers.trendCustomers')} fileName={`${tiering}-customers`} />
            {run.money !== null && <Chart chart={lineChart} rows={lines((row) => row?.money ?? null)} options={{ format: { kind: 'money', currency: run.money.ccy ?? 'CNY' }, fromZero: true, atLabel: t('tiers.date') }} title={t('tiers.trendMoney')} fileName={`${tiering}-money`} />}
            {ginis.length > 1 && <Chart chart={lineChart} rows={[{ name: t('tiers.gini'), points: ginis }]} options={{ format: { kind: 'number', digits: 3 }, atLabel: t('tiers.date') }} title={t('tiers.trendGini')} fileName={`${tiering}-gini`} />}
          </div>
        )
      }}
    </Loaded>
  )
}
