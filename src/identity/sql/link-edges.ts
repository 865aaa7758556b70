import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** Pairs of a decision, with both sides' identity numbers as hashes, for clustering. */
export function decidedPairsQuery(compared: string, verdict: string, customers: string): Query<{ a: number; b: number; a_id: string; b_id: string }> {
  const people = identifier(customers)
  return query(
    sql`SELECT pairs.a AS a, pairs.b AS b, toString(l.id) AS a_id, toString(r.id) AS b_id FROM ${identifier(compared)} AS pairs INNER JOIN ${people} AS l ON l.own = pairs.a INNER JOIN ${people} AS r ON r.own = pairs.b WHERE pairs.pattern IN (SELECT pattern FROM ${identifier(verdict)} WHERE decision = 'accept')`,
  )
}

/** How some pairs compared. `a` and `b` are places of one pair each. */
export function comparedPairsQuery(compared: string, a: readonly number[], b: readonly number[]): Query<{ a: number; b: number; bits: number; pattern: number }> {
  const wanted = sql`SELECT arrayJoin(arrayZip(${param([...a], 'Array(UInt32)')}, ${param([...b], 'Array(UInt32)')})) AS pair`
  return query(sql`SELECT a, b, bits, pattern FROM ${identifier(compared)} WHERE (a, b) IN (SELECT pair.1, pair.2 FROM (${wanted}))`)
}

export interface EdgeTables {
  readonly compared: string
  readonly verdict: string
  readonly ruled: string
  readonly customers: string
}

/**
 * Writes a run's edges: pairs the verdicts link or send to review, and pairs a person or a whole cluster decides, whose
 * word comes before the verdict's.
 */
export function insertEdgesStatement(runId: number, from: EdgeTables): Sql {
  const [compared, verdict, ruled, people] = [identifier(from.compared), identifier(from.verdict), identifier(from.ruled), identifier(from.customers)]
  const chosen = sql`SELECT a, b, bits, pattern FROM ${compared} WHERE pattern IN (SELECT pattern FROM ${verdict} WHERE decision != 'reject') OR (a, b) IN (SELECT a, b FROM ${ruled}) UNION ALL SELECT a, b, toUInt32(0) AS bits, toUInt32(0) AS pattern FROM ${ruled} WHERE (a, b) NOT IN (SELECT a, b FROM ${compared})`
  const ruledFirst = (column: string): Sql => sql`ifNull(${identifier('ruled', column)}, ${identifier('verdict', column)})`
  return sql`INSERT INTO identity_edge (run_id, a_id, b_id, a_no, b_no, rule, decision, decided_by, weight, probability, pattern, kinds, value_minor, a_org, b_org, a_rm, b_rm) SELECT toUInt64(${runId}), l.cust_id, r.cust_id, pairs.a, pairs.b, ifNull(${ruledFirst('rule')}, 'PERSON'), ifNull(${ruledFirst('decision')}, 'review'), ifNull(ruled.decided_by, 'rules'), ifNull(verdict.weight, 0), ifNull(verdict.probability, 0), pairs.pattern, pairs.bits, l.value_minor + r.value_minor, l.org, r.org, l.rm, r.rm FROM (${chosen}) AS pairs INNER JOIN ${people} AS l ON l.own = pairs.a INNER JOIN ${people} AS r ON r.own = pairs.b LEFT ANY JOIN ${verdict} AS verdict ON verdict.pattern = pairs.pattern LEFT ANY JOIN ${ruled} AS ruled ON ruled.a = pairs.a AND ruled.b = pairs.b`
}

/** Edges of a run by decision and rule. */
export function edgeCountsQuery(runId: number): Query<{ decision: string; rule: string; n: string }> {
  return query(sql`SELECT toString(decision) AS decision, toString(rule) AS rule, count() AS n FROM identity_edge WHERE run_id = ${param(runId, 'UInt64')} GROUP BY decision, rule ORDER BY decision, rule`)
}
