import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type FrozenList, listPageSchema } from '#strategy/contract'
import { DateText, Num } from '../../../ui/figures/Num.js'
import type { ListColumn } from '../../../ui/list/list-model.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { useList } from '../../../ui/list/use-list.js'
import { drawnSplit } from '../arms.js'
import { ListStatusTag } from '../ListStatusTag.js'

export const listLink = ({ id }: { readonly id: string }): string => `/strategy/lists/${encodeURIComponent(id)}`

/** The columns of every table of lists. */
export function listColumns(t: TFunction<'strategy'>): readonly ListColumn<FrozenList>[] {
  return [
    { key: 'id', title: t('list.column.id'), always: true, render: ({ id }) => t('list.name', { id }) },
    { key: 'strategy', title: t('list.column.strategy'), render: ({ strategy, strategyVersion }) => `${strategy} · ${t('versionNo', { version: strategyVersion })}` },
    { key: 'status', title: t('column.status'), render: ({ status }) => <ListStatusTag status={status} /> },
    { key: 'treated', title: t('list.column.treated'), align: 'right', render: ({ counts, arms }) => <Num value={drawnSplit(counts, arms).treated} /> },
    { key: 'control', title: t('control'), align: 'right', render: ({ counts, arms }) => <Num value={drawnSplit(counts, arms).control} /> },
    { key: 'channel', title: t('column.channel'), render: ({ channel }) => t(`channel.${channel}.name`) },
    { key: 'asOf', title: t('list.column.asOf'), render: ({ asOf }) => <DateText value={asOf} /> },
    { key: 'author', title: t('list.column.author'), render: ({ author }) => author.name },
    { key: 'releasedBy', title: t('list.column.releasedBy'), render: ({ releasedBy }) => releasedBy?.name },
    { key: 'created', title: t('list.column.created'), render: ({ createdAt }) => <DateText value={createdAt} /> },
  ]
}

/** The lists of one strategy. */
export function ListsTable({ strategy }: { readonly strategy: string }) {
  const { t } = useTranslation('strategy')
  const list = useList({ path: '/api/v1/lists', schema: listPageSchema, query: { strategy } })
  if (list.error) return <ErrorPanel error={list.error} onRetry={list.retry} />
  return (
    <ListTable
      rows={list.rows}
      columns={listColumns(t)}
      rowKey={({ id }) => id}
      rowLink={listLink}
      isLoading={list.isLoading}
      empty={<EmptyState title={t('list.empty.title')} why={t('list.empty.why')} />}
    />
  )
}
