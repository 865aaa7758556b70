import { param, sql, type Sql } from '#kernel/sql'
import type { Chance } from '../chance.js'
import { MONTHS, MONTH_START } from '../calendar.js'
import { DAY_MS, ZONE_MS } from './flow.js'

const MONTH = [sql`cust`, sql`m`] as const

/**
 * What each account month lacks: `top_up` before the first moment its balance would fall below zero, `gap` to the
 * planned balance of the month-end. Amounts in fen.
 */
export function gapTable(chance: Chance, from: number, to: number): Sql {
  const { uniform } = chance
  const starts = param([...MONTH_START], 'Array(Int64)')
  const startMs = sql`(greatest(${starts}[m + 1], toInt64(toInt32(open_date))) * ${DAY_MS} - ${ZONE_MS})`
  const endMs = sql`(${starts}[m + 2] * ${DAY_MS} - ${ZONE_MS})`
  return sql`
    SELECT cust, m, opening, planned, has_app, devices, city_code, archetype, churn_month > 0 AND m >= churn_month AS leaving, churn_month > 0 AND m = churn_month AS left_here,
      greatest(0, 0 - (opening + lowest)) AS top_up,
      planned - opening - total - top_up AS gap,
      ${startMs} AS start_ms,
      if(top_up > 0, start_ms + toInt64(floor((short_ms - start_ms) * (0.2 + 0.79 * ${uniform('top up', ...MONTH)}))), 0) AS top_up_ts,
      if(gap > 0, start_ms + toInt64(floor((${endMs} - start_ms) * ${uniform('gap in', ...MONTH)})), greatest(last_ms, top_up_ts, start_ms) + 1 + toInt64(floor((${endMs} - 2 - greatest(last_ms, top_up_ts, start_ms)) * ${uniform('gap out', ...MONTH)}))) AS gap_ts
    FROM (
      SELECT cust, m, plan.demand[m] AS opening, plan.demand[m + 1] AS planned, plan.has_app AS has_app, plan.devices AS devices, plan.city_code AS city_code, plan.archetype AS archetype, plan.churn_month AS churn_month, plan.open_date AS open_date,
        if(empty(f.sums), 0, f.sums[-1]) AS total, if(empty(f.sums), 0, least(0, arrayMin(f.sums))) AS lowest, if(empty(f.sums), 0, f.instants[-1]) AS last_ms, arrayFirst((at, sum) -> opening + sum < 0, f.instants, f.sums) AS short_ms
      FROM (SELECT cust, demand, has_app, devices, city_code, archetype, churn_month, open_date, toUInt8(month) AS m FROM demand_plan ARRAY JOIN range(1, ${MONTHS + 1}) AS month WHERE cust >= ${from} AND cust < ${to} AND month >= open_month) AS plan
      LEFT JOIN (
        SELECT cust, m, instants, sums FROM running
      ) AS f ON f.cust = plan.cust AND f.m = plan.m
    )`
}

/** Account months with their movements in order: instants, signed amounts summed up, before anything is balanced. */
export function runningTable(): Sql {
  return sql`
    SELECT cust, m, arraySort(groupArray((ts, if(status = 'OK', dir * amount, 0)))) AS moves, moves.1 AS instants, arrayCumSum(moves.2) AS sums
    FROM flow GROUP BY cust, m`
}

/** The balancing movements: from and to the customer's own account elsewhere; swept automatically once they left. */
export function balancingFlows(): Sql {
  const columns = sql`multiIf(leaving, 'AUTO', has_app, 'APP', 'COUNTER') AS channel, 'SELF_OTHER_BANK' AS cpty_type, concat('OB', toString(cust % 12), '-', toString(cust)) AS cpty_id, '' AS mcc, if(leaving, 'SWEEP', '') AS memo_class, if(has_app AND NOT leaving, devices[1], '') AS device_id, city_code AS region, 'OK' AS status, '' AS fail_code, '' AS mark`
  return sql`
    SELECT cust, m, if(leg = 1, top_up_ts, gap_ts) AS ts, if(leg = 1 OR gap > 0, 'TRF_IN', if(archetype = 4 AND NOT leaving AND cityHash64(cust, m) % 3 = 0, 'BANK_SEC', 'TRF_OUT')) AS type, toInt8(if(leg = 1 OR gap > 0, 1, -1)) AS dir, if(leg = 1, top_up, abs(gap)) AS amount, ${columns}
    FROM gap ARRAY JOIN [1, 2] AS leg WHERE if(leg = 1, top_up > 0, gap != 0)`
}

/** The balance an account month opens with, as its first row: the sums that follow are balances. */
export function openingRows(): Sql {
  return sql`
    SELECT cust, m, start_ms - 1 AS ts, '' AS type, toInt8(1) AS dir, opening AS amount, '' AS channel, '' AS cpty_type, '' AS cpty_id, '' AS mcc, '' AS memo_class, '' AS device_id, '' AS region, 'OK' AS status, '' AS fail_code, 'OPENING' AS mark
    FROM gap`
}

/** The demand accounts' transactions with the balance after each; row 1 of a month is its opening. */
export function balancedTable(): Sql {
  return sql`
    SELECT *, if(status = 'OK', dir * amount, 0) AS signed,
      sum(signed) OVER (PARTITION BY cust, m ORDER BY ts, tie ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS balance_after,
      row_number() OVER (PARTITION BY cust, m ORDER BY ts, tie) AS number
    FROM (SELECT *, cityHash64(type, amount, cpty_id) AS tie FROM flow)`
}
