import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { ALL_PERSONAL_TAGS, objectionPageSchema } from '#privacy/contract'
import { DateText } from '../../../ui/figures/Num.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { OBJECTIONS } from '../privacy-paths.js'

type Row = z.infer<typeof objectionPageSchema>['items'][number]

/** Tags customers object to, newest first; recorded and taken back on the customer's own page. */
export function ObjectionsTab() {
  const { t } = useTranslation('privacy')
  const list = useList({ path: OBJECTIONS, schema: objectionPageSchema, keys: ['tag'], limit: 50 })
  const columns: readonly ListColumn<Row>[] = [
    { key: 'at', title: t('at'), always: true, render: ({ at }) => <DateText value={at} /> },
    { key: 'customer', title: t('customer'), render: ({ custId }) => <AppLink to={`/customers/${encodeURIComponent(custId)}?tab=mine`}><span className="figures">{custId}</span></AppLink> },
    { key: 'tag', title: t('objection.tag'), render: ({ tag }) => (tag === ALL_PERSONAL_TAGS ? t('objection.all') : <AppLink to={`/customers/tags/${encodeURIComponent(tag)}`}>{tag}</AppLink>) },
    { key: 'channel', title: t('objection.channel'), render: ({ channel }) => t(`objection.channels.${channel as 'PHONE'}`, { defaultValue: channel }) },
    { key: 'reason', title: t('reason'), render: ({ reason }) => reason },
    { key: 'by', title: t('by'), render: ({ by }) => by },
  ]
  return (
    <ListPage
      name="tag-objections"
      title={t('tab.objections')}
      embedded
      list={list}
      columns={columns}
      rowKey={({ id }) => id}
      filters={[{ kind: 'text', key: 'tag', label: t('objection.filter') }]}
      empty={{ title: t('objection.emptyTitle'), why: t('objection.emptyWhy') }}
    >
      <p className="soft">{t('objection.about')}</p>
    </ListPage>
  )
}
