import { identifier, sql, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import { namingOf, type NamedTable } from '../domain/joined-field.js'

/**
 * A field of the product, benefit or enterprise a row names, missing where the row names none or one nobody knows. The table is read
 * once a statement, as a constant: rows are not joined, and codes of a dictionary column are looked up once each.
 */
export function namedField(table: NamedTable, field: string, runs: readonly number[]): Sql {
  const { by, id } = namingOf(table)
  const rows = bankRows(table, runs, [id, field])
  const pair = sql`(assumeNotNull(toString(${identifier(id)})), ifNull(toString(${identifier(field)}), ''))`
  // One nobody knows beside those known: the look-up needs one at least.
  const known = sql`(SELECT arrayPushBack(arraySort(groupArray(${pair})), ('', '')) FROM ${rows})`
  return sql`nullIf(transform(ifNull(toString(${identifier(by)}), ''), ${known}.1, ${known}.2, ''), '')`
}
