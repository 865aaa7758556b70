import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** What of a score leaves as a file, by task. */
export const SCORE_COLUMNS = ['score', 'decile'] as const
export const UPLIFT_COLUMNS_OUT = ['arm', 'effect', 'effect_low', 'effect_high', 'gain', 'organic', 'response', 'quadrant', 'decile'] as const

/** Rows of a run's customers by number, `columns` of the table of scores or of effects. */
export function exportPageQuery(page: { readonly table: 'model_score' | 'model_uplift'; readonly columns: readonly string[]; readonly runId: number; readonly visible: Sql; readonly after: number; readonly limit: number }): Query<Record<string, string | number | null>> {
  const columns = join(['cust_no', 'cust_id', 'org_path', ...page.columns].map((name) => identifier(name)))
  return query(sql`SELECT ${columns} FROM ${identifier(page.table)} WHERE run_id = ${param(page.runId, 'UInt64')} AND ${page.visible} AND cust_no > ${param(page.after, 'UInt32')} ORDER BY cust_no LIMIT ${page.limit}`)
}
