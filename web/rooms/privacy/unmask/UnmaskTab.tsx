import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { auditListSchema } from '#platform/audit/contract'
import { quotaSchema, unmaskFields } from '#privacy/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { PRIVACY } from '../privacy-paths.js'
import { usePurposes } from '../use-purposes.js'

const detailSchema = z.object({ fields: z.array(z.enum(unmaskFields)).catch([]), purpose: z.string().catch(''), used: z.number().nullable().catch(null) }).catch({ fields: [], purpose: '', used: null })

/** What the asker has left of today's quota, and for compliance who saw whose values for what. */
export function UnmaskTab() {
  const { t } = useTranslation('privacy')
  const mayUnmask = useMay('customer.unmask')
  const mayAudit = useMay('audit.read')
  return (
    <>
      {mayUnmask ? <Quota /> : <p className="soft">{t('unmask.noUnmask')}</p>}
      {mayAudit ? <Log /> : <p className="soft">{t('unmask.noAudit')}</p>}
    </>
  )
}

function Quota() {
  const { t } = useTranslation('privacy')
  const quota = useApi(`${PRIVACY}/unmask/quota`, quotaSchema).data
  return (
    <div className="stat-row">
      <StatTile
        label={t('unmask.quota')}
        value={quota === undefined ? '' : <><Num value={quota.used} /> / <Num value={quota.limit} /></>}
        note={quota === undefined ? '' : `${t('unmask.quotaNote', { day: quota.day, limit: quota.limit })} · ${t('unmask.left', { left: quota.left })}`}
        help={
          <HelpHint name={t('unmask.quota')} source={t('unmask.source')}>
            {t('unmask.help')}
          </HelpHint>
        }
      />
    </div>
  )
}

function Log() {
  const { t } = useTranslation('privacy')
  const { nameOf } = usePurposes()
  const list = useList({ path: '/api/v1/audit', schema: auditListSchema, query: { action: 'customer.unmask' }, keys: ['actorId'], limit: 50 })
  return (
    <ListPage
      name="unmask-log"
      title={t('unmask.log')}
      embedded
      list={list}
      columns={[
        { key: 'at', title: t('at'), always: true, render: ({ at }) => <DateText value={at} seconds /> },
        { key: 'who', title: t('unmask.who'), render: ({ actorName }) => actorName },
        { key: 'fields', title: t('unmask.fields'), render: ({ after }) => detailSchema.parse(after).fields.map((field) => t(`unmask.field.${field}`)).join(' · ') },
        { key: 'purpose', title: t('unmask.purpose'), render: ({ after }) => nameOf(detailSchema.parse(after).purpose) },
        { key: 'reason', title: t('unmask.reason'), render: ({ purpose }) => purpose },
        { key: 'used', title: t('unmask.count'), align: 'right', render: ({ after }) => <Num value={detailSchema.parse(after).used} /> },
        { key: 'object', title: t('unmask.object'), hidden: true, render: ({ objectKey }) => <code title={objectKey}>{objectKey.slice(0, 12)}</code> },
      ]}
      rowKey={({ seq }) => String(seq)}
      empty={{ title: t('unmask.emptyTitle'), why: t('unmask.emptyWhy') }}
    >
      <div className="privacy-bar">
        <h2>{t('unmask.log')}</h2>
        <AppLink to="/settings/audit?action=customer.">{t('unmask.fullLog')}</AppLink>
      </div>
    </ListPage>
  )
}
