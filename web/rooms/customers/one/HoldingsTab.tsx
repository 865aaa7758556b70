import { useTranslation } from 'react-i18next'
import { type Holdings, holdingsSchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useScope } from '../../../ui/place/scope.js'
import { AmountText } from '../AmountText.js'
import { customerUrl } from '../customer-paths.js'
import { AssetsByMonth } from './AssetsByMonth.js'
import { PlainTable } from './PlainTable.js'

const SOON = 30

function Accounts({ accounts }: { readonly accounts: Holdings['accounts'] }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (
    <PlainTable
      title={t('holdings.accounts', { count: accounts.length })}
      none={t('holdings.noAccounts')}
      rows={accounts}
      rowKey={(row) => `${row.custId} ${row.account} ${row.openDate ?? ''}`}
      columns={[
        { title: t('holdings.account'), render: (row) => <span className="figures">{row.account}</span> },
        { title: t('holdings.product'), render: (row) => (row.product === null ? (row.type ?? '–') : say(row.product)) },
        { title: t('holdings.balance'), right: true, render: (row) => <AmountText amount={row.balance} full /> },
        { title: t('holdings.balanceAt'), render: (row) => <DateText value={row.balanceAt} /> },
        { title: t('holdings.opened'), render: (row) => <DateText value={row.openDate} /> },
        { title: t('holdings.state'), render: (row) => (row.closeDate === null ? <StatusTag tone="done">{row.status ?? t('holdings.open')}</StatusTag> : <StatusTag tone="quiet">{t('holdings.closedOn', { date: row.closeDate })}</StatusTag>) },
      ]}
    />
  )
}

function Maturity({ date, days }: { readonly date: string | null; readonly days: number | null }) {
  const { t } = useTranslation('customers')
  if (date === null || days === null) return <DateText value={null} />
  return (
    <>
      <DateText value={date} /> {days >= 0 && <span className={days <= SOON ? 'tone-warm' : 'soft'}>{t('holdings.inDays', { count: days })}</span>}
    </>
  )
}

function Positions({ positions }: { readonly positions: Holdings['positions'] }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (
    <PlainTable
      title={t('holdings.positions', { count: positions.length })}
      none={t('holdings.noPositions')}
      rows={positions}
      rowKey={(row) => row.position}
      columns={[
        { title: t('holdings.product'), render: (row) => say(row.product) },
        { title: t('holdings.category'), render: (row) => (row.product.category === null ? '–' : say(row.product.category)) },
        { title: t('holdings.principal'), right: true, render: (row) => <AmountText amount={row.principal} full /> },
        { title: t('holdings.opened'), render: (row) => <DateText value={row.openDate} /> },
        { title: t('holdings.matures'), render: (row) => <Maturity date={row.maturityDate} days={row.status?.code === 'HOLDING' || row.status === null ? row.daysLeft : -1} /> },
        { title: t('holdings.state'), render: (row) => row.status && <StatusTag tone={row.status.code === 'HOLDING' ? 'done' : 'quiet'}>{say(row.status)}</StatusTag> },
      ]}
    />
  )
}

function Loans({ loans }: { readonly loans: Holdings['loans'] }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (
    <PlainTable
      title={t('holdings.loans', { count: loans.length })}
      none={t('holdings.noLoans')}
      rows={loans}
      rowKey={(row) => `${row.custId} ${row.loan} ${row.startDate ?? ''}`}
      columns={[
        { title: t('holdings.loan'), render: (row) => <span className="figures">{row.loan}</span> },
        { title: t('holdings.product'), render: (row) => (row.product === null ? '–' : say(row.product)) },
        { title: t('holdings.principal'), right: true, render: (row) => <AmountText amount={row.principal} full /> },
        { title: t('holdings.rate'), right: true, render: (row) => (row.rateBp === null ? <Num value={null} /> : <>{(row.rateBp / 100).toFixed(2)}%</>) },
        { title: t('holdings.term'), render: (row) => <><DateText value={row.startDate} /> – <DateText value={row.endDate} /></> },
        { title: t('holdings.nextDue'), render: (row) => <DateText value={row.nextDue} /> },
        { title: t('holdings.state'), render: (row) => ((row.daysPastDue ?? 0) > 0 ? <StatusTag tone="loss">{t('holdings.overdue', { count: row.daysPastDue ?? 0 })}</StatusTag> : (row.status ?? '–')) },
      ]}
    />
  )
}

/** Assets by month, accounts, positions with their maturities, loans. */
export function HoldingsTab({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const { asOf } = useScope()
  const holdings = useApi(`${customerUrl(custId)}/holdings`, holdingsSchema, { query: { asOf } })
  return (
    <Loaded query={holdings} rows={12}>
      {(held) =>
        held.months.length + held.accounts.length + held.positions.length + held.loans.length === 0 ? (
          <EmptyState title={t('holdings.empty')} why={t('holdings.emptyWhy')} />
        ) : (
          <div className="stack">
            <AssetsByMonth months={held.months} custId={custId} />
            <Positions positions={held.positions} />
            <Accounts accounts={held.accounts} />
            <Loans loans={held.loans} />
          </div>
        )
      }
    </Loaded>
  )
}
