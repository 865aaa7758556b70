import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { orphanPageSchema, orphanReasons, ownerConflictPageSchema } from '#identity/contract'
import { useMay } from '../../../api/session.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { customerPath, IDENTITY } from '../identity-paths.js'
import { MoneyOf } from '../MoneyOf.js'
import { ApplyOwners } from './ApplyOwners.js'
import { ExportOrphans } from './ExportOrphans.js'

const VIEWS = ['orphans', 'conflicts'] as const

/** Customers nobody looks after, and persons whose numbers name different owners. */
export function OwnersTab() {
  const { t } = useTranslation('identity')
  const mayExport = useMay('customer.export')
  const mayManage = useMay('identity.manage')
  const [search, change] = useUrlState()
  const view = search.get('show') === 'conflicts' ? 'conflicts' : 'orphans'
  return (
    <>
      <div className="identity-bar">
        <Segmented options={VIEWS.map((value) => ({ value, label: t(`owner.${value}`) }))} value={view} onChange={(value) => change({ show: value === 'orphans' ? null : value, cursor: null, reason: null })} />
        {view === 'orphans' && mayExport && <ExportOrphans />}
        {view === 'conflicts' && mayManage && <ApplyOwners />}
      </div>
      {view === 'orphans' ? <Orphans /> : <Conflicts />}
    </>
  )
}

function Orphans() {
  const { t } = useTranslation('identity')
  const list = useList({ path: `${IDENTITY}/orphans`, schema: orphanPageSchema, keys: ['reason'], limit: 50 })
  return (
    <ListPage
      name="identity-orphans"
      title={t('owner.orphans')}
      embedded
      list={list}
      columns={[
        { key: 'custId', title: t('owner.custId'), always: true, render: ({ custId }) => <span className="figures">{custId}</span> },
        { key: 'reasons', title: t('owner.reason'), render: ({ reasons }) => <span className="number-list">{reasons.map((reason) => <StatusTag key={reason} tone="attention">{t(`owner.reasons.${reason}`)}</StatusTag>)}</span> },
        { key: 'org', title: t('owner.org'), render: ({ mainOrg }) => mainOrg },
        { key: 'rm', title: t('owner.rm'), render: ({ rm }) => rm },
        { key: 'value', title: t('owner.value'), align: 'right', render: ({ valueMinor }) => <MoneyOf minor={valueMinor} /> },
      ]}
      rowKey={({ custId }) => custId}
      rowLink={({ custId }) => customerPath(custId)}
      filters={[{ kind: 'choice', key: 'reason', label: t('owner.reason'), choices: orphanReasons.map((value) => ({ value, label: t(`owner.reasons.${value}`) })) }]}
      empty={{ title: t('owner.emptyTitle'), why: t('owner.emptyWhy') }}
    />
  )
}

function Conflicts() {
  const { t } = useTranslation('identity')
  const list = useList({ path: `${IDENTITY}/owner-conflicts`, schema: ownerConflictPageSchema, limit: 50 })
  return (
    <ListPage
      name="identity-conflicts"
      title={t('owner.conflicts')}
      embedded
      list={list}
      columns={[
        { key: 'first', title: t('owner.person'), always: true, render: ({ first }) => <AppLink className="figures" to={customerPath(first)}>{first}</AppLink> },
        {
          key: 'owner',
          title: t('owner.decided'),
          render: ({ owner }) => (
            <>
              {owner.mainOrg} · {owner.rm} <span className="soft">{t('owner.because', { why: t(`rules.preference.${owner.because as 'OPEN'}`, { defaultValue: owner.because }) })}</span>
            </>
          ),
        },
        {
          key: 'members',
          title: t('owner.members'),
          render: ({ members }) => (
            <table className="owner-members">
              <tbody>
                {members.map(({ custId, mainOrg, rm, status, openDate, valueMinor }) => (
                  <tr key={custId}>
                    <td>
                      <AppLink className="figures" to={customerPath(custId)}>
                        {custId}
                      </AppLink>
                    </td>
                    <td>{mainOrg}</td>
                    <td>{rm}</td>
                    <td>{status}</td>
                    <td>
                      <DateText value={openDate} />
                    </td>
                    <td>
                      <MoneyOf minor={valueMinor} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ),
        },
      ]}
      rowKey={({ first }) => first}
      empty={{ title: t('owner.noConflicts'), why: t('owner.noConflictsWhy') }}
    />
  )
}
