import { useTranslation } from 'react-i18next'
import { type CustomerIdentity, customerIdentitySchema } from '#customers/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { customerPath, customerUrl } from '../customer-paths.js'
import { PlainTable } from './PlainTable.js'
import { UnmaskPanel } from './UnmaskPanel.js'

function Numbers({ identity }: { readonly identity: CustomerIdentity }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  return (
    <>
      <PlainTable
        title={t('identity.numbers')}
        none=""
        rows={identity.numbers}
        rowKey={({ custId }) => custId}
        columns={[
          { title: t('column.custId'), render: ({ custId, asked }) => (asked ? <strong className="figures">{custId}</strong> : <AppLink className="figures" to={customerPath(custId)}>{custId}</AppLink>) },
          { title: t('column.org'), render: ({ org }) => say(org) },
          { title: t('column.rm'), render: ({ rm }) => rm ?? t('column.noRm') },
          { title: t('column.opened'), render: ({ openDate }) => <DateText value={openDate} /> },
          { title: t('column.status'), render: ({ status }) => status && <StatusTag tone={status.code === 'ACTIVE' ? 'done' : 'quiet'}>{say(status)}</StatusTag> },
        ]}
      />
      {identity.hiddenNumbers > 0 && <p className="soft">{t('person.hidden', { count: identity.hiddenNumbers })}</p>}
    </>
  )
}

function Identifiers({ identity, custId }: { readonly identity: CustomerIdentity; readonly custId: string }) {
  const { t } = useTranslation('customers')
  const mayUnmask = useMay('customer.unmask')
  const several = identity.numbers.length > 1
  const own = identity.identifiers.filter((each) => each.custId === custId).map(({ field }) => field)
  return (
    <>
      <PlainTable
        title={t('identity.identifiers')}
        none={t('identity.noIdentifiers')}
        rows={identity.identifiers}
        rowKey={({ custId: id, field }) => `${id} ${field}`}
        columns={[
          { title: t('identity.field'), render: ({ field }) => t(`identity.fields.${field}`) },
          { title: t('identity.masked'), render: ({ masked }) => <span className="figures">{masked}</span> },
          ...(several ? [{ title: t('column.custId'), render: (row: CustomerIdentity['identifiers'][number]) => <span className="figures">{row.custId}</span> }] : []),
        ]}
      />
      {mayUnmask && own.length > 0 && <UnmaskPanel custId={custId} fields={own} />}
    </>
  )
}

/** Merges and splits, with the way to the desk where they are undone. */
function History({ identity }: { readonly identity: CustomerIdentity }) {
  const { t } = useTranslation('customers')
  const mayManage = useMay('identity.manage')
  return (
    <PlainTable
      title={t('identity.history')}
      none={t('identity.noHistory')}
      rows={identity.history}
      rowKey={({ changeId, custIds }) => `${changeId} ${custIds.join(' ')}`}
      columns={[
        { title: t('identity.at'), render: ({ at }) => <DateText value={at} /> },
        { title: t('identity.what'), render: ({ kind }) => t(`identity.change.${kind}`) },
        { title: t('identity.with'), render: ({ custIds, hidden }) => <span className="figures">{custIds.join(t('kyc.comma'))} {hidden > 0 && <span className="soft">{t('identity.hidden', { count: hidden })}</span>}</span> },
        { title: t('identity.by'), render: ({ by }) => by },
        { title: t('identity.note'), render: ({ note, changeId }) => <>{note} {mayManage && <DeskLink changeId={changeId} />}</> },
      ]}
    />
  )
}

function DeskLink({ changeId }: { readonly changeId: string }) {
  const { t } = useTranslation('customers')
  return <AppLink to={`/data/identity/changes/${encodeURIComponent(changeId)}`}>{t('identity.open')}</AppLink>
}

/** A person's numbers, identifiers, merges and links. */
export function IdentityTab({ custId }: { readonly custId: string }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const { asOf } = useScope()
  const identity = useApi(`${customerUrl(custId)}/identity`, customerIdentitySchema, { query: { asOf } })
  return (
    <Loaded query={identity}>
      {(found) => (
        <div className="stack">
          <Numbers identity={found} />
          <Identifiers identity={found} custId={custId} />
          <History identity={found} />
          <PlainTable
            title={t('identity.links')}
            none={t('identity.noLinks')}
            rows={found.links}
            rowKey={({ custId: id, kind }) => `${id} ${kind.code}`}
            columns={[
              { title: t('identity.kind'), render: ({ kind }) => say(kind) },
              { title: t('identity.count'), right: true, render: ({ count }) => <Num value={count} /> },
              { title: t('identity.verified'), right: true, render: ({ verified }) => <Num value={verified} /> },
              { title: t('identity.lastSeen'), render: ({ lastSeen }) => <DateText value={lastSeen} /> },
            ]}
          />
        </div>
      )}
    </Loaded>
  )
}
