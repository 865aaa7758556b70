import { param, query, sql, type Query } from '#kernel/sql'

/** Ids of events that arrived since a commit, newest first, at most `limit`. */
export function recentIdsQuery(runs: readonly number[], since: string, limit: number): Query<{ event_id: string; x_commit: string }> {
  return query(sql`SELECT event_id, x_commit FROM bank_app_event WHERE has(${param([...runs], 'Array(UInt64)')}, run_id) AND x_commit >= ${param(since, 'UInt64')} ORDER BY x_commit DESC LIMIT ${limit}`)
}

/** Which of these ids are stored in these runs. */
export function storedIdsQuery(runs: readonly number[], ids: readonly string[]): Query<{ event_id: string }> {
  return query(sql`SELECT DISTINCT assumeNotNull(event_id) AS event_id FROM bank_app_event WHERE has(${param([...runs], 'Array(UInt64)')}, run_id) AND event_id IN (${param([...ids], 'Array(String)')})`)
}

/** The newest commit stored in these runs. */
export function lastCommitQuery(runs: readonly number[]): Query<{ last: string }> {
  return query(sql`SELECT max(x_commit) AS last FROM bank_app_event WHERE has(${param([...runs], 'Array(UInt64)')}, run_id)`)
}
