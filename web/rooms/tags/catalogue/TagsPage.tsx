import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { facets, type TagListItem, tagListSchema } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatInstant, formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope, useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { RebuildProgress, useRebuild } from './RebuildTags.js'
import '../tags.css'

const TAGS = '/api/v1/tags'

interface Reader {
  readonly t: TFunction<'tags'>
  readonly say: (text: TwoLanguages) => string
  readonly customers: number | null
}

function coverageOf({ coverage }: TagListItem, customers: number | null) {
  if (coverage === null || customers === null) return <Percent value={coverage} />
  const part = Math.round(coverage * customers)
  return (
    <>
      <Percent value={coverage} of={{ part, total: customers }} />{' '}
      <span className="soft figures">
        <Num value={part} /> / <Num value={customers} />
      </span>
    </>
  )
}

function columnsFor({ t, say, customers }: Reader): readonly ListColumn<TagListItem>[] {
  const facetName = (facet: string) => t(`facet.${facet as 'value'}`, { defaultValue: facet })
  return [
    {
      key: 'name',
      title: t('tag.name'),
      always: true,
      sort: ({ name }) => say(name),
      render: ({ name }) => say(name),
    },
    { key: 'key', title: t('tag.key'), hidden: true, render: ({ key }) => <code>{key}</code> },
    {
      key: 'layer',
      title: t('layer.title'),
      sort: ({ layer }) => layer,
      render: ({ layer }) => t(`layer.${layer as 'basic'}`, { defaultValue: layer }),
    },
    {
      key: 'facet',
      title: t('tag.facet'),
      sort: ({ facet }) => facet,
      render: ({ facet }) => facetName(facet),
    },
    {
      key: 'sentence',
      title: t('tag.sentence'),
      render: ({ sentence }) => <span className="tags-sentence">{say(sentence)}</span>,
    },
    {
      key: 'type',
      title: t('tag.type'),
      render: ({ type }) => (type === null ? '–' : t(`type.${type.type as 'enum'}`, { defaultValue: type.type })),
    },
    {
      key: 'coverage',
      title: t('tag.coverage'),
      align: 'right',
      sort: ({ coverage }) => coverage,
      render: (row) => coverageOf(row, customers),
    },
    { key: 'method', title: t('method.title'), sort: ({ method }) => method, render: ({ method }) => t(`method.${method}`) },
    { key: 'refresh', title: t('refreshTitle'), hidden: true, render: ({ refresh }) => t(`refresh.${refresh as 'daily'}`, { defaultValue: refresh }) },
    {
      key: 'asOf',
      title: t('tag.asOf'),
      sort: ({ asOf }) => asOf,
      render: ({ asOf, stale }) => (
        <>
          <DateText value={asOf} /> {stale && <StatusTag tone="attention">{t('stale')}</StatusTag>}
        </>
      ),
    },
    {
      key: 'version',
      title: t('tag.version'),
      align: 'right',
      render: ({ version, hasDraft }) => (
        <>
          <Num value={version} /> {hasDraft && <StatusTag tone="attention">{t('tag.draft')}</StatusTag>}
        </>
      ),
    },
    {
      key: 'class',
      title: t('tag.class'),
      hidden: true,
      sort: ({ classification }) => classification,
      render: ({ classification }) => classification,
    },
    {
      key: 'owner',
      title: t('tag.owner'),
      hidden: true,
      render: ({ owner }) => owner ?? '',
    },
  ]
}

/** What the numbers of the catalogue rest on. */
function useSnapshotLine(): { readonly line: string; readonly customers: number | null } {
  const { t } = useTranslation('tags')
  const locale = useFormatLocale()
  const snapshot = useApi(TAGS, tagListSchema, { query: { ...useScope() } }).data?.snapshot
  if (snapshot === undefined) return { line: ' ', customers: null }
  if (snapshot === null) return { line: t('snapshot.none'), customers: null }
  const shown = {
    asOf: snapshot.asOf,
    customers: formatNumber(snapshot.customers, locale),
    tags: snapshot.tags,
    builtAt: formatInstant(snapshot.builtAt, locale),
  }
  return { line: t('snapshot.line', shown), customers: snapshot.customers }
}

function useActions(rebuild: ReturnType<typeof useRebuild>) {
  const { t } = useTranslation('tags')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  if (!useMay('tag.write')) return null
  return (
    <>
      <Button loading={rebuild.isStarting} onClick={rebuild.run}>
        {t('rebuild.run')}
      </Button>
      <Button type="primary" onClick={() => void navigate(keepScope('/customers/tags/new', search))}>
        {t('new')}
      </Button>
    </>
  )
}

/** Every tag: what it says, for how many customers, and how fresh it is. */
export function TagsPage() {
  const { t } = useTranslation('tags')
  const say = useSay()
  const [search] = useUrlState()
  const rebuild = useRebuild()
  const actions = useActions(rebuild)
  const { line, customers } = useSnapshotLine()
  const list = useList({ path: TAGS, schema: tagListSchema, query: { ...useScope() } })
  const facet = search.get('facet')
  const layer = search.get('layer')
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name, sentence }) => `${key} ${name.zh} ${name.en ?? ''} ${sentence.zh} ${sentence.en}`,
    keep: (row) => (facet === null || row.facet === facet) && (layer === null || row.layer === layer),
  })
  return (
    <ListPage
      name="tags"
      title={t('title')}
      purpose={t('purpose')}
      actions={actions}
      list={shown}
      columns={columnsFor({ t, say, customers })}
      rowKey={({ key }) => key}
      rowLink={({ key }) => `/customers/tags/${encodeURIComponent(key)}`}
      filters={[
        { kind: 'text', key: 'q', label: t('search') },
        {
          kind: 'choice',
          key: 'layer',
          label: t('layer.title'),
          choices: (['basic', 'interest', 'intent'] as const).map((one) => ({ value: one, label: t(`layer.${one}`) })),
        },
        {
          kind: 'choice',
          key: 'facet',
          label: t('tag.facet'),
          choices: facets.map((one) => ({ value: one, label: t(`facet.${one}`) })),
        },
      ]}
      empty={{
        title: t('empty.title'),
        why: t('empty.why'),
        action: <AppLink to="/data/import">{t('empty.action')}</AppLink>,
      }}
    >
      {rebuild.jobId !== null && <RebuildProgress key={rebuild.jobId} jobId={rebuild.jobId} onOverBlock={rebuild.overBlock} />}
      <p className="soft figures tags-snapshot">{line}</p>
    </ListPage>
  )
}
