import { bucketSql } from '#kernel/id'
import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'

const valuesOf = (at: readonly number[]): Sql => sql`[${join(at.map((place) => identifier(`v${place}`)))}]`

/** Values of seeds, or of the others, at most so many: those whose customer number hashes lowest. */
export function alikeRowsQuery(table: string, values: readonly number[], side: { readonly isSeed: boolean; readonly limit: number; readonly seed: number }): Query<{ values: (number | null)[] }> {
  return query(sql`SELECT ${valuesOf(values)} AS values FROM ${identifier(table)} WHERE b0 = ${side.isSeed ? sql`1` : sql`0`} ORDER BY ${bucketSql(`alike-${side.seed}`, sql`shard_key`)}, shard_key LIMIT ${side.limit}`)
}

/** Fills a table of rows with the score of every customer as its only value. */
export function insertAlikeScores(into: string, from: string, score: Sql): Sql {
  return sql`INSERT INTO ${identifier(into)} (cust_no, shard_key, org_path, rm, money, v0, b0) SELECT cust_no, shard_key, org_path, rm, money, ifNotFinite(toFloat64(${score}), NULL), b0 FROM ${identifier(from)}`
}

/** Scores that shares of the others, from the highest, lie at or above; and how many seeds there are. */
export function alikeCutsQuery(table: string, shares: readonly number[]): Query<{ cuts: (number | null)[]; seeds: string; others: string }> {
  const cuts = shares.map((share) => sql`quantileExactInclusiveIf(${1 - share})(v0, b0 = 0)`)
  return query(sql`SELECT [${join(cuts)}] AS cuts, countIf(b0 = 1) AS seeds, countIf(b0 = 0) AS others FROM ${identifier(table)}`)
}
