import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { type segmentListItemSchema, segmentListSchema } from '#segments/contract'
import { useMay } from '../../api/session.js'
import { DateText, Num } from '../../ui/figures/Num.js'
import { StatusTag } from '../../ui/figures/StatusTag.js'
import { useSay } from '../../ui/language/use-say.js'
import type { TwoLanguages } from '../../ui/language/translated.js'
import type { ListColumn } from '../../ui/list/list-model.js'
import { ListPage } from '../../ui/list/ListPage.js'
import { narrowList } from '../../ui/list/narrow-list.js'
import { useList } from '../../ui/list/use-list.js'
import { AppLink } from '../../ui/place/AppLink.js'
import { keepScope } from '../../ui/place/scope.js'
import { ArchivedList } from './Archive.js'
import { UploadList } from './lists/UploadList.js'
import { ATTRACTIVENESS, editPath, SEGMENTS, segmentPath } from './segment-paths.js'
import './segments.css'

type SegmentItem = z.infer<typeof segmentListItemSchema>

interface Reader {
  readonly t: TFunction<'segments'>
  readonly say: (text: TwoLanguages) => string
  readonly mayWrite: boolean
}

function StatusOf({ item: { version, hasDraft }, t }: { item: SegmentItem; t: Reader['t'] }) {
  return (
    <>
      {version !== null && <StatusTag tone="done">{t('published', { version })}</StatusTag>}{' '}
      {hasDraft && <StatusTag tone="active">{version === null ? t('draft') : t('withDraft')}</StatusTag>}
    </>
  )
}

function columnsFor({ t, say, mayWrite }: Reader): readonly ListColumn<SegmentItem>[] {
  return [
    { key: 'name', title: t('column.name'), always: true, sort: ({ name }) => say(name), render: ({ name }) => say(name) },
    { key: 'sentence', title: t('column.sentence'), render: ({ sentence }) => <span className="rule-sentence">{say(sentence)}</span> },
    { key: 'size', title: t('column.size'), align: 'right', sort: ({ latest }) => latest?.size ?? null, render: ({ latest }) => <Num value={latest?.size} /> },
    { key: 'asOf', title: t('column.asOf'), sort: ({ latest }) => latest?.asOf ?? null, render: ({ latest }) => <DateText value={latest?.asOf} /> },
    { key: 'status', title: t('column.status'), render: (item) => <StatusOf item={item} t={t} /> },
    { key: 'owner', title: t('column.owner'), hidden: true, render: ({ owner }) => owner ?? '' },
    { key: 'updated', title: t('column.updated'), sort: ({ updatedAt }) => updatedAt, render: ({ updatedAt }) => <DateText value={updatedAt} /> },
    ...(mayWrite
      ? [{ key: 'actions', title: t('column.actions'), render: ({ key }: SegmentItem) => <AppLink to={editPath(key)}>{t('edit')}</AppLink> }]
      : []),
  ]
}

/** Every segment, with its rule in words and its newest snapshot. */
export function SegmentsPage() {
  const { t } = useTranslation('segments')
  const say = useSay()
  const mayWrite = useMay('segment.write')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const list = useList({ path: SEGMENTS, schema: segmentListSchema })
  const shown = narrowList(list, {
    typed: search.get('q'),
    textOf: ({ key, name, sentence }) => `${key} ${name.zh} ${name.en ?? ''} ${sentence.zh} ${sentence.en}`,
  })
  const add = mayWrite && (
    <>
      <ArchivedList kind="segment" />
      <UploadList />
      <Button type="primary" onClick={() => void navigate(keepScope('/customers/segments/new', search))}>
        {t('add')}
      </Button>
    </>
  )
  return (
    <ListPage
      name="segments"
      title={t('title')}
      purpose={t('purpose')}
      actions={<><Button onClick={() => void navigate(keepScope(ATTRACTIVENESS, search))}>{t('attract.open')}</Button>{add}</>}
      list={shown}
      columns={columnsFor({ t, say, mayWrite })}
      rowKey={({ key }) => key}
      rowLink={({ key }) => segmentPath(key)}
      filters={[{ kind: 'text', key: 'q', label: t('search') }]}
      empty={{ title: t('empty.title'), why: t('empty.why'), action: add }}
    />
  )
}
