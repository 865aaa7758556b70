import { armSql, bucketSql } from '#kernel/id'
import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { movedCustomers } from '#ingest/contract'
import { exclusionSteps, type ExclusionStep, type StepStatus } from '../domain/waterfall.js'
import type { ListArm, Purpose } from '../contract.js'

/** Universe of a freeze: customers under the alias `base`, and the segment's members among them. */
export interface Universe {
  readonly from: Sql
  readonly member: Sql
}

/** Who may be excluded, and by what. */
export interface FreezePlan {
  readonly universe: Universe
  readonly runId: number
  readonly listId: number
  readonly asOf: string
  readonly purpose: Purpose
  readonly statuses: Readonly<Record<ExclusionStep, StepStatus>>
  /** Runs of the strategy's other live lists. */
  readonly otherRuns: readonly number[]
  readonly salt: string
  readonly arms: readonly ListArm[]
}

const base = (name: string): Sql => identifier('base', name)

/** Which gate columns hold any value among the bank's customers. */
export function knownColumnsQuery(from: Sql): Query<Record<'deceased' | 'minor' | 'birth' | 'staff' | 'status' | 'consent' | 'doNotContact', string>> {
  return query(
    sql`SELECT count(${base('a_deceased_flag')}) AS deceased, count(${base('a_minor_flag')}) AS minor, count(${base('a_birth_date')}) AS birth, count(${base('a_staff_flag')}) AS staff, count(${base('a_status')}) AS status, count(${base('a_marketing_consent')}) AS consent, count(${base('a_do_not_contact')}) AS doNotContact FROM ${from}`,
  )
}

export function universeSizeQuery(universe: Universe): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${universe.from} WHERE ${universe.member}`)
}

interface Exclusion {
  readonly step: ExclusionStep
  readonly reason: string
  readonly when: Sql
}

const isTrue = (name: string): Sql => sql`ifNull(${base(name)}, false)`

function exclusions(plan: FreezePlan): Exclusion[] {
  const adult = sql`ifNull(age('year', ${base('a_birth_date')}, ${param(plan.asOf, 'Date32')}) < 18, false)`
  const status = sql`ifNull(toString(${base('a_status')}), '')`
  const other = sql`${base('cust_no')} IN (SELECT ifNull(moved.cust_no, listed.cust_no) FROM list_member AS listed LEFT ANY JOIN ${movedCustomers()} AS moved ON moved.cust_id = listed.cust_id WHERE has(${param([...plan.otherRuns], 'Array(UInt64)')}, listed.run_id))`
  const all: Exclusion[] = [
    { step: 'DECEASED', reason: 'DECEASED', when: isTrue('a_deceased_flag') },
    { step: 'MINOR', reason: 'MINOR', when: sql`(${isTrue('a_minor_flag')} OR ${adult})` },
    { step: 'STAFF', reason: 'STAFF', when: isTrue('a_staff_flag') },
    { step: 'ACCOUNT', reason: 'FROZEN', when: sql`${status} = 'FROZEN'` },
    { step: 'ACCOUNT', reason: 'CLOSED', when: sql`${status} = 'CLOSED'` },
    { step: 'CONSENT', reason: 'CONSENT_REFUSED', when: sql`ifNull(NOT ${base('a_marketing_consent')}, false)` },
    { step: 'CONSENT', reason: 'CONSENT_UNKNOWN', when: sql`${base('a_marketing_consent')} IS NULL` },
    { step: 'DO_NOT_CONTACT', reason: 'DO_NOT_CONTACT', when: isTrue('a_do_not_contact') },
    { step: 'DNC_LIST', reason: 'DNC_LIST', when: sql`${base('cust_id')} IN (SELECT ifNull(moved.moved_key, told.cust_id) FROM list_do_not_contact AS told LEFT ANY JOIN ${movedCustomers()} AS moved ON moved.cust_id = told.cust_id WHERE told.run_id = ${param(plan.runId, 'UInt64')})` },
    { step: 'OTHER_LIST', reason: 'OTHER_LIST', when: other },
  ]
  return all.filter(({ step }) => plan.statuses[step] === 'EVALUATED' && exclusionSteps.includes(step))
}

/** The first step that takes the customer out, as `STEP/REASON`; empty for who stays. */
function firstExclusion(plan: FreezePlan): Sql {
  const branches = exclusions(plan).map(({ step, reason, when }) => sql`${when}, ${`${step}/${reason}`}`)
  return sql`multiIf(${join(branches)}, '')`
}

function judged(plan: FreezePlan): Sql {
  const { from, member } = plan.universe
  return sql`(SELECT base.cust_no AS cust_no, base.cust_id AS cust_id, base.shard_key AS shard_key, base.org_path AS org_path, base.rm AS rm, ${firstExclusion(plan)} AS excluded FROM ${from} WHERE ${member})`
}

const keys = (plan: FreezePlan): Sql => sql`${param(plan.runId, 'UInt64')}, ${param(plan.listId, 'UInt64')}, cust_no, cust_id, shard_key, org_path, rm`

/** Who is left out, with the first step that took them out. */
export function excludedRows(plan: FreezePlan): Sql {
  return sql`SELECT ${keys(plan)}, splitByChar('/', excluded)[1] AS step, splitByChar('/', excluded)[2] AS reason FROM ${judged(plan)} WHERE excluded != ''`
}

/** Writes who is left out. */
export function insertExcluded(plan: FreezePlan): Sql {
  return sql`INSERT INTO list_excluded (run_id, list_id, cust_no, cust_id, shard_key, org_path, rm, step, reason) ${excludedRows(plan)}`
}

/** Writes the members with their arm: a hash of salt and customer number, nothing else. */
export function insertListMembers(plan: FreezePlan): Sql {
  const unit = sql`cust_id`
  return sql`INSERT INTO list_member (run_id, list_id, cust_no, cust_id, shard_key, org_path, rm, arm, bucket, state) SELECT ${keys(plan)}, ${armSql(plan.salt, unit, plan.arms)}, ${bucketSql(plan.salt, unit)}, 'READY' FROM ${judged(plan)} WHERE excluded = ''`
}

export function excludedCountsQuery(runId: number): Query<{ step: string; reason: string; n: string }> {
  return query(sql`SELECT toString(step) AS step, toString(reason) AS reason, count() AS n FROM list_excluded WHERE run_id = ${param(runId, 'UInt64')} GROUP BY step, reason ORDER BY step, reason`)
}

export function armCountsQuery(runId: number): Query<{ arm: string; n: string }> {
  return query(sql`SELECT toString(arm) AS arm, count() AS n FROM list_member WHERE run_id = ${param(runId, 'UInt64')} GROUP BY arm ORDER BY arm`)
}
