import type { TFunction } from 'i18next'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { memberPageSchema, type memberSchema } from '#segments/contract'
import { type Vocabulary, vocabularySchema } from '#tags/contract'
import type { Query } from '../../../api/client.js'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { MoneyText, Num } from '../../../ui/figures/Num.js'
import type { TwoLanguages } from '../../../ui/language/translated.js'
import { useSay } from '../../../ui/language/use-say.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { useOrgName } from '../use-org-name.js'
import { TagColumns, useTagColumns } from './TagColumns.js'

export type Member = z.infer<typeof memberSchema>
type Page = z.infer<typeof memberPageSchema>
type Column = Page['columns'][number]

interface Reader {
  readonly t: TFunction<'segments'>
  readonly say: (text: TwoLanguages) => string
  readonly orgName: (path: string) => string
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

/** A member's columns: the customer, the org, and the tags that came. */
export function memberColumns(columns: readonly Column[], reader: Reader): readonly ListColumn<Member>[] {
  const { t, say, orgName } = reader
  return [
    { key: 'custId', title: t('members.customer'), always: true, render: ({ custId }) => <AppLink className="figures" to={`/customers/${encodeURIComponent(custId)}`}>{custId}</AppLink> },
    { key: 'orgPath', title: t('members.org'), render: ({ orgPath }) => <span title={orgPath}>{orgName(orgPath)}</span> },
    ...columns.map((column) => ({
      key: column.key,
      title: say(column.name),
      ...(['int', 'decimal', 'money'].includes(column.type) ? { align: 'right' as const } : {}),
      render: (row: Member) => cellOf(column, row.values[column.key], reader),
    })),
  ]
}

export function useMemberReader(): Reader {
  const { t } = useTranslation('segments')
  const say = useSay()
  const orgName = useOrgName()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 }).data
  return { t, say, orgName, vocabulary }
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

interface Props {
  readonly path: string
  readonly query?: Query
  /** What stands above the table; is given how many there are, and the keys of the tags on screen. */
  readonly tools: (total: number, shown: readonly string[]) => ReactNode
  readonly limit?: number
}

/** Customers page by page with the tags chosen. */
export function MemberTable({ path, query = {}, tools, limit = 50 }: Props) {
  const reader = useMemberReader()
  const { org } = useScope()
  const choice = useTagColumns()
  const asked = { ...query, org, columns: choice.chosen?.join(',') }
  const place = choice.isKnown ? path : null
  const head = useApi(place, memberPageSchema, { query: { ...asked, limit: 1 }, keepPrevious: true })
  const list = useList<Member>({ path: place, schema: memberPageSchema, query: asked, limit })
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  const columns = head.data?.columns ?? []
  const shown = columns.map(({ key }) => key)
  return (
    <>
      <div className="member-tools">
        {tools(list.total ?? 0, shown)}
        {head.data !== undefined && <TagColumns choice={choice} shown={shown} total={head.data.columnTotal} />}
      </div>
      <ListTable
        rows={list.rows}
        columns={memberColumns(columns, reader)}
        rowKey={({ custId }) => custId}
        isLoading={list.isLoading}
        isStale={list.isStale}
        empty={<EmptyState title={reader.t('members.empty')} why={reader.t('members.emptyWhy')} />}
      />
      <Pager list={list} />
    </>
  )
}
