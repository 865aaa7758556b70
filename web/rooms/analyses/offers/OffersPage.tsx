import { useTranslation } from 'react-i18next'
import { type DefinitionView, definitionsOf } from '../../../api/definitions.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { definitionListSchema } from '#platform/definition/contract'
import { readNamed } from '../analysis-body.js'
import { offerPath } from '../analysis-paths.js'
import { RunAnalysis } from '../RunAnalysis.js'

/** Every chain of cross-selling, with its categories and how it ranks. */
export function OffersPage() {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const [search] = useUrlState()
  const list = useList<DefinitionView>({ path: definitionsOf('cross-sell'), schema: definitionListSchema })
  const shown = narrowList(list, { typed: search.get('q'), textOf: ({ key, name }) => `${key} ${name.zh} ${name.en ?? ''}`, keep: () => true })
  const columns: readonly ListColumn<DefinitionView>[] = [
    { key: 'name', title: t('offers.column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'categories', title: t('offers.column.categories'), render: ({ body }) => readNamed(body).categories.map(({ category }) => category).join(', ') },
    { key: 'ranker', title: t('offers.column.ranker'), render: ({ body }) => { const { ranker } = readNamed(body); return ranker === undefined ? '' : t(`offers.ranker.${ranker.kind}`) } },
    { key: 'state', title: t('offers.column.state'), render: ({ version }) => <StatusTag tone={version === null ? 'quiet' : 'done'}>{version === null ? t('offers.draft') : t('offers.published', { version })}</StatusTag> },
    { key: 'next', title: t('offers.column.next'), render: ({ key, version }) => <RunAnalysis of="cross-sell" name={key} isPublished={version !== null} hasRun size="small" /> },
    { key: 'key', title: t('column.key'), hidden: true, render: ({ key }) => <code>{key}</code> },
  ]
  return (
    <ListPage
      name="cross-sell"
      title={t('offers.title')}
      purpose={t('offers.purpose')}
      list={shown}
      columns={columns}
      rowKey={({ key }) => key}
      rowLink={({ key }) => offerPath(key)}
      filters={[{ kind: 'text', key: 'q', label: t('search') }]}
      empty={{ title: t('offers.empty.title'), why: t('offers.empty.why') }}
    />
  )
}
