import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { facets, grades, type TagListItem, tagListSchema } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { DownloadButton } from '../../../ui/action/DownloadButton.js'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatInstant, formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import type { ListColumn, ListFilter } from '../../../ui/list/list-model.js'
import { ListPage } from '../../../ui/list/ListPage.js'
import { narrowList } from '../../../ui/list/narrow-list.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope, useScope, useUrlState } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { RefreshLine } from '../refresh/RefreshLine.js'
import { ArchivedTags } from './ArchivedTags.js'
import { csvOf, fitsFilters, NO_OWNER, ownersOf } from './tag-filters.js'
import { GradeBadge } from '../evaluation/GradeBadge.js'
import { RebuildProgress, useRebuild } from './RebuildTags.js'
import { usePurposeName } from '../use-purpose-name.js'
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
    { key: 'grade', title: t('evaluation.grade'), sort: ({ grade }) => grade, render: ({ grade }) => <GradeBadge grade={grade} /> },
    { key: 'users', title: t('evaluation.users'), align: 'right', sort: ({ users }) => users, render: ({ users }) => <Num value={users} /> },
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

const yesNo = (t: TFunction<'tags'>, values: readonly ('stale' | 'fresh' | 'draft' | 'published')[]) => values.map((value) => ({ value, label: t(`filter.${value}`) }))

/** Whose, of which class, how fresh, how good, and whether there is a draft. */
function moreFilters(t: TFunction<'tags'>, owners: readonly string[]): readonly ListFilter[] {
  return [
    { kind: 'choice', key: 'grade', label: t('evaluation.grade'), choices: [...grades.map((value) => ({ value, label: value })), { value: 'none', label: t('filter.ungraded') }] },
    { kind: 'choice', key: 'stale', label: t('filter.freshness'), choices: yesNo(t, ['stale', 'fresh']) },
    { kind: 'choice', key: 'class', label: t('tag.class'), choices: (['C1', 'C2'] as const).map((value) => ({ value, label: t(`class.${value}`) })) },
    { kind: 'choice', key: 'owner', label: t('tag.owner'), choices: [...owners.map((value) => ({ value, label: value })), { value: NO_OWNER, label: t('filter.noOwner') }] },
    { kind: 'choice', key: 'state', label: t('filter.state'), choices: yesNo(t, ['published', 'draft']) },
  ]
}

/** The tags shown, as a file: what they are, never whose values. */
function CatalogueFile({ rows }: { readonly rows: readonly TagListItem[] }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const purposeName = usePurposeName()
  const load = () => {
    const head = [t('tag.key'), t('tag.name'), t('layer.title'), t('tag.facet'), t('method.title'), t('tag.class'), t('about.purposes'), t('refreshTitle'), t('tag.owner'), t('tag.version'), t('tag.coverage'), t('tag.asOf'), t('evaluation.grade'), t('evaluation.users'), t('tag.sentence')]
    const lines = rows.map((row) => [row.key, say(row.name), t(`layer.${row.layer as 'basic'}`), t(`facet.${row.facet as 'value'}`), t(`method.${row.method}`), row.classification, row.purposes.map(purposeName).join(' '), t(`refresh.${row.refresh as 'daily'}`), row.owner ?? '', row.version ?? '', row.coverage ?? '', row.asOf ?? '', row.grade ?? '', row.users, say(row.sentence)])
    return new Blob([csvOf([head, ...lines])], { type: 'text/csv' })
  }
  return <DownloadButton label={t('filter.file')} fileName="tags.csv" load={load} disabled={rows.length === 0} />
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
      <ArchivedTags />
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
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name, sentence }) => `${key} ${name.zh} ${name.en ?? ''} ${sentence.zh} ${sentence.en}`,
    keep: (row) => fitsFilters(row, search),
  })
  return (
    <ListPage
      name="tags"
      title={t('title')}
      purpose={t('purpose')}
      actions={
        <>
          <CatalogueFile rows={shown.rows} />
          {actions}
        </>
      }
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
        ...moreFilters(t, ownersOf(list.rows)),
      ]}
      empty={{
        title: t('empty.title'),
        why: t('empty.why'),
        action: <AppLink to="/data/import">{t('empty.action')}</AppLink>,
      }}
    >
      {rebuild.jobId !== null && <RebuildProgress key={rebuild.jobId} jobId={rebuild.jobId} onOverBlock={rebuild.overBlock} />}
      <p className="soft figures tags-snapshot">{line}</p>
      <RefreshLine />
    </ListPage>
  )
}
