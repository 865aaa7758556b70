import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { clusteringListSchema } from '#segments/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { ArchivedList } from '../Archive.js'
import { CLUSTERINGS, clusteringPath } from './cluster-paths.js'
import { NewClustering } from './NewClustering.js'
import { RunButtons } from './RunButtons.js'

type Item = z.infer<typeof clusteringListSchema>['items'][number]

function useColumns(): readonly ListColumn<Item>[] {
  const { t } = useTranslation('segments')
  const say = useSay()
  return [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'clusters', title: t('clusters.count'), align: 'right', render: ({ latest }) => (latest === null ? <StatusTag tone="active">{t('clusters.notRun')}</StatusTag> : <Num value={latest.clusters} />) },
    { key: 'customers', title: t('clusters.customers'), align: 'right', render: ({ latest }) => <Num value={latest?.customers} /> },
    { key: 'features', title: t('clusters.features'), align: 'right', render: ({ features }) => <Num value={features} /> },
    { key: 'asOf', title: t('column.asOf'), sort: ({ latest }) => latest?.asOf ?? null, render: ({ latest }) => <DateText value={latest?.asOf} /> },
    { key: 'drift', title: t('clusters.drift'), render: ({ latest }) => latest?.drift && <StatusTag tone={latest.drift.alarm ? 'attention' : 'done'}>{t(latest.drift.alarm ? 'clusters.drifted' : 'clusters.steady')}</StatusTag> },
    { key: 'actions', title: t('column.actions'), render: ({ key, version, latest }) => <RunButtons clustering={key} isPublished={version !== null} hasRun={latest !== null} size="small" /> },
  ]
}

/** Every clustering with its newest run. */
export function ClusteringsPage() {
  const { t } = useTranslation('segments')
  const [search] = useUrlState()
  const columns = useColumns()
  const list = useList({ path: CLUSTERINGS, schema: clusteringListSchema })
  const shown = narrowList(list, { typed: search.get('q'), textOf: ({ key, name }) => `${key} ${name.zh} ${name.en ?? ''}` })
  return (
    <ListPage
      name="clusterings"
      title={t('clusters.title')}
      purpose={t('clusters.purpose')}
      actions={
        <>
          <ArchivedList kind="clustering" />
          <NewClustering />
        </>
      }
      list={shown}
      columns={columns}
      rowKey={({ key }) => key}
      rowLink={({ key }) => clusteringPath(key)}
      filters={[{ kind: 'text', key: 'q', label: t('search') }]}
      empty={{ title: t('clusters.empty.title'), why: t('clusters.empty.why'), action: <NewClustering /> }}
    />
  )
}
