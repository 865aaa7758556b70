import { join, param, query, sql, type Query } from '#kernel/sql'
import { bankTable, type BankTableName } from '#ingest/contract'
import { belongsTo, rowsOf, type Who } from './customer-rows.js'

export interface TableRuns {
  readonly table: BankTableName
  readonly runs: readonly number[]
}

/** Runs of a dimension that are looked into; older ones have been superseded column by column. */
const NEWEST = 6

/** Rows of a person by bank table and the run they came in. */
export function lineageQuery(tables: readonly TableRuns[], who: Who): Query<{ bank_table: string; run: string; n: string }> {
  const parts = tables.flatMap(({ table, runs }) => {
    const facts = bankTable(table).modes.includes('append')
    if (facts) return [sql`SELECT ${table} AS bank_table, run_id AS run, count() AS n FROM ${rowsOf(table, runs, ['run_id'], who)} WHERE ${belongsTo(who)} GROUP BY run`]
    return runs.slice(0, NEWEST).map((run) => sql`SELECT ${table} AS bank_table, ${param(run, 'UInt64')} AS run, count() AS n FROM ${rowsOf(table, [run], [], who)} WHERE ${belongsTo(who)} HAVING n > 0`)
  })
  return query(sql`SELECT bank_table, run, n FROM (${join(parts, sql` UNION ALL `)}) ORDER BY run DESC, bank_table`)
}

/** Links of a person to devices, cards and the like, counted by kind; the values are keyed hashes nobody reads. */
export function linksQuery(runIds: readonly number[], who: Who, asOf: string): Query<{ cust_id: string; kind: string; n: string; verified_n: string; seen_last: string | null }> {
  const rows = rowsOf('identity', runIds, ['id_type', 'value', 'verified', 'last_seen', 'first_seen'], who)
  return query(
    sql`SELECT cust_id, ifNull(toString(id_type), '') AS kind, uniqExact(value) AS n, uniqExactIf(value, verified) AS verified_n, toString(max(last_seen)) AS seen_last FROM ${rows} WHERE ${belongsTo(who)} AND ifNull(first_seen <= ${param(asOf, 'Date32')}, true) GROUP BY cust_id, kind ORDER BY cust_id, kind`,
  )
}
