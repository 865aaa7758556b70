import { isOfTypes, MOVE_COLUMNS, productOfMove, wentThrough } from '#customers/contract'
import { leavingTypes } from '#customers/contract'
import { bankRows } from '#ingest/contract'
import { param, query, sql, type Query } from '#kernel/sql'
import { groupOf } from './portrait-members.js'

export interface ProductFlowRow {
  readonly place_from: string
  readonly place_to: string
  /** Minor units. */
  readonly amount: number
  readonly persons: string
}

export interface ProductFlowsAsk {
  /** Instants: from, and the first after the end. */
  readonly from: string
  readonly end: string
  /** Days after money came back in which what it was used for is told. */
  readonly days: number
}

const STATE = 'Tuple(Array(Tuple(String, Int64, Int64)), Array(Tuple(String, String, Int64)))'

/**
 * Where the money of the people of a portrait went: what came back from a product is used, oldest first, by the same
 * customer's purchases and by what left the bank within some days after (FIFO, person by person). A purchase beyond it is
 * paid by the account; what is not used in time stays on it. What left the bank without such money before is not told.
 */
export function productFlowsQuery(runId: number, runs: readonly number[], ask: ProductFlowsAsk): Query<ProductFlowRow> {
  const instant = (text: string) => param(text, "DateTime64(3, 'UTC')")
  const [back, into] = [productOfMove('C'), productOfMove('D')]
  const place = sql`multiIf(came != '', came, went != '', went, leaves, 'out', '')`
  const rows = bankRows('txn', runs, MOVE_COLUMNS, { where: sql`ts >= ${instant(ask.from)} AND ts < ${instant(ask.end)} AND ${wentThrough} AND amount_minor > 0` })
  const moves = sql`SELECT cust_no, toUnixTimestamp64Milli(assumeNotNull(ts)) AS moment, toInt64(assumeNotNull(amount_minor)) AS money, ${back} AS came, ${into} AS went, ${isOfTypes(leavingTypes, 'D')} AS leaves FROM ${rows} WHERE bitAnd(${groupOf(runId)}, 1) = 1`
  const window = sql`toInt64(${ask.days * 86_400_000})`
  // One event: instant, 0 money came back / 1 it was used, place, minor units.
  const people = sql`SELECT cust_no, arraySort(groupArray((moment, toUInt8(came = ''), toString(${place}), money))) AS every FROM (${moves}) WHERE came != '' OR went != '' OR leaves GROUP BY cust_no HAVING countIf(came != '' OR went != '') > 0`
  const told = sql`SELECT cust_no, arrayFilter(e -> e.2 = 0 OR e.3 != 'out' OR arrayExists(r -> r.2 = 0 AND r.1 <= e.1 AND r.1 >= e.1 - ${window}, every), every) AS events FROM (${people})`
  const free = sql`arrayMap(lot -> if(lot.2 >= e.1 - ${window}, lot.3, toInt64(0)), state.1)`
  const taken = sql`arrayMap((part, sum) -> greatest(toInt64(0), least(part, e.4 - (sum - part))), ${free}, arrayCumSum(${free}))`
  const used = sql`(arrayMap((lot, part) -> (lot.1, lot.2, lot.3 - part), state.1, ${taken}), arrayConcat(state.2, arrayFilter(flow -> flow.3 > 0, arrayMap((lot, part) -> (lot.1, e.3, part), state.1, ${taken})), if(e.3 != 'out' AND e.4 > arraySum(${taken}), [('account', e.3, toInt64(e.4 - arraySum(${taken})))], [])))`
  const step = sql`CAST(if(e.2 = 0, (arrayPushBack(state.1, (e.3, e.1, e.4)), state.2), ${used}), ${STATE})`
  const folded = sql`SELECT cust_no, arrayFold((state, e) -> ${step}, events, CAST(([], []), ${STATE})) AS done FROM (${told})`
  const flows = sql`SELECT cust_no, arrayJoin(arrayConcat(done.2, arrayMap(lot -> (lot.1, 'account', lot.3), arrayFilter(lot -> lot.3 > 0, done.1)))) AS flow FROM (${folded})`
  return query(sql`SELECT flow.1 AS place_from, flow.2 AS place_to, toFloat64(sum(flow.3)) AS amount, toString(uniqExact(cust_no)) AS persons FROM (${flows}) GROUP BY place_from, place_to ORDER BY amount DESC, place_from, place_to`)
}
