import { sql, type Sql } from '#kernel/sql'
import type { Chance } from '../generator/chance.js'

const CUST = sql`cust`
/** Share of a month's transactions the simulator lets happen: enough to keep tags alive, light enough for a laptop. */
const LIGHT = 0.5
/** Share of the starting balance that may go out over an advance, however long: balances never fall below zero. */
const SPENT = 0.5

/**
 * Every movement of money on (from, to] before balances: salary, spending, conversions of lists. Reads `state`,
 * `latent_customer` and `conversion` (the union of the lists' conversions).
 * Columns: cust, cust_id, acct_id, at (DateTime, bank's zone), type, sign (+1 in, -1 out), amount (fen, positive), cpty_type, channel, key.
 */
export function movementSelect(chance: Chance, from: string, to: string): Sql {
  const day = sql`day`
  const at = (stream: string, hour: number, hours: number) => sql`toDateTime(toDate(${day}), 'Asia/Shanghai') + toIntervalSecond(toUInt32(3600 * (${hour} + ${hours} * ${chance.uniform(stream, CUST, day)})))`
  const days = sql`arrayJoin(arrayMap(d -> toDate32(${from}) + toInt32(d), range(1, 1 + dateDiff('day', toDate32(${from}), toDate32(${to})))))`
  const alive = sql`FROM latent_customer INNER JOIN state USING (cust) WHERE NOT churned`
  return sql`
    SELECT cust, cust_id, acct_id, ${at('sim pay hour', 9, 2)} AS at, 'SALARY' AS type, 1 AS sign, pay_amount AS amount, 'EMPLOYER' AS cpty_type, 'AUTO' AS channel, 'pay' AS kind
    FROM (SELECT cust, cust_id, acct_id, pay_amount, pay_slot, ${days} AS day ${alive} AND payroll) WHERE toDayOfMonth(day) = pay_slot * 5
    UNION ALL
    SELECT cust, cust_id, acct_id, ${at('sim spend hour', 8, 14)} AS at, if(${chance.uniform('sim spend type', CUST, day)} < 0.6, 'QUICKPAY', 'POS') AS type, -1 AS sign,
      toInt64(balance * ${SPENT} / times * ${chance.uniform('sim spend amount', CUST, day)}) AS amount, 'MERCHANT' AS cpty_type, if(type = 'POS', 'POS', 'APP') AS channel, 'spend' AS kind
    FROM (
      SELECT *, count() OVER (PARTITION BY cust) AS times FROM (SELECT cust, cust_id, acct_id, balance, txn_rate, ${days} AS day ${alive})
      WHERE ${chance.uniform('sim spends', CUST, day)} < least(1, txn_rate * ${LIGHT} / 30)
    ) WHERE amount >= 100
    UNION ALL
    SELECT conversion.cust, conversion.cust_id, acct_id, toDateTime(toDate(conversion.on), 'Asia/Shanghai') + toIntervalHour(14) AS at,
      if(outside, 'TRF_IN', 'WEALTH_BUY') AS type, if(outside, 1, -1) AS sign, if(outside, conversion.amount, least(conversion.amount, toInt64(balance * ${1 - SPENT} / moves))) AS amount, if(outside, 'SELF_OTHER_BANK', '') AS cpty_type, 'APP' AS channel, concat('list ', list) AS kind
    FROM (SELECT *, countIf(NOT outside) OVER (PARTITION BY cust) AS moves FROM conversion WHERE converted AND on > toDate32(${from}) AND on <= toDate32(${to})) AS conversion INNER JOIN state USING (cust) WHERE amount > 0`
}

/** Movements in order with the balance after each; the sum of an account's movements is the change of its balance. */
export function txnSelect(): Sql {
  return sql`
    SELECT concat('S', lower(hex(sipHash128(cust_id, kind, toString(at), type)))) AS txn_id, acct_id, cust_id, at, type, if(sign > 0, 'C', 'D') AS dir, amount,
      state.balance + sum(sign * amount) OVER (PARTITION BY cust ORDER BY at, kind ROWS UNBOUNDED PRECEDING) AS balance_after, channel, cpty_type, 'OK' AS status
    FROM movement INNER JOIN (SELECT cust, balance FROM state) AS state USING (cust)`
}

/** Assets of every customer with any, on each day of (from, to]: the state plus the movements so far. */
export function assetsSelect(from: string, to: string): Sql {
  return sql`
    SELECT cust, cust_id, day AS date, deposit + moved - bought AS deposit_now, wealth + bought AS wealth_now, fund, insurance, gold, deposit_now + wealth_now + fund + insurance + gold AS total
    FROM (
      SELECT cust, cust_id, deposit, wealth, fund, insurance, gold, arrayJoin(range(1, 1 + dateDiff('day', toDate32(${from}), toDate32(${to})))) AS step, toDate32(${from}) + toInt32(step) AS day,
        arraySum(arrayMap((d, a) -> if(d <= day, a, 0), days, plain)) AS moved, arraySum(arrayMap((d, a) -> if(d <= day, a, 0), days, into_wealth)) AS bought
      FROM state LEFT JOIN (
        SELECT cust, groupArray(toDate32(at)) AS days, groupArray(if(type = 'WEALTH_BUY', 0, sign * amount)) AS plain, groupArray(if(type = 'WEALTH_BUY', amount, 0)) AS into_wealth FROM movement GROUP BY cust
      ) AS moves USING (cust)
      WHERE deposit + wealth + fund + insurance + gold > 0 OR notEmpty(days)
    )`
}

/** The state at the end of an advance, from that day's assets. */
export function nextStateSelect(to: string): Sql {
  return sql`
    SELECT state.cust AS cust, state.cust_id AS cust_id, state.acct_id AS acct_id, state.balance + ifNull(moves.change, 0) AS balance, ifNull(now.deposit_now, state.deposit) AS deposit, ifNull(now.wealth_now, state.wealth) AS wealth, state.fund AS fund, state.insurance AS insurance, state.gold AS gold
    FROM state
    LEFT JOIN (SELECT cust, toNullable(sum(sign * amount)) AS change FROM movement GROUP BY cust) AS moves USING (cust)
    LEFT JOIN (SELECT cust, toNullable(deposit_now) AS deposit_now, toNullable(wealth_now) AS wealth_now FROM assets WHERE date = toDate32(${to})) AS now USING (cust)`
}
