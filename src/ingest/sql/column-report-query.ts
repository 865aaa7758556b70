import { identifier, join, query, sql, type Query } from '#kernel/sql'

/** Per stored column of one run: missing values, distinct values, smallest and largest. */
export function columnReportQuery(
  table: string,
  runId: number,
  columns: readonly string[],
): Query<{ column: string; missing: string; distinct: string; low: string | null; high: string | null }> {
  const tuples = columns.map((name) => {
    const column = identifier(name)
    return sql`tuple(${name}, countIf(${column} IS NULL), uniqCombined(${column}), toString(min(${column})), toString(max(${column})))`
  })
  return query(
    sql`SELECT row.1 AS column, row.2 AS missing, row.3 AS distinct, row.4 AS low, row.5 AS high FROM (SELECT arrayJoin([${join(tuples)}]) AS row FROM ${identifier(table)} WHERE run_id = ${runId})`,
  )
}
