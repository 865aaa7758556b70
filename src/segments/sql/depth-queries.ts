import { identifier, join, param, query, sql, type Query, type Sql } from '#kernel/sql'
import { bankRows } from '#ingest/contract'
import type { TierPlace } from './tier-reading.js'

/** Loads that count on a date, by table. */
export interface HoldingRuns {
  readonly product: readonly number[]
  readonly account: readonly number[]
  readonly position: readonly number[]
  readonly loan: readonly number[]
  readonly holding: readonly number[]
}

export interface HeldAsk {
  readonly runs: HoldingRuns
  /** Codes of the categories, at most thirty: the first is the lowest bit. */
  readonly categories: readonly string[]
  readonly asOf: string
}

/** Days a balance of a product counts for. */
export const BALANCE_DAYS = 31

/** Categories the bank's products are of. */
export function categoriesOfProductsQuery(runs: readonly number[]): Query<{ code: string }> {
  return query(sql`SELECT DISTINCT assumeNotNull(toString(category)) AS code FROM ${bankRows('product', runs, ['product_id', 'category'])} WHERE category IS NOT NULL AND toString(category) != '' ORDER BY code`)
}

/**
 * Products a customer holds on a date: of accounts open, positions held and loans running, and of balances or market values
 * above zero within 31 days.
 */
function productsHeld({ runs, asOf }: HeldAsk): Sql {
  const on = param(asOf, 'Date32')
  const product = sql`cust_no, ifNull(toString(product_id), '') AS product`
  const begun = (name: string) => sql`ifNull(${identifier(name)} <= ${on}, true)`
  const isOpen = sql`ifNull(close_date > ${on}, ifNull(toString(status), '') != 'CLOSED')`
  return join(
    [
      sql`SELECT ${product} FROM ${bankRows('account', runs.account, ['product_id', 'open_date', 'close_date', 'status'])} WHERE ${begun('open_date')} AND ${isOpen}`,
      sql`SELECT ${product} FROM ${bankRows('position', runs.position, ['product_id', 'open_date', 'maturity_date', 'status'])} WHERE ${begun('open_date')} AND ifNull(maturity_date > ${on}, true) AND ifNull(toString(status), 'HOLDING') = 'HOLDING'`,
      sql`SELECT ${product} FROM ${bankRows('loan', runs.loan, ['product_id', 'start_date', 'end_date'])} WHERE ${begun('start_date')} AND ifNull(end_date > ${on}, true)`,
      sql`SELECT ${product} FROM ${bankRows('holding', runs.holding, ['product_id', 'as_of', 'end_bal_minor', 'mkt_value_minor'])} WHERE as_of <= ${on} AND as_of > addDays(${on}, ${-BALANCE_DAYS}) AND (ifNull(end_bal_minor > 0, false) OR ifNull(mkt_value_minor > 0, false))`,
    ],
    sql` UNION ALL `,
  )
}

/** Every customer who holds a product: the set of its categories as bits. A product nobody knows, or of no category, is of none. */
export function heldSets(ask: HeldAsk): Sql {
  const codes = param([...ask.categories], 'Array(String)')
  // Places are counted from 1, 0 for none of them: the lowest bit falls off again.
  const bit = sql`bitShiftRight(bitShiftLeft(toUInt64(1), toUInt8(indexOf(${codes}, ifNull(toString(category), '')))), 1)`
  // One nobody knows beside those known: the look-up needs one at least.
  const known = sql`(SELECT arrayPushBack(arraySort(groupArray((assumeNotNull(toString(product_id)), ${bit}))), ('', toUInt64(0))) FROM ${bankRows('product', ask.runs.product, ['product_id', 'category'])})`
  return sql`SELECT held.cust_no AS cust_no, groupBitOr(transform(held.product, ${known}.1, ${known}.2, toUInt64(0))) AS mask FROM (${productsHeld(ask)}) AS held GROUP BY held.cust_no`
}

/** Customers of a run by cell and set of categories: of all, and of those the asker may see. */
export function heldCountsQuery(place: TierPlace, ask: HeldAsk): Query<{ cell: number; mask: string; n: string; own: string }> {
  const rows = sql`SELECT t.cust_no AS cust_no, t.cell AS cell, toUInt8(${place.visible}) AS seen FROM tier_members AS t WHERE t.run_id = ${param(place.runId, 'UInt64')}`
  return query(
    sql`SELECT m.cell AS cell, toString(ifNull(h.mask, 0)) AS mask, count() AS n, countIf(m.seen = 1) AS own FROM (${rows}) AS m LEFT JOIN (${heldSets(ask)}) AS h ON h.cust_no = m.cust_no GROUP BY cell, mask ORDER BY cell, mask`,
  )
}

export interface SpaceRows {
  /** The newest snapshot, and whom of it the asker may see. */
  readonly snapshot: Sql
  readonly visible: Sql
  readonly runId: number
  readonly held: HeldAsk
  /** Wanted customers by cell and set, as `cell:mask`, and the chance of each. */
  readonly wanted: readonly { readonly key: string; readonly chance: number }[]
}

export interface SpaceRow {
  readonly cust_no: number
  readonly cust_id: string
  readonly org_path: string
  readonly cell: number
  readonly value: number | null
  readonly mask: string
  readonly chance: number
}

function spaceRows({ snapshot, visible, runId, held, wanted }: SpaceRows, columns: readonly string[] = [], after = 0): Sql {
  const keys = param(wanted.map(({ key }) => key), 'Array(String)')
  const chances = param(wanted.map(({ chance }) => chance), 'Array(Float64)')
  const key = sql`concat(toString(m.cell), ':', toString(ifNull(h.mask, 0)))`
  const chance = wanted.length === 0 ? sql`-1.` : sql`transform(${key}, ${keys}, ${chances}, -1.)`
  const tags = columns.map((name) => sql`, base.${identifier(name)} AS ${identifier(name)}`)
  const shown = columns.map((name) => sql`, b.${identifier(name)} AS ${identifier(name)}`)
  const people = sql`SELECT base.cust_no AS cust_no, base.cust_id AS cust_id, base.org_path AS org_path${join(tags, sql``)} FROM ${snapshot} AS base WHERE base.cust_no > ${param(after, 'UInt32')} AND ${visible}`
  const rows = sql`SELECT t.cust_no AS cust_no, t.cell AS cell, t.value AS value FROM tier_members AS t WHERE t.run_id = ${param(runId, 'UInt64')}`
  const found = sql`SELECT b.cust_no AS cust_no, b.cust_id AS cust_id, toString(b.org_path) AS org_path, m.cell AS cell, m.value AS value, toString(ifNull(h.mask, 0)) AS mask, ${chance} AS chance${join(shown, sql``)} FROM (${people}) AS b INNER JOIN (${rows}) AS m ON m.cust_no = b.cust_no LEFT JOIN (${heldSets(held)}) AS h ON h.cust_no = b.cust_no`
  return sql`(SELECT * FROM (${found}) WHERE chance >= 0)`
}

/** One page of customers with room for a category, the highest chance first, from after a chance and customer. */
export function spacePageQuery(ask: SpaceRows & { readonly after: { readonly chance: number; readonly custNo: number } | null; readonly limit: number }): Query<SpaceRow> {
  const { after } = ask
  const rest = after === null ? sql`` : sql` WHERE (chance < ${param(after.chance, 'Float64')} OR (chance = ${param(after.chance, 'Float64')} AND cust_no > ${param(after.custNo, 'UInt32')}))`
  return query(sql`SELECT * FROM ${spaceRows(ask)}${rest} ORDER BY chance DESC, cust_no LIMIT ${ask.limit}`)
}

export function spaceCountQuery(ask: SpaceRows): Query<{ n: string }> {
  return query(sql`SELECT count() AS n FROM ${spaceRows(ask)}`)
}

/** The same in the order of our numbers from after one, with tags. */
export function spaceExportQuery(ask: SpaceRows & { readonly columns: readonly string[]; readonly after: number; readonly limit: number }): Query<Record<string, string | number | boolean | null>> {
  return query(sql`SELECT * FROM ${spaceRows(ask, ask.columns, ask.after)} ORDER BY cust_no LIMIT ${ask.limit}`)
}
