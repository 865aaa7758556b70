import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AssetChange, assetChangeSchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { bridgeChart } from '../../../ui/charts/bridge.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { useScope } from '../../../ui/place/scope.js'
import { AmountText } from '../AmountText.js'
import { customerUrl } from '../customer-paths.js'

const BACK = [3, 6, 12, 24]

type By = 'flows' | 'classes'

function useSteps(found: AssetChange, by: By): { name: string; change: number }[] {
  const { t } = useTranslation('customers')
  const { inflow, outflow, rest, classes } = found
  if (by === 'flows' && inflow !== null && outflow !== null && rest !== null) return [{ name: t('panel.change.inflow'), change: inflow }, { name: t('panel.change.outflow'), change: -outflow }, { name: t('panel.change.rest'), change: rest }]
  return classes.map(({ key, start, end }) => ({ name: t(`panel.change.class.${key}`), change: end - start }))
}

function Change({ found, from, to }: { readonly found: AssetChange; readonly from: string; readonly to: string }) {
  const { t } = useTranslation('customers')
  const [by, setBy] = useState<By>('flows')
  const hasFlows = found.inflow !== null
  const rows = useSteps(found, hasFlows ? by : 'classes')
  const { start, end } = found
  if (start?.kind !== 'exact' || end?.kind !== 'exact') {
    return (
      <>
        <p>{from} <AmountText amount={start} /> → {to} <AmountText amount={end} /></p>
        <p className="soft">{t('panel.change.bands')}</p>
      </>
    )
  }
  return (
    <>
      {hasFlows && <Segmented<By> aria-label={t('panel.change.by')} value={by} onChange={setBy} options={(['flows', 'classes'] as const).map((value) => ({ value, label: t(`panel.change.${value}`) }))} />}
      <Chart
        chart={bridgeChart}
        rows={rows}
        options={{ format: { kind: 'money', currency: found.ccy }, start: { name: from, value: start.minor }, end: { name: to, value: end.minor }, levelLabel: t('panel.change.level'), changeLabel: t('panel.change.change') }}
        title={t('panel.change.title', { from, to })}
        note={hasFlows ? t('panel.change.source') : t('panel.change.noFlows')}
        fileName="customer-assets"
      />
    </>
  )
}

/** How a customer's assets came from one month end to the newest. */
export function AssetChangePanel({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const { asOf } = useScope()
  const [months, setMonths] = useState(12)
  const change = useApi(`${customerUrl(custId)}/asset-change`, assetChangeSchema, { query: { asOf, months } })
  return (
    <section className="panel">
      <h2>
        {t('panel.change.name')}
        <HelpHint name={t('panel.change.name')} formula={t('panel.change.formula')} source={t('panel.change.source')}>{t('panel.change.help')}</HelpHint>
      </h2>
      <label className="soft">
        {t('panel.change.months')} <Select<number> size="small" aria-label={t('panel.change.months')} value={months} onChange={setMonths} options={BACK.map((value) => ({ value, label: t('panel.change.month', { count: value }) }))} />
      </label>
      <Loaded query={change}>{(found) => (found.from === null || found.to === null ? <p className="soft">{t('panel.change.none')}</p> : <Change found={found} from={found.from} to={found.to} />)}</Loaded>
    </section>
  )
}
