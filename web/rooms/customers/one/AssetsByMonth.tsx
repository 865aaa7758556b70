import { useTranslation } from 'react-i18next'
import type { Holdings } from '#customers/contract'
import { Chart } from '../../../ui/charts/Chart.js'
import { stackedBarChart } from '../../../ui/charts/stacked-bar.js'
import { AmountText } from '../AmountText.js'
import { assetRows, bandSpans, partsIn } from './asset-rows.js'
import { PlainTable } from './PlainTable.js'

/** Assets by month end: stacked where amounts are exact, in words where only bands may be seen. */
export function AssetsByMonth({ months, custId }: { readonly months: Holdings['months']; readonly custId: string }) {
  const { t } = useTranslation('customers')
  const rows = assetRows(months)
  const newest = months[0]
  if (rows === null) {
    return (
      <PlainTable
        title={t('assets.bands')}
        none={t('assets.none')}
        rows={bandSpans(months)}
        rowKey={({ from }) => from}
        columns={[
          { title: t('assets.month'), render: ({ from, to }) => <span className="figures">{from === to ? from : t('assets.span', { from, to })}</span> },
          { title: t('assets.total'), right: true, render: ({ total }) => <AmountText amount={total} /> },
          { title: t('tile.debt'), right: true, render: ({ debt }) => <AmountText amount={debt} /> },
        ]}
      />
    )
  }
  if (newest === undefined || newest.total === null) return <p className="panel soft">{t('assets.none')}</p>
  return (
    <Chart
      chart={stackedBarChart}
      rows={rows}
      options={{
        format: { kind: 'money', currency: newest.total.ccy },
        series: partsIn(rows).map((key) => ({ key, label: t(`assets.kind.${key}`) })),
        nameLabel: t('assets.month'),
        totalLabel: t('assets.total'),
      }}
      title={t('assets.title', { from: rows[0]?.name ?? '', to: rows.at(-1)?.name ?? '' })}
      note={t('assets.note')}
      fileName={`assets-${custId}`}
    />
  )
}
