import { sql, type Sql } from '#kernel/sql'
import { FIRST_DAY } from '../calendar.js'
import type { Chance } from '../chance.js'
import { instantOf, monthOf } from './flow.js'

const POSITION = [sql`cust`, sql`category`, sql`lane`, sql`cycle`] as const
const first = sql`toDate32(${FIRST_DAY})`

/** Number of the account a position has of its own. */
export const timeAccount = sql`concat('A', leftPad(toString(cust), 8, '0'), '-T', toString(lane), '-', toString(cycle))`

/** Money into and out of positions, on the demand account: bought by hand, by plan, matured, redeemed. */
export function positionFlows(chance: Chance, from: number, to: number): Sql {
  const { uniform } = chance
  const out = sql`if(is_purchase, 9 * 3600 + 12 * 3600 * ${uniform('bought at', ...POSITION)}, 9 * 3600 + 1800 * ${uniform('bought at', ...POSITION)})`
  const back = sql`8 * 3600 + 1800 * ${uniform('paid back at', ...POSITION)}`
  return sql`
    SELECT cust, ${monthOf(sql`day`)} AS m, ${instantOf(sql`day`, sql`second`)} AS ts,
      multiIf(category = 2, if(leg = 1, 'WEALTH_BUY', 'WEALTH_REDEEM'), category = 3, if(leg = 1, 'FUND_BUY', 'FUND_REDEEM'), leg = 1, 'TRF_OUT', 'TRF_IN') AS type,
      toInt8(if(leg = 1, -1, 1)) AS dir, if(leg = 1, principal, principal + earned) AS amount,
      if(leg = 1 AND is_purchase, channel, 'AUTO') AS channel, '' AS cpty_type,
      if(category = 1, ${timeAccount}, product_id) AS cpty_id, '' AS mcc,
      multiIf(category = 1, if(leg = 1, 'TIME_OPEN', 'TIME_CLOSE'), category = 4, 'INSURANCE', category = 5, 'GOLD', is_purchase, if(leg = 1, 'PURCHASE', 'REDEEM'), 'PLAN') AS memo_class,
      '' AS device_id, '' AS region, 'OK' AS status, '' AS fail_code, '' AS mark
    FROM (
      SELECT *, arrayJoin(arrayFilter(l -> if(l = 1, opened >= ${first} AND (category = 1 OR NOT from_roll), ended AND ends >= ${first} AND (category = 1 OR status != 'ROLLED')), [1, 2])) AS leg,
        toInt64(toInt32(if(leg = 1, opened, ends))) AS day, if(leg = 1, ${out}, ${back}) AS second
      FROM valued_position WHERE cust >= ${from} AND cust < ${to}
    )`
}

/** Movements of the time deposit accounts themselves, with their balances. */
export function timeAccountTransactions(from: number, to: number, chance: Chance): Sql {
  const { uniform } = chance
  return sql`
    SELECT cust, ${timeAccount} AS acct_id, ${monthOf(sql`day`)} AS m,
      if(leg = 1, ${instantOf(sql`day`, sql`9 * 3600 + 1800 * ${uniform('bought at', ...POSITION)}`)}, ${instantOf(sql`day`, sql`8 * 3600 + 1800 * ${uniform('paid back at', ...POSITION)}`)}) - if(leg = 2, 1, 0) AS ts,
      multiIf(leg = 1, 'TRF_IN', leg = 2, 'INTEREST', 'TRF_OUT') AS type, toInt8(if(leg = 3, -1, 1)) AS dir,
      multiIf(leg = 1, principal, leg = 2, earned, principal + earned) AS amount, multiIf(leg = 1, principal, leg = 2, principal + earned, 0) AS balance_after,
      multiIf(leg = 1, 'TIME_OPEN', leg = 2, 'INTEREST', 'TIME_CLOSE') AS memo_class, leg
    FROM (
      SELECT *, arrayJoin(arrayFilter(l -> multiIf(l = 1, opened >= ${first}, l = 2, ended AND ends >= ${first} AND earned > 0, ended AND ends >= ${first}), [1, 2, 3])) AS leg,
        toInt64(toInt32(if(leg = 1, opened, ends))) AS day
      FROM valued_position WHERE category = 1 AND cust >= ${from} AND cust < ${to}
    )`
}

/** Money that comes for the last three days of a quarter and goes in the first five of the next. */
export function bumpFlows(chance: Chance, from: number, to: number): Sql {
  const { uniform } = chance
  const MONTH = [sql`cust`, sql`q`, sql`leg`] as const
  return sql`
    SELECT cust, ${monthOf(sql`day`)} AS m, ${instantOf(sql`day`, sql`9 * 3600 + 12 * 3600 * ${uniform('bump second', ...MONTH)}`)} AS ts,
      if(leg = 1, 'TRF_IN', 'TRF_OUT') AS type, toInt8(if(leg = 1, 1, -1)) AS dir, if(leg = 1, bump, intDiv(bump * 35, 40)) AS amount,
      if(has_app, 'APP', 'COUNTER') AS channel, 'SELF_OTHER_BANK' AS cpty_type, concat('OB', toString(cust % 12), '-', toString(cust)) AS cpty_id, '' AS mcc, 'QUARTER_END' AS memo_class,
      if(has_app, devices[1], '') AS device_id, city_code AS region, 'OK' AS status, '' AS fail_code, '' AS mark
    FROM (
      SELECT *, toUInt8((number - 1)) AS q, arrayJoin(arrayFilter(l -> if(l = 1, q > 0, q < 24), [1, 2])) AS leg,
        if(leg = 1, quarter_end - toInt64(floor(3 * ${uniform('bump in', ...MONTH)})), quarter_end + 1 + toInt64(floor(5 * ${uniform('bump out', ...MONTH)}))) AS day
      FROM (SELECT *, number, toInt64(toInt32(toLastDayOfMonth(addMonths(toDate32('2023-12-01'), number - 1)))) AS quarter_end FROM demand_plan ARRAY JOIN bumped AS is_bumped, arrayEnumerate(bumped) AS number WHERE is_bumped AND cust >= ${from} AND cust < ${to})
    )`
}
