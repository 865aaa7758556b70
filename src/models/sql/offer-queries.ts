import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'

export interface ProductRow {
  readonly product_id: string
  readonly category: string
  readonly name_zh: string
  readonly name_en: string
  readonly risk_level: string | null
}

/** Products of some categories that are sold on a date, by number. `rows` are those of the bank's products. */
export function shelfQuery(rows: Sql, categories: readonly string[], asOf: string): Query<ProductRow> {
  const day = param(asOf, 'Date32')
  const number = sql`assumeNotNull(toString(goods.product_id))`
  const category = sql`ifNull(toString(goods.category), '')`
  const sold = sql`goods.product_id IS NOT NULL AND has(${param(categories, 'Array(String)')}, ${category}) AND ifNull(goods.on_shelf <= ${day}, 1) AND ifNull(goods.off_shelf > ${day}, 1)`
  return query(
    sql`SELECT ${number} AS product_id, ${category} AS category, ifNull(toString(goods.name_zh), ${number}) AS name_zh, ifNull(toString(goods.name_en), '') AS name_en, toString(goods.risk_level) AS risk_level FROM ${rows} AS goods WHERE ${sold} ORDER BY product_id`,
  )
}

/** Every product number customers hold, for what is alike what. */
export function heldProductsQuery(rows: Sql, from: string, to: string): Query<{ product_id: string }> {
  return query(sql`SELECT DISTINCT assumeNotNull(toString(held.product_id)) AS product_id FROM ${rows} AS held WHERE ${within(from, to)} ORDER BY product_id`)
}

/** Who holds what, as numbers: the customer and the place of the product in a list. */
export function heldQuery(rows: Sql, products: readonly string[], from: string, to: string): Query<unknown> {
  const place = sql`toUInt32(indexOf(${param(products, 'Array(String)')}, assumeNotNull(toString(held.product_id))) - 1)`
  return query(sql`SELECT held.cust_no AS cust_no, ${place} AS item FROM ${rows} AS held WHERE ${within(from, to)} GROUP BY cust_no, item ORDER BY cust_no, item`)
}

/** Columns are named by their table: a name given in SELECT would hide the column in WHERE. */
function within(from: string, to: string): Sql {
  return sql`held.product_id IS NOT NULL AND held.as_of >= ${param(from, 'Date32')} AND held.as_of <= ${param(to, 'Date32')}`
}

/** Writes the offers of a work table beside who they are for. */
export function insertOffers(into: { readonly runId: number; readonly key: string; readonly asOf: string; readonly features: string; readonly work: string }): Sql {
  return sql`INSERT INTO model_offer (run_id, cross_sell, cust_no, cust_id, shard_key, org_path, rm, category, chance, product, rank, ranked_by, because, unsuited, highest_risk, risk, tactic, tactic_worth, nurture, as_of) SELECT ${param(into.runId, 'UInt64')}, ${into.key}, rows.cust_no, rows.cust_id, rows.shard_key, rows.org_path, rows.rm, found.category, found.chance, found.product, found.rank, found.ranked_by, found.because, found.unsuited, toUInt8(found.highest_risk), toUInt8(found.risk), found.tactic, found.tactic_worth, found.nurture, ${param(into.asOf, 'Date32')} FROM ${identifier(into.features)} AS rows INNER JOIN ${identifier(into.work)} AS found ON found.cust_no = rows.cust_no`
}

export interface OfferRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly category: string
  readonly chance: number
  readonly product: string
  readonly rank: number
  readonly ranked_by: 'ranker' | 'popularity'
  readonly because: string
  readonly unsuited: string
  readonly highest_risk: number
  readonly risk: number
  readonly tactic: string
  readonly tactic_worth: number | null
  readonly nurture: string
}

const COLUMNS = sql`cust_no, cust_id, org_path, category, chance, product, rank, ranked_by, because, unsuited, highest_risk, risk, tactic, tactic_worth, nurture`

/** A page of a run's offers, the likeliest first. */
export function offerPageQuery({ runId, visible, after, limit }: { runId: number; visible: Sql; after: { readonly chance: number; readonly custNo: number } | null; limit: number }): Query<OfferRow> {
  const last = after === null ? null : param(after.chance, 'Float64')
  const from = after === null || last === null ? sql`1` : sql`(chance < ${last} OR (chance = ${last} AND cust_no > ${param(after.custNo, 'UInt32')}))`
  return query(sql`SELECT ${COLUMNS} FROM model_offer WHERE run_id = ${param(runId, 'UInt64')} AND ${visible} AND ${from} ORDER BY chance DESC, cust_no LIMIT ${limit}`)
}

export function offerCountQuery(runId: number, visible: Sql): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM model_offer WHERE run_id = ${param(runId, 'UInt64')} AND ${visible}`)
}

/** The offer to one person, by the person's first number; no row outside what may be seen. */
export function offerToQuery(runId: number, visible: Sql, firstNumber: Sql): Query<OfferRow> {
  return query(sql`SELECT ${COLUMNS} FROM model_offer WHERE run_id = ${param(runId, 'UInt64')} AND cust_id = ${firstNumber} AND ${visible}`)
}

/** What a run asked about one customer: rating, age and chances; no row of whoever it did not ask about, or who may not be seen. */
export function askedQuery(features: string, columns: readonly string[], visible: Sql, firstNumber: Sql): Query<Record<string, string | number | null>> {
  return query(sql`SELECT cust_no, ${join(columns.map((column) => identifier(column)))} FROM ${identifier(features)} WHERE cust_id = ${firstNumber} AND ${visible}`)
}

/** Products one customer holds within the days. */
export function heldByQuery(rows: Sql, custNo: number, from: string, to: string): Query<{ product_id: string }> {
  return query(sql`SELECT DISTINCT assumeNotNull(toString(held.product_id)) AS product_id FROM ${rows} AS held WHERE held.cust_no = ${param(custNo, 'UInt32')} AND ${within(from, to)} ORDER BY product_id`)
}
