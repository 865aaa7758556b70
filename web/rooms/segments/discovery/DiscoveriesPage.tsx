import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { discoveryListSchema } from '#segments/contract'
import { useMay } from '../../../api/session.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { ArchivedList } from '../Archive.js'
import { DISCOVERIES, discoveryPath, NEW_DISCOVERY } from './discovery-paths.js'
import { RunDiscovery } from './RunDiscovery.js'

type Item = z.infer<typeof discoveryListSchema>['items'][number]

/** Every discovery of subgroups, with what its newest run found. */
export function DiscoveriesPage() {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search] = useUrlState()
  const list = useList({ path: DISCOVERIES, schema: discoveryListSchema })
  const shown = narrowList(list, { typed: search.get('q'), textOf: ({ key, name }) => `${key} ${name.zh} ${name.en ?? ''}` })
  const mayWrite = useMay('segment.write')
  const add = mayWrite ? <AppLink to={NEW_DISCOVERY}>{t('subgroups.edit.add')}</AppLink> : undefined
  const columns: readonly ListColumn<Item>[] = [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'found', title: t('subgroups.found'), align: 'right', render: ({ found }) => <Num value={found} /> },
    { key: 'hold', title: t('subgroups.hold'), align: 'right', render: ({ hold }) => <Num value={hold} /> },
    { key: 'asOf', title: t('column.asOf'), render: ({ asOf }) => <DateText value={asOf} /> },
    { key: 'actions', title: t('column.actions'), render: ({ key, version }) => <RunDiscovery discovery={key} isPublished={version !== null} size="small" /> },
  ]
  return (
    <ListPage
      name="discoveries"
      title={t('subgroups.title')}
      purpose={t('subgroups.purpose')}
      list={shown}
      actions={
        <>
          <ArchivedList kind="discovery" />
          {add}
        </>
      }
      columns={columns}
      rowKey={({ key }) => key}
      rowLink={({ key }) => discoveryPath(key)}
      filters={[{ kind: 'text', key: 'q', label: t('search') }]}
      empty={{ title: t('subgroups.empty.title'), why: t('subgroups.empty.why'), action: add }}
    />
  )
}
