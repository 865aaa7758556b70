import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { consentStatisticsSchema } from '#privacy/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Chart } from '../../../ui/charts/Chart.js'
import { stackedBarChart } from '../../../ui/charts/stacked-bar.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { PRIVACY } from '../privacy-paths.js'
import { usePurposes } from '../use-purposes.js'
import { CustomerDrawer } from './CustomerDrawer.js'

type Statistics = z.infer<typeof consentStatisticsSchema>

/** What customers said last by purpose and channel, the statements of each month, and one customer's own. */
export function ConsentsTab() {
  const { t } = useTranslation('privacy')
  const statistics = useApi(`${PRIVACY}/consents/statistics`, consentStatisticsSchema)
  return (
    <>
      <FindCustomer />
      <Loaded query={statistics}>{(found) => (found.items.length === 0 ? <EmptyState title={t('consent.emptyTitle')} why={t('consent.emptyWhy')} /> : <Figures statistics={found} />)}</Loaded>
    </>
  )
}

function FindCustomer() {
  const { t } = useTranslation('privacy')
  const mayRead = useMay('customer.read')
  const [typed, setTyped] = useState('')
  const [custId, setCustId] = useState<string | null>(null)
  if (!mayRead) return null
  const open = () => typed.trim() !== '' && setCustId(typed.trim())
  return (
    <div className="privacy-bar">
      <Input value={typed} onChange={(event) => setTyped(event.target.value)} onPressEnter={open} placeholder={t('consent.custHint')} aria-label={t('customer')} />
      <Button onClick={open} disabled={typed.trim() === ''}>
        {t('consent.find')}
      </Button>
      {custId !== null && <CustomerDrawer custId={custId} onClose={() => setCustId(null)} />}
    </div>
  )
}

function Figures({ statistics: { items, months } }: { readonly statistics: Statistics }) {
  const { t } = useTranslation('privacy')
  const { nameOf } = usePurposes()
  const [search, change] = useUrlState()
  const purposes = [...new Set(items.map(({ purpose }) => purpose))]
  const chosen = purposes.find((code) => code === search.get('purpose')) ?? (purposes.includes('MARKETING') ? 'MARKETING' : purposes[0]) ?? ''
  const shown = months.filter(({ purpose }) => purpose === chosen).slice(-24)
  return (
    <div className="privacy-stack">
      <section>
        <h2>
          {t('consent.table')}
          <HelpHint name={t('consent.table')} formula={t('consent.formula')} source={t('consent.source')}>
            {t('consent.help')}
          </HelpHint>
        </h2>
        <StatisticsTable items={items} chosen={chosen} />
      </section>
      <Segmented options={purposes.map((value) => ({ value, label: nameOf(value) }))} value={chosen} onChange={(value) => change({ purpose: value }, { replace: true })} />
      <Chart
        chart={stackedBarChart}
        rows={shown.map(({ month, granted, refused }) => ({ name: month, values: { granted, refused } }))}
        options={{ format: { kind: 'count' }, series: [{ key: 'granted', label: t('consent.granted') }, { key: 'refused', label: t('consent.refused') }], nameLabel: t('consent.month'), totalLabel: t('consent.total') }}
        title={t('consent.trend', { purpose: nameOf(chosen) })}
        fileName={`consent-${chosen}`}
      />
    </div>
  )
}

function StatisticsTable({ items, chosen }: { readonly items: Statistics['items']; readonly chosen: string }) {
  const { t } = useTranslation('privacy')
  const { nameOf } = usePurposes()
  const count = (value: number | null) => (value === null ? <span className="soft">{t('consent.hidden')}</span> : <Num value={value} />)
  return (
    <table className="plain-table privacy-table">
      <thead>
        <tr>
          <th scope="col">{t('consent.purpose')}</th>
          <th scope="col">{t('consent.channel')}</th>
          <th scope="col" className="right">{t('consent.granted')}</th>
          <th scope="col" className="right">{t('consent.refused')}</th>
          <th scope="col" className="right">{t('consent.rate')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ purpose, channel, granted, refused }) => (
          <tr key={`${purpose} ${channel}`} className={purpose === chosen ? 'chosen' : ''}>
            <td>{nameOf(purpose)}</td>
            <td>{channel === '' ? t('consent.everyChannel') : <code>{channel}</code>}</td>
            <td className="right">{count(granted)}</td>
            <td className="right">{count(refused)}</td>
            <td className="right">
              {granted === null || refused === null || granted + refused === 0 ? <Percent value={null} /> : <Percent value={granted / (granted + refused)} of={{ part: granted, total: granted + refused }} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
