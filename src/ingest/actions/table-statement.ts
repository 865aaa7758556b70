import {
  DummyDriver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type Dialect,
  type RawBuilder,
} from 'kysely'
import { addDays } from '#kernel/calendar'
import type { DatabaseConnector } from '../contract.js'

/** A statement for another database: its text with places, and their values. */
export interface TableStatement {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** Which rows: those of a date, or those above one value up to another. */
export type RowBounds = { readonly kind: 'date'; readonly date: string } | { readonly kind: 'since'; readonly above: string | null; readonly upTo: string }

const dialects: Readonly<Record<DatabaseConnector['engine'], Dialect>> = {
  postgresql: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  mysql: {
    createAdapter: () => new MysqlAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new MysqlIntrospector(db),
    createQueryCompiler: () => new MysqlQueryCompiler(),
  },
}

/** Never connected: it only writes statements, every name quoted and every value bound. */
const writers = { postgresql: new Kysely<never>({ dialect: dialects.postgresql }), mysql: new Kysely<never>({ dialect: dialects.mysql }) }

/** Reads a table's columns within bounds, in the connector's order. */
export function rowsStatement(connector: DatabaseConnector, columns: readonly string[], bounds: RowBounds | null, limit?: number): TableStatement {
  const named = columns.length === 0 ? sql`*` : sql.join(columns.map((name) => sql.id(name)))
  const ordered = connector.orderBy === undefined ? sql`` : sql` order by ${sql.join(connector.orderBy.map((name) => sql.id(name)))}`
  const cut = limit === undefined ? sql`` : sql` limit ${sql.lit(limit)}`
  return compiled(connector, sql`select ${named} from ${tableOf(connector)}${whereOf(connector, bounds)}${ordered}${cut}`)
}

/** The highest value of the column `since` goes by, as text. */
export function highestStatement(connector: DatabaseConnector, column: string): TableStatement {
  const highest = sql`max(${sql.id(column)})`
  return compiled(connector, sql`select ${connector.engine === 'mysql' ? sql`cast(${highest} as char)` : sql`${highest}::text`} as highest from ${tableOf(connector)}`)
}

function whereOf(connector: DatabaseConnector, bounds: RowBounds | null): RawBuilder<unknown> {
  if (bounds === null || connector.rows === undefined) return sql``
  const column = sql.id(connector.rows.column)
  if (bounds.kind === 'date') return sql` where ${column} >= ${bounds.date} and ${column} < ${addDays(bounds.date, 1)}`
  const above = bounds.above === null ? sql`` : sql`${column} > ${bounds.above} and `
  return sql` where ${above}${column} <= ${bounds.upTo}`
}

function tableOf({ schema, table }: DatabaseConnector): RawBuilder<unknown> {
  return schema === undefined ? sql.id(table) : sql.id(schema, table)
}

function compiled(connector: DatabaseConnector, statement: RawBuilder<unknown>): TableStatement {
  const { sql: text, parameters } = statement.compile(writers[connector.engine])
  return { sql: text, values: parameters }
}
