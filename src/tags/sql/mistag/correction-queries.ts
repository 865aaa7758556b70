import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import type { EvidenceWeight } from '#kernel/learn'

export interface EvidenceRow {
  readonly label: number
  readonly found: readonly (number | null)[]
}

/** What believed customers show and their evidence, at most so many of them, the same ones each time. */
export function evidenceRowsQuery(from: Sql, where: Sql, shows: Sql, values: readonly Sql[], most: number): Query<EvidenceRow> {
  return query(sql`SELECT toUInt8(ifNull(${shows}, 0)) AS label, [${join(values.map(number))}] AS found FROM ${from} WHERE ifNull(${where}, 0) ORDER BY cityHash64(base.cust_id) LIMIT ${most}`)
}

/** Log-odds a piece of evidence adds to a customer. */
export function addsOf(value: Sql, { cuts, adds, used }: EvidenceWeight): Sql {
  if (!used) return sql`toFloat64(0)`
  const table = param([...adds], 'Array(Float64)')
  const place = sql`if(isNull(${value}), ${adds.length}, 1 + arrayCount(cut -> ifNull(${value} >= cut, 0), ${param([...cuts], 'Array(Float64)')}))`
  return sql`assumeNotNull(arrayElement(${table}, assumeNotNull(${place})))`
}

export interface Correcting {
  readonly table: string
  readonly from: Sql
  /** Who is checked. */
  readonly where: Sql
  /** What the tag says. */
  readonly held: Sql
  readonly values: readonly Sql[]
  readonly weights: readonly EvidenceWeight[]
  readonly base: number
  readonly threshold: number
}

/** One row for each customer checked: the evidence found, what it adds, and the probability that the tag is wrong. */
export function fillCorrections({ table, from, where, held, values, weights, base, threshold }: Correcting): Sql {
  const adds = values.map((_, at) => addsOf(sql`arrayElement(found, ${at + 1})`, weights[at] as EvidenceWeight))
  const rows = sql`SELECT base.cust_no AS cust_no, base.cust_id AS cust_id, base.shard_key AS shard_key, base.org_path AS org_path, base.rm AS rm, toString(${held}) AS held, [${join(values.map(number))}] AS found FROM ${from} WHERE ifNull(${where}, 0)`
  return sql`INSERT INTO ${identifier(table)} (cust_no, cust_id, shard_key, org_path, rm, held, found, adds, probability, corrected) SELECT cust_no, cust_id, shard_key, org_path, rm, held, found, [${join(adds)}] AS adds, 1 / (1 + exp(-(${param(base, 'Float64')} + arraySum(adds)))) AS probability, probability >= ${param(threshold, 'Float64')} FROM (${rows})`
}

export interface CorrectionCounts {
  readonly held: string | null
  readonly n: string
  readonly corrected: string
  readonly expected: number
}

/** Customers checked by what the tag says, over those who may be seen. */
export function correctionCountsQuery(table: string, visible: Sql): Query<CorrectionCounts> {
  return query(sql`SELECT held, count() AS n, countIf(corrected) AS corrected, sum(probability) AS expected FROM ${identifier(table)} AS base WHERE ${visible} GROUP BY held ORDER BY n DESC, held`)
}

/** Customers checked by tenth of probability, over those who may be seen. */
export function correctionBandsQuery(table: string, visible: Sql): Query<{ band: number; n: string }> {
  return query(sql`SELECT toUInt8(least(9, floor(probability * 10))) AS band, count() AS n FROM ${identifier(table)} AS base WHERE ${visible} GROUP BY band ORDER BY band`)
}

export interface CorrectionRow {
  readonly cust_id: string
  readonly held: string | null
  readonly found: readonly (number | null)[]
  readonly adds: readonly number[]
  readonly probability: number
  readonly corrected: number | boolean
}

export interface CorrectionPage {
  readonly which: 'corrected' | 'kept' | 'all'
  readonly order: 'asc' | 'desc'
  readonly limit: number
  readonly offset: number
}

/** A page of customers with their evidence, by probability. */
export function correctionPageQuery(table: string, visible: Sql, { which, order, limit, offset }: CorrectionPage): Query<CorrectionRow> {
  const by = order === 'desc' ? sql`probability DESC` : sql`probability`
  return query(sql`SELECT cust_id, held, found, adds, probability, corrected FROM ${identifier(table)} AS base WHERE ${visible} AND ${chosen(which)} ORDER BY ${by}, cust_id LIMIT ${limit} OFFSET ${offset}`)
}

export function correctionTotalQuery(table: string, visible: Sql, which: CorrectionPage['which']): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${identifier(table)} AS base WHERE ${visible} AND ${chosen(which)}`)
}

/** One customer's row, if they may be seen. */
export function correctionOfQuery(table: string, visible: Sql, custId: string): Query<CorrectionRow> {
  return query(sql`SELECT cust_id, held, found, adds, probability, corrected FROM ${identifier(table)} AS base WHERE ${visible} AND cust_id = ${custId} LIMIT 1`)
}

/** Probabilities as a score: `cust_no` and `value`. */
export function correctionRows(table: string): Sql {
  return sql`SELECT cust_no, probability AS value FROM ${identifier(table)}`
}

function chosen(which: CorrectionPage['which']): Sql {
  if (which === 'all') return sql`1`
  return which === 'corrected' ? sql`corrected` : sql`NOT corrected`
}

function number(value: Sql): Sql {
  return sql`CAST(${value}, 'Nullable(Float64)')`
}
