import { sql, type Sql } from '#kernel/sql'
import { MONTHS } from '../generator/calendar.js'

/**
 * Where every open account stands on the last day, for the simulator to go on from: cust, cust_id, acct_id of the demand
 * account, its balance, and the assets by kind, in fen. From `demand_plan` and `valued_position`.
 */
export function stateSelect(): Sql {
  const held = (category: number) => sql`sumIf(value_at[${MONTHS + 1}], category = ${category})`
  return sql`
    SELECT plan.cust AS cust, concat('C', leftPad(toString(cust), 8, '0')) AS cust_id, concat('A', leftPad(toString(cust), 8, '0'), '-01') AS acct_id,
      plan.demand[${MONTHS + 1}] AS balance, balance + ifNull(held.time, 0) AS deposit, ifNull(held.wealth, 0) AS wealth, ifNull(held.fund, 0) AS fund, ifNull(held.insurance, 0) AS insurance, ifNull(held.gold, 0) AS gold
    FROM (SELECT cust, demand FROM demand_plan WHERE NOT closed) AS plan
    LEFT JOIN (SELECT cust, toNullable(${held(1)}) AS time, toNullable(${held(2)}) AS wealth, toNullable(${held(3)}) AS fund, toNullable(${held(4)}) AS insurance, toNullable(${held(5)}) AS gold FROM valued_position GROUP BY cust) AS held ON held.cust = plan.cust
    ORDER BY cust`
}
