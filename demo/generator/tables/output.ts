import { identifier, join, sql, type Sql } from '#kernel/sql'

/** How a file's column is written: instants as UTC milliseconds, money as whole fen. */
export type Written = 'plain' | 'money' | 'instant'

/** One table of the bank's files. */
export interface Output {
  readonly table: string
  readonly mode: 'upsert' | 'append'
  readonly columns: Readonly<Record<string, Written>>
  /** Columns the rows are sorted by, so that a file's bytes depend on nothing else. */
  readonly order: readonly string[]
  readonly select: Sql
}

/** Column names written plainly, in fen and as instants: `columnsOf('cust_id status', 'amount', 'ts')`. */
export function columnsOf(plain: string, money = '', instant = ''): Record<string, Written> {
  const part = (text: string, kind: Written) => text.split(' ').filter((name) => name !== '').map((name) => [name, kind] as const)
  return Object.fromEntries([...part(plain, 'plain'), ...part(money, 'money'), ...part(instant, 'instant')])
}

/** The SELECT of a file: the table's columns, sorted. */
export function fileSelect(output: Output): Sql {
  const names = (list: readonly string[]) => join(list.map((name) => identifier(name)))
  return sql`SELECT ${names(Object.keys(output.columns))} FROM (${output.select}) ORDER BY ${names(output.order)}`
}
