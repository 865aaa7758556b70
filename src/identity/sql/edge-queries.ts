import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { scopeCondition, type Scope } from '#platform/access/contract'

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

/** What people decided about pairs: newest of each, the smaller id first. */
export interface DecidedPairs {
  readonly a: readonly string[]
  readonly b: readonly string[]
  readonly pattern: readonly number[]
  readonly kinds: readonly number[]
  readonly decision: readonly string[]
}

export interface OrgPlaces {
  readonly ids: readonly string[]
  readonly paths: readonly string[]
}

const NOWHERE = '/-/'

/** Path of an org column under today's tree. */
export function orgPath(column: Sql, places: OrgPlaces): Sql {
  if (places.ids.length === 0) return sql`${NOWHERE}`
  return sql`transform(${column}, ${param([...places.ids], 'Array(String)')}, ${param([...places.paths], 'Array(String)')}, ${NOWHERE})`
}

export interface QueuePlan {
  readonly runId: number
  readonly decided: DecidedPairs
  readonly places: OrgPlaces
  readonly scope: Scope
  readonly rule?: string | undefined
  readonly minProbability?: number | undefined
  readonly state: 'waiting' | 'unsure' | 'all'
}

export interface QueueRow extends EdgeRow {
  readonly state: 'waiting' | 'unsure'
}

/** Edges in review that nobody has decided on this evidence, both sides in the asker's scope. */
function queue(plan: QueuePlan): Sql {
  const { decided } = plan
  const said = sql`SELECT said.1 AS a, said.2 AS b, said.3 AS pattern, said.4 AS kinds, said.5 AS decision FROM (SELECT arrayJoin(arrayZip(${param([...decided.a], 'Array(String)')}, ${param([...decided.b], 'Array(String)')}, ${param([...decided.pattern], 'Array(UInt32)')}, ${param([...decided.kinds], 'Array(UInt32)')}, ${param([...decided.decision], 'Array(String)')})) AS said)`
  const same = sql`said.pattern = edge.pattern AND said.kinds = edge.kinds`
  const state = sql`multiIf(said.decision IS NULL, 'waiting', said.decision = 'merge', 'done', NOT (${same}), 'waiting', said.decision = 'apart', 'done', 'unsure')`
  const inside = (org: string, rm: string): Sql => scopeCondition(plan.scope, { orgPath: orgPath(sql`toString(${identifier('edge', org)})`, plan.places), rm: sql`toString(${identifier('edge', rm)})` })
  const tests = [
    sql`edge.run_id = ${param(plan.runId, 'UInt64')} AND edge.decision = 'review'`,
    inside('a_org', 'a_rm'),
    inside('b_org', 'b_rm'),
    ...(plan.rule === undefined ? [] : [sql`edge.rule = ${plan.rule}`]),
    ...(plan.minProbability === undefined ? [] : [sql`edge.probability >= ${param(plan.minProbability, 'Float64')}`]),
  ]
  const wanted = plan.state === 'all' ? sql`state != 'done'` : sql`state = ${plan.state}`
  return sql`SELECT * FROM (SELECT edge.a_id AS a_id, edge.b_id AS b_id, toString(edge.rule) AS rule, toString(edge.decision) AS decision, toString(edge.decided_by) AS decided_by, edge.weight AS weight, edge.probability AS probability, edge.pattern AS pattern, edge.kinds AS kinds, edge.value_minor AS value_minor, ${state} AS state FROM identity_edge AS edge LEFT ANY JOIN (${said}) AS said ON said.a = least(edge.a_id, edge.b_id) AND said.b = greatest(edge.a_id, edge.b_id) WHERE ${join(tests, sql` AND `)}) WHERE ${wanted}`
}

export interface QueuePlace {
  readonly probability: number
  readonly valueMinor: string
  readonly a: string
  readonly b: string
}

/** A page of the queue: the most certain first, then the most at stake. */
export function queuePageQuery(plan: QueuePlan, after: QueuePlace | null, limit: number): Query<QueueRow> {
  const from = after === null ? sql`` : sql` WHERE (-probability, -value_minor, a_id, b_id) > (${param(-after.probability, 'Float64')}, ${param(-Number(after.valueMinor), 'Int64')}, ${after.a}, ${after.b})`
  return query(sql`SELECT * FROM (${queue(plan)})${from} ORDER BY probability DESC, value_minor DESC, a_id, b_id LIMIT ${limit}`)
}

/** How many pairs wait, and how many somebody was unsure about. */
export function queueCountsQuery(plan: QueuePlan): Query<{ waiting: string; unsure: string }> {
  return query(sql`SELECT countIf(state = 'waiting') AS waiting, countIf(state = 'unsure') AS unsure FROM (${queue({ ...plan, state: 'all' })})`)
}

/** Accepted edges among some customers: why they are one person. */
export function edgesAmongQuery(runId: number, custIds: readonly string[]): Query<EdgeRow> {
  const ids = param([...custIds], 'Array(String)')
  return query(sql`SELECT ${COLUMNS} FROM identity_edge WHERE ${ofRun(runId)} AND decision = 'accept' AND has(${ids}, a_id) AND has(${ids}, b_id) ORDER BY a_id, b_id`)
}
