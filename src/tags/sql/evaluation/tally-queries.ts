import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'

const SHARES = sql`0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9`

/** Nine deciles of numbers, and where there are but few different ones each of them, for many columns at once. */
export function decilesQuery(table: string, values: readonly Sql[]): Query<{ deciles: (number | null)[][]; few: number[][]; medians: (number | null)[] }> {
  const known = (value: Sql) => sql`(${value}) IS NOT NULL AND isFinite(ifNull(${value}, 0))`
  const deciles = values.map((value) => sql`quantilesTDigestIf(${SHARES})(toFloat64(assumeNotNull(${value})), ${known(value)})`)
  const few = values.map((value) => sql`arraySort(groupUniqArrayIf(12)(toFloat64(assumeNotNull(${value})), ${known(value)}))`)
  const medians = values.map((value) => sql`quantileTDigestIf(0.5)(abs(toFloat64(assumeNotNull(${value}))), ${known(value)} AND ifNull(${value}, 0) != 0)`)
  return query(sql`SELECT [${join(deciles)}] AS deciles, [${join(few)}] AS few, [${join(medians)}] AS medians FROM ${identifier(table)}`)
}

/** The codes most customers have, most first, at most thirty. */
export function codesQuery(table: string, column: string): Query<{ code: string; n: string }> {
  return query(sql`SELECT assumeNotNull(toString(${identifier(column)})) AS code, count() AS n FROM ${identifier(table)} WHERE ${identifier(column)} IS NOT NULL GROUP BY code ORDER BY n DESC, code LIMIT 30`)
}

/** One decision of a row: whether it counts, and whether the outcome came. */
export interface OutcomeFlags {
  readonly counts: Sql
  readonly came: Sql
}

export interface Tally {
  readonly cell: number
  readonly n: string
  readonly counted: readonly string[]
  readonly came: readonly string[]
}

/** Customers by cell of a tag: all, and by decision those who count and those whose outcome came. */
export function tallyQuery(from: Sql, cell: Sql, flags: readonly OutcomeFlags[], where = sql`1`): Query<Tally> {
  const counted = flags.map(({ counts }) => sql`countIf(${counts})`)
  const came = flags.map(({ counts, came: event }) => sql`countIf(${counts} AND ${event})`)
  return query(sql`SELECT ${cell} AS cell, count() AS n, ${list(counted)} AS counted, ${list(came)} AS came FROM ${from} WHERE ${where} GROUP BY cell ORDER BY cell`)
}

export interface LiftTally {
  readonly cell: number
  readonly half: number
  readonly treated: string
  readonly treated_came: string
  readonly control: string
  readonly control_came: string
}

/** Customers of an experiment by cell of a tag and half of the customers: treated and control, and those whose outcome came. */
export function liftQuery(tags: string, experiment: Sql, cell: Sql): Query<LiftTally> {
  return query(sql`SELECT ${cell} AS cell, toUInt8(cityHash64(base.cust_id) % 2) AS half, countIf(x.treated = 1) AS treated, countIf(x.treated = 1 AND x.came = 1) AS treated_came, countIf(x.treated = 0) AS control, countIf(x.treated = 0 AND x.came = 1) AS control_came FROM ${identifier(tags)} AS base INNER JOIN (${experiment}) AS x ON x.cust_no = base.cust_no GROUP BY cell, half ORDER BY cell, half`)
}

/** Cells of a sample of customers, the same customers in the same order for every tag. */
export function sampleQuery(from: Sql, values: readonly Sql[], most: number): Query<{ cells: number[] }> {
  return query(sql`SELECT ${list(values)} AS cells FROM ${from} ORDER BY cityHash64(base.cust_id), base.cust_no LIMIT ${most}`)
}

/** Who told, and how many of them the tag agrees with. */
export function agreementQuery(from: Sql, value: Sql, label: Sql, agrees: Sql): Query<{ told: string; agree: string }> {
  return query(sql`SELECT countIf(${label} IS NOT NULL AND ${value} IS NOT NULL) AS told, countIf(ifNull(${agrees}, 0)) AS agree FROM ${from}`)
}

/** Tags and whom decisions are about as of one date, into a table of the run. */
export function fillTable(table: string, from: Sql, columns: readonly { readonly column: string; readonly value: Sql }[]): Sql {
  const names = ['cust_no', 'cust_id', 'shard_key', ...columns.map(({ column }) => column)]
  const fixed = ['cust_no', 'cust_id', 'shard_key'].map((name) => identifier('base', name))
  return sql`INSERT INTO ${identifier(table)} (${join(names.map((name) => identifier(name)))}) SELECT ${join([...fixed, ...columns.map(({ value }) => value)])} FROM ${from}`
}

/** Tags as of the earlier date with the outcomes that came after. */
export function withOutcomes(tags: string, outcomes: readonly { readonly table: string; readonly column: string }[]): Sql {
  const joins = outcomes.map(({ table, column }) => sql` LEFT JOIN (SELECT cust_no, ${identifier(column)} AS came FROM ${identifier(table)}) AS ${identifier(`j_${column}`)} ON ${identifier(`j_${column}`, 'cust_no')} = base.cust_no`)
  return sql`${identifier(tags)} AS base${join(joins, sql``)}`
}

/** How many of a snapshot's customers a condition holds for, and how many of those have a value. */
export function populationCoverageQuery(from: Sql, population: Sql, has: Sql): Query<{ n: string; covered: string }> {
  return query(sql`SELECT countIf(ifNull(${population}, 0)) AS n, countIf(ifNull(${population}, 0) AND ${has}) AS covered FROM ${from}`)
}

function list(values: readonly Sql[]): Sql {
  return values.length === 0 ? sql`emptyArrayUInt64()` : sql`[${join(values)}]`
}
