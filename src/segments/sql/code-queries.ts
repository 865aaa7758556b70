import { identifier, param, query, sql, type Query } from '#kernel/sql'
import { bankRows, type BankTableName } from '#ingest/contract'

/** Of some codes those a table of the bank lists. */
export function listedCodesQuery(table: BankTableName, id: string, runs: readonly number[], codes: readonly string[]): Query<{ code: string }> {
  const column = identifier(id)
  return query(sql`SELECT DISTINCT assumeNotNull(toString(${column})) AS code FROM ${bankRows(table, runs, [id])} WHERE has(${param([...codes], 'Array(String)')}, ifNull(toString(${column}), '')) ORDER BY code`)
}
