import type { ReactNode } from 'react'

export interface PlainColumn<Row> {
  readonly title: string
  readonly render: (row: Row) => ReactNode
  readonly right?: boolean
}

interface Props<Row> {
  readonly title: string
  readonly none: string
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly columns: readonly PlainColumn<Row>[]
}

/** A short table under its own heading, whole on one page. */
export function PlainTable<Row>({ title, none, rows, rowKey, columns }: Props<Row>) {
  const sideOf = (column: PlainColumn<Row>) => (column.right === true ? 'right' : '')
  return (
    <section className="panel">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        <div className="wide-table">
          <table className="plain-table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.title} scope="col" className={sideOf(column)}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map((column) => (
                    <td key={column.title} className={sideOf(column)}>
                      {column.render(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
