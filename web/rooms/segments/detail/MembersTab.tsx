import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { memberPageSchema, type memberSchema } from '#segments/contract'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { formatNumber } from '../../../ui/format.js'
import { MoneyText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { Button } from 'antd'
import { segmentUrl } from '../segment-paths.js'
import { ExportButton } from './ExportButton.js'
import type { SegmentDetail } from './SegmentPage.js'

type Member = z.infer<typeof memberSchema>
type Page = z.infer<typeof memberPageSchema>
type Column = Page['columns'][number]

interface Reader {
  readonly t: TFunction<'segments'>
  readonly say: (text: TwoLanguages) => string
  readonly vocabulary: Vocabulary | undefined
}

function cellOf(column: Column, value: Member['values'][string] | undefined, { t, say, vocabulary }: Reader) {
  if (value === null || value === undefined) return <Num value={null} />
  if (typeof value === 'boolean') return value ? t('members.yes') : t('members.no')
  if (column.type === 'money') return <MoneyText minor={String(value)} currency={column.ccy ?? 'CNY'} full />
  if (typeof value === 'number') return <Num value={value} digits={4} />
  const label = vocabulary?.tags.find(({ key }) => key === column.key)?.values?.find(({ code }) => code === value)
  return label ? say(label) : value
}

function columnsFor(columns: readonly Column[], reader: Reader): readonly ListColumn<Member>[] {
  const { t, say } = reader
  return [
    { key: 'custId', title: t('members.customer'), always: true, render: ({ custId }) => <span className="figures">{custId}</span> },
    { key: 'orgPath', title: t('members.org'), render: ({ orgPath }) => orgPath },
    ...columns.map((column) => ({
      key: column.key,
      title: say(column.name),
      ...(['int', 'decimal', 'money'].includes(column.type) ? { align: 'right' as const } : {}),
      render: (row: Member) => cellOf(column, row.values[column.key], reader),
    })),
  ]
}

function Pager({ list }: { readonly list: ReturnType<typeof useList<Member>> }) {
  const { t } = useTranslation('ui')
  return (
    <footer className="pager">
      {list.first && <Button onClick={list.first}>{t('list.first')}</Button>}
      {list.previous && <Button onClick={list.previous}>{t('list.previous')}</Button>}
      {list.next && <Button onClick={list.next}>{t('list.next')}</Button>}
    </footer>
  )
}

function Members({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const mayExport = useMay('customer.export')
  const { org } = useScope()
  const path = `${segmentUrl(segment.key)}/members`
  const head = useApi(path, memberPageSchema, { query: { org, limit: 1 } })
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 }).data
  const list = useList<Member>({ path, schema: memberPageSchema, query: { org }, limit: 50 })
  const total = list.total ?? 0
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  return (
    <>
      <div className="member-tools">
        <span className="soft figures">{t('members.total', { total: formatNumber(total, locale) })}</span>
        {mayExport && <ExportButton segmentKey={segment.key} count={total} />}
      </div>
      <ListTable
        rows={list.rows}
        columns={columnsFor(head.data?.columns ?? [], { t, say, vocabulary })}
        rowKey={({ custId }) => custId}
        isLoading={list.isLoading}
        isStale={list.isStale}
        empty={<EmptyState title={t('members.empty')} why={t('members.total', { total: formatNumber(total, locale) })} />}
      />
      <Pager list={list} />
    </>
  )
}

/** Members of the newest snapshot, with their tags, page by page. */
export function MembersTab({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const mayRead = useMay('customer.read')
  if (segment.latest === null || !mayRead) {
    return <EmptyState title={t('detail.noSnapshot')} why={t('detail.noSnapshotWhy')} />
  }
  return <Members segment={segment} />
}
