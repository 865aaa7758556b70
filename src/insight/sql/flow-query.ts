import { param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { FlowCount } from '../domain/flow.js'

/** Customers of one date: FROM with the base, who may be seen, who is a member, and the value they are told by. */
export interface FlowSide {
  readonly from: Sql
  readonly visible: Sql
  readonly member: Sql
  readonly value: Sql
}

function sideRows({ from, visible, member, value }: FlowSide): Sql {
  return sql`SELECT base.cust_no AS cust_no, base.shard_key AS shard_key, toUInt8(${member}) AS member, toUInt8(1) AS known, ifNull(toString(${value}), '') AS code FROM ${from} WHERE ${visible}`
}

/** Customers who were or are members, by state on both dates. Who is not among the customers of a date is not known on it. */
export function flowQuery(before: FlowSide, after: FlowSide): Query<FlowCount> {
  return query(
    sql`SELECT ifNull(a.member, 0) AS was, ifNull(a.known, 0) AS known_before, ifNull(a.code, '') AS code_before, ifNull(b.member, 0) AS is, ifNull(b.known, 0) AS known_after, ifNull(b.code, '') AS code_after, count() AS n FROM (${sideRows(before)}) AS a FULL JOIN (${sideRows(after)}) AS b ON a.cust_no = b.cust_no WHERE was = 1 OR is = 1 GROUP BY was, known_before, code_before, is, known_after, code_after ORDER BY n DESC, was, code_before, is, code_after LIMIT ${param(2000, 'UInt32')}`,
  )
}

/** Visible customers of a date, and how many of them are members. */
export function sizeQuery(side: Omit<FlowSide, 'value'>): Query<{ everyone: string; members: string }> {
  return query(sql`SELECT count() AS everyone, countIf(${side.member}) AS members FROM ${side.from} WHERE ${side.visible}`)
}
