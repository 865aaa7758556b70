import { param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface EdgeRow {
  readonly a_id: string
  readonly b_id: string
  readonly rule: string
  readonly decision: string
  readonly decided_by: string
  readonly weight: number
  readonly probability: number
  readonly pattern: number
  readonly kinds: number
  readonly value_minor: string
}

const COLUMNS = sql`a_id, b_id, toString(rule) AS rule, toString(decision) AS decision, toString(decided_by) AS decided_by, weight, probability, pattern, kinds, value_minor`
const ofRun = (id: number): Sql => sql`run_id = ${param(id, 'UInt64')}`

/** Edges of pairs of customers, in whichever order a pair is given. */
export function edgesOfPairsQuery(runId: number, pairs: readonly (readonly [a: string, b: string])[]): Query<EdgeRow> {
  const one = param(pairs.map(([a]) => a), 'Array(String)')
  const other = param(pairs.map(([, b]) => b), 'Array(String)')
  const asked = sql`SELECT arrayJoin(arrayConcat(arrayZip(${one}, ${other}), arrayZip(${other}, ${one}))) AS pair`
  return query(sql`SELECT ${COLUMNS} FROM identity_edge WHERE ${ofRun(runId)} AND (a_id, b_id) IN (SELECT pair.1, pair.2 FROM (${asked}))`)
}
