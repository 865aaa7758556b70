import { identifier, param, query, sql, type Query, type Sql } from '#kernel/sql'

/** Columns of the scores of training rows by models that had not seen the customer, as a worker brings them. */
export const HELD_NUMBERS = { cust_no: 'UInt32', campaign: 'String', pair: 'String', treated: 'UInt8', propensity: 'Float64', organic: 'Float64', response: 'Float64', effect: 'Float64', gain: 'Nullable(Float64)' } as const

/** The same with who the customer is, and what came of it; kept with the version. */
export const HELD_COLUMNS = {
  ...HELD_NUMBERS,
  cust_id: 'String', shard_key: 'String', org_path: 'LowCardinality(String)', rm: 'LowCardinality(String)', fold: 'UInt8', outcome: 'Float64', amount: 'Float64',
} as const

/** Adds to the scores who the rows are of. */
export function insertHeld(table: string, work: string, rows: string): Sql {
  const scored = Object.keys(HELD_NUMBERS)
  const names = [...scored, 'cust_id', 'shard_key', 'org_path', 'rm', 'fold', 'outcome', 'amount'].map((name) => identifier(name))
  const list = names.reduce((all, name) => sql`${all}, ${name}`)
  const picked = scored.map((name) => sql`found.${identifier(name)} AS ${identifier(name)}`).reduce((all, name) => sql`${all}, ${name}`)
  return sql`INSERT INTO ${identifier(table)} (${list}) SELECT ${picked}, rows.cust_id, rows.shard_key, rows.org_path, rows.rm, rows.fold, rows.label, rows.amount FROM ${identifier(rows)} AS rows INNER JOIN ${identifier(work)} AS found ON found.cust_no = rows.cust_no AND found.campaign = rows.campaign`
}

export interface HeldRow {
  readonly cust_id: string
  readonly cust_no: number
  readonly campaign: string
  readonly pair: string
  readonly treated: number
  readonly effect: number
  readonly gain: number | null
  readonly organic: number
  readonly response: number
  readonly fold: number
}

export interface HeldPage {
  readonly table: string
  readonly visible: Sql
  readonly campaign: string | null
  /** Campaign, pair and customer the page goes on after. */
  readonly after: readonly [string, string, number] | null
  readonly limit: number
}

/** A page of held-back scores by campaign, arm and customer. */
export function heldPageQuery({ table, visible, campaign, after, limit }: HeldPage): Query<HeldRow> {
  const own = campaign === null ? sql`1` : sql`campaign = ${campaign}`
  const from = after === null ? sql`1` : sql`(campaign, pair, cust_no) > (${after[0]}, ${after[1]}, ${param(after[2], 'UInt32')})`
  return query(sql`SELECT cust_id, cust_no, campaign, pair, treated, effect, gain, organic, response, fold FROM ${identifier(table)} WHERE ${own} AND ${visible} AND ${from} ORDER BY campaign, pair, cust_no LIMIT ${limit}`)
}

export function heldCountQuery(table: string, visible: Sql, campaign: string | null): Query<{ n: string }> {
  const own = campaign === null ? sql`1` : sql`campaign = ${campaign}`
  return query(sql`SELECT count() AS n FROM ${identifier(table)} WHERE ${own} AND ${visible}`)
}

/** One arm's rows as numbers, by campaign and customer: what lists are compared on. */
export function heldNumbersQuery(table: string, pair: string, campaigns: readonly string[]): Query<unknown> {
  return query(
    sql`SELECT treated, outcome, amount, propensity, organic, response, effect, ifNull(gain, effect) AS worth FROM ${identifier(table)} WHERE pair = ${pair} AND has(${param([...campaigns], 'Array(String)')}, campaign) ORDER BY campaign, cust_no`,
  )
}
