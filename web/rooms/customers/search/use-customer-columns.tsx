import { useTranslation } from 'react-i18next'
import type { CustomerItem } from '#customers/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { AmountText } from '../AmountText.js'

/** Columns of customers found. */
export function useCustomerColumns(): readonly ListColumn<CustomerItem>[] {
  const { t } = useTranslation('customers')
  const say = useSay()
  return [
    { key: 'custId', title: t('column.custId'), always: true, sort: 'server', render: ({ custId }) => <span className="figures">{custId}</span> },
    { key: 'name', title: t('column.name'), render: ({ name }) => name ?? <span className="no-value">–</span> },
    { key: 'gender', title: t('column.gender'), render: ({ gender }) => (gender === null ? <span className="no-value">–</span> : say(gender)) },
    { key: 'age', title: t('column.age'), align: 'right', render: ({ age }) => <Num value={age} /> },
    { key: 'assets', title: t('column.assets'), align: 'right', sort: 'server', render: ({ assets }) => <AmountText amount={assets} /> },
    { key: 'org', title: t('column.org'), render: ({ org }) => say(org) },
    { key: 'rm', title: t('column.rm'), render: ({ rm }) => rm ?? <span className="soft">{t('column.noRm')}</span> },
    { key: 'lastActivity', title: t('column.lastActivity'), sort: 'server', render: ({ lastActivity }) => <DateText value={lastActivity} /> },
    { key: 'opened', title: t('column.opened'), sort: 'server', render: ({ openDate }) => <DateText value={openDate} /> },
    {
      key: 'status', title: t('column.status'),
      render: ({ status, kycStatus }) => (
        <>
          {status !== null && <StatusTag tone={status.code === 'ACTIVE' ? 'done' : 'quiet'}>{say(status)}</StatusTag>}{' '}
          {kycStatus !== null && kycStatus.code !== 'OK' && <StatusTag tone="attention">{t('column.kyc', { state: say(kycStatus) })}</StatusTag>}
        </>
      ),
    },
  ]
}
