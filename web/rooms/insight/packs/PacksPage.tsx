import { useTranslation } from 'react-i18next'
import { packListSchema, type PackItem } from '#insight/contract'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { useList } from '../../../ui/list/use-list.js'
import { PACKS, packPath } from '../insight-paths.js'

/** Every insight pack: whom it is about, and whether the bank has what it reads. */
export function PacksPage() {
  const { t } = useTranslation('insight')
  const say = useSay()
  const list = useList({ path: PACKS, schema: packListSchema })
  const columns: readonly ListColumn<PackItem>[] = [
    { key: 'name', title: t('packs.name'), always: true, sort: ({ name }) => say(name), render: ({ key, name }) => <AppLink to={packPath(key)}>{say(name)}</AppLink> },
    { key: 'about', title: t('packs.about'), render: ({ description }) => (description === null ? '' : say(description)) },
    { key: 'whom', title: t('packs.whom'), render: ({ sentence }) => (sentence === null ? '' : say(sentence)) },
    {
      key: 'status',
      title: t('packs.status'),
      render: ({ ready, missing }) => (
        <StatusTag tone={ready && missing.length === 0 ? 'done' : 'attention'}>{ready ? (missing.length === 0 ? t('packs.complete') : t('packs.lacks', { count: missing.length })) : t('packs.notReady')}</StatusTag>
      ),
    },
    { key: 'key', title: t('column.key'), hidden: true, render: ({ key }) => <code>{key}</code> },
  ]
  return <ListPage name="insight-packs" title={t('packs.title')} purpose={t('packs.purpose')} list={list} columns={columns} rowKey={({ key }) => key} rowLink={({ key }) => packPath(key)} empty={{ title: t('packs.none'), why: t('packs.noneWhy') }} />
}
