import { identifier, param, query, sql, type Query } from '#kernel/sql'

/** Labels of a table of rows beside the scores of a run, one row a customer that has both. */
export function settledQuery(table: string, runId: number): Query<{ label: number; score: number }> {
  const scores = sql`SELECT cust_no, score FROM model_score WHERE run_id = ${param(runId, 'UInt64')}`
  return query(
    sql`SELECT assumeNotNull(rows.label) AS label, assumeNotNull(scores.score) AS score FROM ${identifier(table)} AS rows INNER JOIN (${scores}) AS scores ON scores.cust_no = rows.cust_no WHERE isFinite(rows.label)`,
  )
}
