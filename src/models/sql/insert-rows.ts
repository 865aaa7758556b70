import { bucketSql } from '#kernel/id'
import { identifier, join, param, sql, type Sql } from '#kernel/sql'

export interface FeatureValue {
  readonly column: string
  readonly value: Sql
}

/** What one date of a table of rows is made of. */
export interface RowsPlan {
  readonly table: string
  /** Customers under `base`, with the passes of every rule joined. */
  readonly from: Sql
  readonly population: Sql
  readonly asOf: string
  readonly features: readonly FeatureValue[]
  /** Absent where nothing is to be learned: the rows to score. */
  readonly learning?: LearningPlan
}

export interface LearningPlan {
  /** Only rows whose outcome has a value; others have no label. */
  readonly known?: boolean
  /** Label as Float64 over `base`, the passes and `outcome.value`. */
  readonly label: Sql
  /** Rows of `cust_no` and `value` as of the end of the horizon. */
  readonly outcome: Sql
  readonly split: Sql
  readonly seed: number
  readonly limit: number
}

/** Columns every table of rows has before its features. */
export const ROW_COLUMNS = ['cust_no', 'cust_id', 'shard_key', 'org_path', 'rm', 'as_of', 'g_age', 'g_gender', 'g_region', 'split', 'label'] as const

/** A customer without a row of the outcome, or with an empty one, has no label. */
const KNOWN = sql` AND outcome.cust_no = base.cust_no AND outcome.value IS NOT NULL`

/** Adds the rows of one date; of more than the limit, those whose customer number hashes lowest. */
export function insertRows(plan: RowsPlan): Sql {
  const { learning } = plan
  const names = join([...ROW_COLUMNS, ...plan.features.map(({ column }) => column)].map((name) => identifier(name)))
  const values = join([...fixedValues(plan), ...plan.features.map(({ value }) => value)])
  const outcome = learning === undefined ? sql`` : sql` LEFT JOIN (${learning.outcome}) AS outcome ON outcome.cust_no = base.cust_no`
  const sample = learning === undefined ? sql`` : sql` ORDER BY ${bucketSql(`sample-${learning.seed}`, sql`base.cust_id`)}, base.cust_id LIMIT ${learning.limit}`
  return sql`INSERT INTO ${identifier(plan.table)} (${names}) SELECT ${values} FROM ${plan.from}${outcome} WHERE ${plan.population}${learning?.known === true ? KNOWN : sql``}${sample}`
}

/** Values of the columns every table of rows has. */
export function fixedValues({ asOf, learning }: { readonly asOf: string; readonly learning?: Pick<LearningPlan, 'split' | 'label'> | undefined }): Sql[] {
  const date = sql`${param(asOf, 'Date32')}`
  const age = sql`dateDiff('year', toDate32(base.a_birth_date), ${date})`
  const band = sql`multiIf(base.a_birth_date IS NULL, NULL, ${age} < 25, '-24', ${age} < 35, '25-34', ${age} < 45, '35-44', ${age} < 55, '45-54', ${age} < 65, '55-64', '65-')`
  return [
    ...['cust_no', 'cust_id', 'shard_key', 'org_path', 'rm'].map((name) => identifier('base', name)),
    date,
    band,
    sql`toString(base.a_gender)`,
    sql`nullIf(splitByChar('/', base.org_path)[3], '')`,
    learning?.split ?? sql`''`,
    learning?.label ?? sql`nan`,
  ]
}

/** Value at the end of the horizon, one row a customer. */
export function outcomeQuery(from: Sql, value: Sql): Sql {
  return sql`SELECT base.cust_no AS cust_no, toFloat64(${value}) AS value FROM ${from}`
}

/** 1 - 0.8 is a little less than 0.2 in floats: who lost the share exactly still counts. */
const ROUNDING = 1e-12

/** 1 for who had at least the floor (in the value's own unit) and lost the share of it; no value is 0. */
export function dropLabel(now: Sql, drop: { readonly share: number; readonly floor: number }): Sql {
  const then = sql`ifNull(outcome.value, 0)`
  const before = sql`ifNull(toFloat64(${now}), 0)`
  return sql`toFloat64(${before} >= ${param(drop.floor, 'Float64')} AND ${then} <= ${param(1 - drop.share + ROUNDING, 'Float64')} * ${before})`
}

/** Which part a row is in: `test` on test dates, else `valid` for a share of customers by hash; with `heldBack`, that share is the test. */
export function splitSql(part: { readonly test: boolean; readonly seed: number; readonly validation: number; readonly heldBack: number }): Sql {
  if (part.test) return sql`'test'`
  const inside = (salt: string, share: number): Sql => sql`${bucketSql(`${salt}-${part.seed}`, sql`base.cust_id`)} < ${param(share, 'Float64')}`
  return sql`multiIf(${inside('test', part.heldBack)}, 'test', ${inside('valid', part.validation)}, 'valid', 'train')`
}
