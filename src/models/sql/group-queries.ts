import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { GroupArm, GroupName } from '../contract-group.js'

/** Scored customers of a run with whether the expert's rule picks them and their stratum; `facts` gives `cust_no`, `expert` and `stratum`. */
export function candidatesQuery(runId: number, facts: Sql): Query<{ cust_no: number; cust_id: string; score: number; expert: number; stratum: string }> {
  return query(
    sql`SELECT scored.cust_no AS cust_no, scored.cust_id AS cust_id, scored.score AS score, ifNull(seen.expert, 0) AS expert, ifNull(seen.stratum, '') AS stratum FROM (SELECT cust_no, cust_id, score FROM model_score WHERE run_id = ${param(runId, 'UInt64')}) AS scored LEFT JOIN (${facts}) AS seen ON seen.cust_no = scored.cust_no ORDER BY cust_no`,
  )
}

/** Rule and stratum of customers under `base`. */
export function groupFacts(from: Sql, expert: Sql, stratum: Sql): Sql {
  return sql`SELECT base.cust_no AS cust_no, toUInt8(ifNull(${expert}, 0)) AS expert, ifNull(toString(${stratum}), '') AS stratum FROM ${from}`
}

/** Writes the groups of a work table of `cust_no`, `grp`, `arm` and `stratum` beside whom they are of. */
export function insertGroups(into: { readonly runId: number; readonly model: string; readonly asOf: string; readonly work: string; readonly scoreRun: number }): Sql {
  return sql`INSERT INTO model_group (run_id, model, cust_no, cust_id, shard_key, org_path, rm, grp, arm, stratum, score, as_of) SELECT ${param(into.runId, 'UInt64')}, ${into.model}, scored.cust_no, scored.cust_id, scored.shard_key, scored.org_path, scored.rm, dealt.grp, dealt.arm, dealt.stratum, scored.score, ${param(into.asOf, 'Date32')} FROM (SELECT cust_no, cust_id, shard_key, org_path, rm, score FROM model_score WHERE run_id = ${param(into.scoreRun, 'UInt64')}) AS scored INNER JOIN ${identifier(into.work)} AS dealt ON dealt.cust_no = scored.cust_no`
}

export interface GroupRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly grp: GroupName
  readonly arm: GroupArm
  readonly stratum: string
  readonly score: number
}

/** A page of a run's customers by number. */
export function groupPageQuery({ runId, visible, after, limit }: { runId: number; visible: Sql; after: number | null; limit: number }): Query<GroupRow> {
  const from = after === null ? sql`1` : sql`cust_no > ${param(after, 'UInt32')}`
  return query(sql`SELECT cust_no, cust_id, org_path, grp, arm, stratum, score FROM model_group WHERE run_id = ${param(runId, 'UInt64')} AND ${visible} AND ${from} ORDER BY cust_no LIMIT ${limit}`)
}

export function groupCountQuery(runId: number, visible: Sql): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM model_group WHERE run_id = ${param(runId, 'UInt64')} AND ${visible}`)
}

/** Customers of each group and arm, and those of them whose outcome is 1. `outcome` gives `cust_no` and `value`. */
export function groupCellsQuery(runId: number, outcome: Sql): Query<{ grp: GroupName; arm: GroupArm; n: string; outcomes: string }> {
  return query(
    sql`SELECT dealt.grp AS grp, dealt.arm AS arm, count() AS n, countIf(ifNull(seen.value, 0) = 1) AS outcomes FROM (SELECT cust_no, grp, arm FROM model_group WHERE run_id = ${param(runId, 'UInt64')}) AS dealt LEFT JOIN (${outcome}) AS seen ON seen.cust_no = dealt.cust_no GROUP BY grp, arm ORDER BY grp, arm`,
  )
}

/** The treated, or those left alone, of one list, as another room takes them: `cust_no` and the arm. */
export function groupRows(runId: number, group: GroupName): Sql {
  return sql`SELECT cust_no, toString(arm) AS arm FROM model_group WHERE run_id = ${param(runId, 'UInt64')} AND grp = ${group} AND arm != 'rest'`
}
