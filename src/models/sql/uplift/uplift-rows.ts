import { bucketSql } from '#kernel/id'
import { identifier, join, param, sql, type Sql } from '#kernel/sql'
import { fixedValues, ROW_COLUMNS, type FeatureValue } from '../insert-rows.js'

/** What a campaign adds to a table of rows. */
export interface UpliftRowsPlan {
  readonly table: string
  /** Customers under `base`, with the passes of every rule joined. */
  readonly from: Sql
  readonly population: Sql
  /** The day before the campaign's first touch. */
  readonly asOf: string
  readonly features: readonly FeatureValue[]
  readonly campaign: string
  /** Rows `cust_no, arm`. */
  readonly members: Sql
  /** Rows `cust_no, done, money`. */
  readonly outcomes: Sql
  readonly seed: number
  readonly folds: number
  readonly limit: number
}

/** Columns of a table of an uplift model's rows beside those of any. */
export const UPLIFT_COLUMNS = { campaign: 'LowCardinality(String)', arm: 'LowCardinality(String)', amount: 'Float64', fold: 'UInt8' } as const

/** Adds a campaign's customers with their arm, outcome and fold; of more than the limit, those whose number hashes lowest. */
export function insertUpliftRows(plan: UpliftRowsPlan): Sql {
  const own = Object.keys(UPLIFT_COLUMNS)
  const names = join([...ROW_COLUMNS, ...own, ...plan.features.map(({ column }) => column)].map((name) => identifier(name)))
  const fixed = fixedValues({ asOf: plan.asOf, learning: { split: sql`'train'`, label: sql`ifNull(outcome.done, 0)` } })
  const fold = sql`toUInt8(floor(${bucketSql(`fold-${plan.seed}`, sql`base.cust_id`)} * ${param(plan.folds, 'Float64')}))`
  const added = [sql`${plan.campaign}`, sql`member.arm`, sql`ifNull(outcome.money, 0) * (ifNull(outcome.done, 0) > 0)`, sql`least(${fold}, ${param(plan.folds - 1, 'UInt8')})`]
  const values = join([...fixed, ...added, ...plan.features.map(({ value }) => value)])
  return sql`INSERT INTO ${identifier(plan.table)} (${names}) SELECT ${values} FROM ${plan.from} INNER JOIN (${plan.members}) AS member ON member.cust_no = base.cust_no LEFT JOIN (${plan.outcomes}) AS outcome ON outcome.cust_no = base.cust_no WHERE ${plan.population} ORDER BY ${bucketSql(`sample-${plan.seed}`, sql`base.cust_id`)}, base.cust_id LIMIT ${plan.limit}`
}
