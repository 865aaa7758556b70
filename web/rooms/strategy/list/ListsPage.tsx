import { useTranslation } from 'react-i18next'
import { listPageSchema } from '#strategy/contract'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { listColumns, listLink } from './ListsTable.js'

/** Every frozen list, newest first. */
export function ListsPage() {
  const { t } = useTranslation('strategy')
  const list = useList({ path: '/api/v1/lists', schema: listPageSchema, keys: ['strategy'] })
  return (
    <ListPage
      name="lists"
      title={t('list.title')}
      purpose={t('list.purpose')}
      list={list}
      columns={listColumns(t)}
      rowKey={({ id }) => id}
      rowLink={listLink}
      filters={[{ kind: 'text', key: 'strategy', label: t('list.filterStrategy') }]}
      empty={{ title: t('list.empty.title'), why: t('list.empty.why') }}
    />
  )
}
