import { bucketSql } from '#kernel/id'
import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

const valuesOf = (at: readonly number[]): Sql => sql`[${join(at.map((place) => identifier(`v${place}`)))}]`
/** Neither a seed nor excluded. */
const isOther = sql`(b0 = 0 AND b1 = 0)`

/** Values of seeds, or of the others, at most so many: those whose customer number hashes lowest. */
export function alikeRowsQuery(table: string, values: readonly number[], side: { readonly isSeed: boolean; readonly limit: number; readonly seed: number }): Query<{ values: (number | null)[] }> {
  return query(sql`SELECT ${valuesOf(values)} AS values FROM ${identifier(table)} WHERE ${side.isSeed ? sql`b0 = 1` : isOther} ORDER BY ${bucketSql(`alike-${side.seed}`, sql`shard_key`)}, shard_key LIMIT ${side.limit}`)
}

/** Fills a table of rows with the score of every customer as its only value. */
export function insertAlikeScores(into: string, from: string, score: Sql): Sql {
  return sql`INSERT INTO ${identifier(into)} (cust_no, shard_key, org_path, rm, money, v0, b0, b1) SELECT cust_no, shard_key, org_path, rm, money, ifNotFinite(toFloat64(${score}), NULL), b0, b1 FROM ${identifier(from)}`
}

/** Scores that shares of the others, from the highest, lie at or above; how many seeds and others there are, and excluded. */
export function alikeCutsQuery(table: string, shares: readonly number[]): Query<{ cuts: (number | null)[]; seeds: string; others: string; out: string }> {
  const cuts = shares.map((share) => sql`quantileExactInclusiveIf(${1 - share})(v0, ${isOther})`)
  return query(sql`SELECT [${join(cuts)}] AS cuts, countIf(b0 = 1) AS seeds, countIf(${isOther}) AS others, countIf(b0 = 0 AND b1 = 1) AS out FROM ${identifier(table)}`)
}

/** How many of the others score at least so much, for each score. */
export function alikeSizesQuery(table: string, scores: readonly number[]): Query<{ sizes: string[] }> {
  const sizes = scores.map((score) => sql`countIf(${isOther} AND ifNull(v0 >= ${param(score, 'Float64')}, 0))`)
  return query(sql`SELECT [${join(sizes)}] AS sizes FROM ${identifier(table)}`)
}

/** 1 for rows of the base among so many of the most alike of a run, of cells that are ranked; ties by the customer's key. */
export function isMostAlike(run: { readonly runId: number; readonly ranked: readonly number[]; readonly most: number }): Sql {
  const ranked = param([...run.ranked], 'Array(UInt32)')
  const first = sql`SELECT cust_no FROM tier_members WHERE run_id = ${param(run.runId, 'UInt64')} AND has(${ranked}, cell) AND value IS NOT NULL ORDER BY value DESC, shard_key LIMIT ${run.most}`
  return sql`bitmapContains((SELECT groupBitmapState(cust_no) FROM (${first})), ${identifier('base', 'cust_no')})`
}

/** 1 for rows of the base that are among customers of another one who refuse marketing or contact. */
export function isSuppressed(states: Sql): Sql {
  const refuses = sql`ifNull(base.a_do_not_contact, false) OR ifNull(NOT base.a_marketing_consent, false)`
  return sql`bitmapContains((SELECT groupBitmapState(base.cust_no) FROM ${states} WHERE ${refuses}), ${identifier('base', 'cust_no')})`
}
