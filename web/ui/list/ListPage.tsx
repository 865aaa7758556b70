import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../feedback/EmptyState.js'
import { ErrorPanel } from '../feedback/ErrorPanel.js'
import { formatNumber } from '../format.js'
import { PageHeader } from '../page/PageHeader.js'
import { useUrlState } from '../place/scope.js'
import { useFormatLocale } from '../theme/Look.js'
import { ColumnChooser } from './ColumnChooser.js'
import { FilterBar } from './FilterBar.js'
import type { ListColumn, ListFilter } from './list-model.js'
import { ListTable } from './ListTable.js'
import { useColumnChoice } from './use-column-choice.js'
import type { List } from './use-list.js'

interface Props<Row> {
  /** Stable name; the device keeps the column choice under it. */
  readonly name: string
  readonly title: string
  readonly purpose?: ReactNode
  readonly actions?: ReactNode
  readonly list: List<Row>
  readonly columns: readonly ListColumn<Row>[]
  readonly rowKey: (row: Row) => string
  readonly rowLink?: (row: Row) => string
  readonly filters?: readonly ListFilter[]
  readonly empty: { readonly title: string; readonly why: string; readonly action?: ReactNode }
  /** Between header and filters: a sentence of warning, a verified mark. */
  readonly children?: ReactNode
  /** Inside a tab, whose page has its own header. */
  readonly embedded?: boolean
}

function Pager<Row>({ list }: { readonly list: List<Row> }) {
  const { t } = useTranslation('ui')
  const locale = useFormatLocale()
  const count = list.total ?? list.rows.length
  const shown = formatNumber(count, locale)
  const isWhole = list.total !== null || (list.next === undefined && list.first === undefined)
  return (
    <footer className="pager">
      <span className="soft figures">
        {isWhole &&
          (list.totalIsEstimate ? t('list.rowsEstimated', { shown }) : t('list.rows', { count, shown }))}
      </span>
      {list.first && (
        <Button onClick={list.first} disabled={list.isStale}>
          {t('list.first')}
        </Button>
      )}
      {list.previous && (
        <Button onClick={list.previous} disabled={list.isStale}>
          {t('list.previous')}
        </Button>
      )}
      {list.next && (
        <Button onClick={list.next} disabled={list.isStale}>
          {t('list.next')}
        </Button>
      )}
    </footer>
  )
}

/** A list screen: title, purpose, primary action; filters; table; pager; an empty state that says what to do. */
export function ListPage<Row extends object>(props: Props<Row>) {
  const {
    name,
    title,
    purpose,
    actions,
    list,
    columns,
    rowKey,
    rowLink,
    filters = [],
    empty,
    children,
  } = props
  const { t } = useTranslation('ui')
  const [search] = useUrlState()
  const choice = useColumnChoice(name, columns)
  const isFiltered = filters.some(({ key }) => search.has(key))
  const emptyState = isFiltered ? (
    <EmptyState title={t('list.noMatch')} why={t('list.noMatchWhy')} />
  ) : (
    <EmptyState {...empty} />
  )
  return (
    <>
      {props.embedded !== true && <PageHeader title={title} purpose={purpose} actions={actions} />}
      {children}
      <div className="list-tools">
        <FilterBar filters={filters} />
        <div className="list-actions">
          <ColumnChooser columns={columns} choice={choice} />
          {props.embedded === true && actions}
        </div>
      </div>
      {list.error ? (
        <ErrorPanel error={list.error} onRetry={list.retry} />
      ) : (
        <ListTable
          rows={list.rows}
          columns={choice.shown}
          rowKey={rowKey}
          rowLink={rowLink}
          empty={emptyState}
          isLoading={list.isLoading}
          isStale={list.isStale}
        />
      )}
      <Pager list={list} />
    </>
  )
}
