import type { RuleStep } from '#kernel/rule'
import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** FROM with the base under `base`, and who of it may be seen. */
export interface People {
  readonly from: Sql
  readonly visible: Sql
}

/** Everyone, then each step alone and cumulated, in one scan. */
export function waterfallQuery(people: People, steps: readonly RuleStep[]): Query<{ total: string; alone: string[]; left: string[] }> {
  const alone = steps.map((step) => sql`countIf(${step.condition})`)
  const left = steps.map((_, at) => sql`countIf(${join(steps.slice(0, at + 1).map((step) => step.condition), sql` AND `)})`)
  return query(sql`SELECT count() AS total, [${join(alone)}] AS alone, [${join(left)}] AS left FROM ${people.from} WHERE ${people.visible}`)
}

/** Members of a rule as a bitmap, written under a run. */
export function insertMembers(run: { runId: number; segment: string; version: number }, from: Sql, condition: Sql): Sql {
  return sql`INSERT INTO segment_members (run_id, segment, version, members) SELECT toUInt64(${run.runId}), ${run.segment}, toUInt32(${run.version}), groupBitmapState(base.cust_no) FROM ${from} WHERE ${condition}`
}

/** Bitmap of a segment run, as a scalar. */
export function membersOf(runId: number): Sql {
  return sql`(SELECT groupBitmapMergeState(members) FROM segment_members WHERE run_id = ${param(runId, 'UInt64')})`
}

/** 1 for members of a run among rows of the base. */
export function isMember(runId: number): Sql {
  return sql`bitmapContains(${membersOf(runId)}, ${identifier('base', 'cust_no')})`
}

/** Numbers of a few customers a rule takes: those of the smallest hash, so that they are neither the first nor others each time. */
export function sampleQuery(people: People, condition: Sql, limit: number): Query<{ cust_no: number }> {
  return query(sql`SELECT base.cust_no AS cust_no FROM ${people.from} WHERE ${people.visible} AND ${condition} ORDER BY cityHash64(base.cust_no) LIMIT ${limit}`)
}

/** Condition over rows of the base: these customers. */
export function isOneOf(numbers: readonly number[]): Sql {
  return sql`(base.cust_no IN ${param([...numbers], 'Array(UInt32)')})`
}

export function segmentSizeQuery(runId: number): Query<{ n: string }> {
  return query(sql`SELECT toString(groupBitmapMerge(members)) AS n FROM segment_members WHERE run_id = ${param(runId, 'UInt64')}`)
}

export interface MemberPage {
  readonly table: Sql
  readonly visible: Sql
  /** Whose rows: members of a run, or a change between two. */
  readonly members: Sql
  readonly columns: readonly string[]
  readonly after: number
  readonly limit: number
}

/** One page of members in customer-number order, with snapshot values. */
export function memberPageQuery(page: MemberPage): Query<Record<string, string | number | boolean | null>> {
  const columns = page.columns.map((name) => sql`, ${identifier('base', name)} AS ${identifier(name)}`)
  const limit = page.limit > 0 ? sql` LIMIT ${page.limit}` : sql``
  return query(
    sql`SELECT base.cust_no AS cust_no, base.cust_id AS cust_id, base.org_path AS org_path${join(columns, sql``)} FROM ${page.table} AS base WHERE base.cust_no > ${page.after} AND ${page.members} AND ${page.visible} ORDER BY base.cust_no${limit}`,
  )
}

/** Members the asker may see. */
export function memberCountQuery(page: Pick<MemberPage, 'table' | 'visible' | 'members'>): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${page.table} AS base WHERE ${page.members} AND ${page.visible}`)
}
