import { useTranslation } from 'react-i18next'
import { type Mark, markPageSchema } from '#tags/contract'
import { useMay } from '../../../api/session.js'
import { DateText } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { MarkFile } from './MarkFile.js'

export const marksPath = (tagKey: string): string => `/api/v1/tags/${encodeURIComponent(tagKey)}/marks`

/** What people said of customers, newest first, and a file of many. */
export function MarksTab({ tagKey }: { readonly tagKey: string }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const mayMark = useMay('tag.mark')
  const list = useList({ path: marksPath(tagKey), schema: markPageSchema, limit: 50 })
  const columns: readonly ListColumn<Mark>[] = [
    { key: 'at', title: t('mark.at'), always: true, render: ({ at }) => <DateText value={at} /> },
    { key: 'customer', title: t('mark.customer'), render: ({ custId }) => <AppLink to={`/customers/${encodeURIComponent(custId)}?tab=tags`}><span className="figures">{custId}</span></AppLink> },
    { key: 'value', title: t('mark.value'), render: ({ value, label }) => (value === null ? <span className="soft">{t('mark.off')}</span> : label === null ? value : say(label)) },
    { key: 'until', title: t('mark.until'), render: ({ until }) => <DateText value={until} /> },
    { key: 'reason', title: t('mark.reason'), render: ({ reason, fromFile }) => <>{reason}{fromFile && <span className="soft"> {t('mark.fromFile')}</span>}</> },
    { key: 'by', title: t('mark.by'), render: ({ by }) => by },
  ]
  return (
    <ListPage name="tag-marks" title={t('mark.title')} embedded list={list} columns={columns} rowKey={({ id }) => id} empty={{ title: t('mark.emptyTitle'), why: t('mark.emptyWhy') }}>
      {mayMark && <MarkFile tagKey={tagKey} />}
    </ListPage>
  )
}
