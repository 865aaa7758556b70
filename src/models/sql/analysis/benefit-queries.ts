import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface BenefitPlan {
  /** Rows of benefit_issue, in parentheses. */
  readonly issues: Sql
  readonly people: string
  readonly from: string
  readonly to: string
  readonly withinDays: number
  readonly timeZone: string
  /** Faces by benefit, in minor units. */
  readonly faces: Readonly<Record<string, number>>
  /** Column of the group in the table of customers; everybody is one group when absent. */
  readonly group: string | null
}

export interface FaceRow {
  readonly part: string
  readonly face: string
  readonly issued: string
  readonly used: string
}

/** Benefits issued to the customers of a table, by group and face, and how many were used in time. A benefit with no face given has the largest cost booked for it. */
export function facesQuery(plan: BenefitPlan): Query<FaceRow> {
  const { issues, people, from, to, withinDays, timeZone } = plan
  const ids = Object.keys(plan.faces)
  const values = ids.map((id) => plan.faces[id] ?? 0)
  const given = ids.length === 0 ? sql`-1` : sql`transform(benefit_id, ${param(ids, 'Array(String)')}, ${param(values, 'Array(Int64)')}, toInt64(-1))`
  const booked = sql`max(if(used_ts IS NULL, 0, ifNull(cost_minor, 0))) OVER (PARTITION BY benefit_id)`
  const day = sql`toDate32(toTimeZone(issued_ts, ${timeZone}))`
  const issued = sql`SELECT cust_no, ${given} AS listed, toInt64(if(listed >= 0, listed, ${booked})) AS face, (used_ts IS NOT NULL AND used_ts <= issued_ts + toIntervalDay(${withinDays})) AS is_used FROM ${issues} WHERE ${day} BETWEEN ${param(from, 'Date32')} AND ${param(to, 'Date32')}`
  const part = plan.group === null ? sql`'all'` : sql`ifNull(people.${identifier(plan.group)}, '')`
  return query(
    sql`SELECT ${part} AS part, issued.face AS face, count() AS issued, countIf(issued.is_used) AS used FROM (${issued}) AS issued INNER JOIN ${identifier(people)} AS people ON people.cust_no = issued.cust_no GROUP BY part, face ORDER BY part, face`,
  )
}

/** Customers of a table by group. */
export function groupSizesQuery(people: string, group: string | null): Query<{ part: string; customers: string }> {
  const part = group === null ? sql`'all'` : sql`ifNull(${identifier(group)}, '')`
  return query(sql`SELECT ${part} AS part, count() AS customers FROM ${identifier(people)} GROUP BY part ORDER BY part`)
}

/** A number by group, as a column. */
export function byPart(group: string | null, parts: readonly string[], values: readonly number[]): Sql {
  const part = group === null ? sql`'all'` : sql`ifNull(${identifier(group)}, '')`
  return sql`transform(${part}, ${param([...parts], 'Array(String)')}, ${param([...values], 'Array(Float64)')}, toFloat64(0))`
}
