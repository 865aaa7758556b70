import { Table, type TableColumnType } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { AppLink } from '../place/AppLink.js'
import { keepScope, useUrlState } from '../place/scope.js'
import { type ListColumn, type Sorting, sortRows, sortText, toSorting } from './list-model.js'

interface Props<Row> {
  readonly rows: readonly Row[]
  readonly columns: readonly ListColumn<Row>[]
  readonly rowKey: (row: Row) => string
  /** Where a row leads; its first column becomes the link and the whole row can be clicked. */
  readonly rowLink?: ((row: Row) => string) | undefined
  readonly empty?: ReactNode
  readonly isLoading?: boolean
  readonly isStale?: boolean
}

function columnOf<Row>(
  column: ListColumn<Row>,
  at: number,
  sorting: Sorting | null,
  rowLink: Props<Row>['rowLink'],
): TableColumnType<Row> {
  const { key, title, render, align = 'left', width, sort } = column
  return {
    key,
    title,
    align,
    ...(width === undefined ? {} : { width }),
    ...(align === 'right' ? { className: 'figures' } : {}),
    ...(sort === undefined
      ? {}
      : {
          sorter: true,
          sortOrder: sorting?.key === key ? (sorting.descending ? 'descend' : 'ascend') : null,
        }),
    render: (_, row) =>
      at === 0 && rowLink !== undefined ? <AppLink to={rowLink(row)}>{render(row)}</AppLink> : render(row),
  }
}

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a, button, input, label, [role="menuitem"]') !== null

/** A dense table: sticky header, sorting kept in the URL, rows that lead somewhere. */
export function ListTable<Row extends object>(props: Props<Row>) {
  const { rows, columns, rowKey, rowLink, empty, isLoading = false, isStale = false } = props
  const [search] = useSearchParams()
  const [, change] = useUrlState()
  const navigate = useNavigate()
  const sorting = toSorting(search.get('sort'))
  const shown = sortRows(rows, columns, sorting)
  const open = (row: Row, target: EventTarget) => {
    if (rowLink && !isControl(target) && getSelection()?.isCollapsed !== false) {
      void navigate(keepScope(rowLink(row), search))
    }
  }
  return (
    <Table<Row>
      className={rowLink ? 'list-table with-links' : 'list-table'}
      size="medium"
      sticky={{ offsetHeader: 0 }}
      pagination={false}
      showSorterTooltip={false}
      scroll={{ x: 'max-content' }}
      loading={isLoading || isStale ? { delay: 200 } : false}
      dataSource={shown}
      rowKey={rowKey}
      columns={columns.map((column, at) => columnOf(column, at, sorting, rowLink))}
      onChange={(_, __, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        const key = one?.order ? String(one.columnKey) : null
        const next = key === null ? null : { key, descending: one?.order === 'descend' }
        change({ sort: sortText(next), cursor: null })
      }}
      onRow={(row) => (rowLink ? { onClick: (event) => open(row, event.target) } : {})}
      locale={{ emptyText: isLoading ? ' ' : (empty ?? ' ') }}
    />
  )
}
