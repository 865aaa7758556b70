import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Load } from '#ingest/contract'
import { definitionListSchema } from '#platform/definition/contract'
import { type DefinitionView, definitionsOf } from '../../../api/definitions.js'
import { useApi } from '../../../api/query.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useUrlState } from '../../../ui/place/scope.js'
import { ImportLink } from '../ImportLink.js'
import { loadPageSchema } from '../loads/load-page-schema.js'
import { readSource } from '../mapping/source-body.js'
import { type BankWords, useBankWords } from '../use-bank-words.js'

interface Reader {
  readonly t: TFunction<'ingest'>
  readonly say: (text: TwoLanguages) => string
  readonly words: BankWords
  readonly lastLoad: ReadonlyMap<string, Load>
}

const tablesOf = ({ body }: DefinitionView): readonly string[] => [
  ...new Set((readSource(body)?.targets ?? []).map(({ table }) => table)),
]

function columnsFor({ t, say, words, lastLoad }: Reader): readonly ListColumn<DefinitionView>[] {
  return [
    {
      key: 'name',
      title: t('source.name'),
      always: true,
      sort: ({ name }) => say(name),
      render: ({ name }) => say(name),
    },
    { key: 'key', title: t('source.key'), sort: ({ key }) => key, render: ({ key }) => <code>{key}</code> },
    {
      key: 'targets',
      title: t('source.targets'),
      render: (row) => tablesOf(row).map(words.table).join(' · '),
    },
    {
      key: 'version',
      title: t('source.version'),
      align: 'right',
      sort: ({ version }) => version,
      render: ({ version, hasDraft }) => (
        <>
          <Num value={version} /> {hasDraft && <StatusTag tone="attention">{t('source.draft')}</StatusTag>}
        </>
      ),
    },
    {
      key: 'last',
      title: t('source.lastLoad'),
      sort: ({ key }) => lastLoad.get(key)?.startedAt ?? '',
      render: ({ key }) => {
        const load = lastLoad.get(key)
        if (load === undefined) return <span className="soft">{t('source.neverLoaded')}</span>
        return (
          <AppLink to={`/data/loads/${load.id}`}>
            <DateText value={load.startedAt} />
          </AppLink>
        )
      },
    },
    {
      key: 'rows',
      title: t('source.lastRows'),
      align: 'right',
      render: ({ key }) => <Num value={lastLoad.get(key)?.report?.accepted} />,
    },
    {
      key: 'updated',
      title: t('source.updated'),
      hidden: true,
      sort: ({ updatedAt }) => updatedAt,
      render: ({ updatedAt }) => <DateText value={updatedAt} />,
    },
  ]
}

/** Every source: where its files go and when it was last loaded. */
export function SourcesPage() {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const words = useBankWords()
  const [search] = useUrlState()
  const list = useList({ path: definitionsOf('source'), schema: definitionListSchema })
  const loads = useApi('/api/v1/data/loads', loadPageSchema, { query: { limit: 200 } })
  const lastLoad = new Map<string, Load>()
  for (const load of loads.data?.items ?? []) {
    if (!lastLoad.has(load.source)) lastLoad.set(load.source, load)
  }
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name }) => `${key} ${name.zh} ${name.en ?? ''}`,
  })
  return (
    <ListPage
      name="sources"
      title={t('sources.title')}
      purpose={t('sources.purpose')}
      actions={<ImportLink />}
      list={shown}
      columns={columnsFor({ t, say, words, lastLoad })}
      rowKey={({ key }) => key}
      rowLink={({ key }) => `/data/sources/${encodeURIComponent(key)}`}
      filters={[{ kind: 'text', key: 'q', label: t('sources.search') }]}
      empty={{ title: t('sources.empty.title'), why: t('sources.empty.why'), action: <ImportLink /> }}
    />
  )
}
