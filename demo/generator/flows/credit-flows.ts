import { sql, type Sql } from '#kernel/sql'
import type { Chance } from '../chance.js'
import { FIRST_DAY, MONTHS } from '../calendar.js'
import { instantOf, monthOf, monthStart } from './flow.js'

/** Loans paid out and paid back through the demand account. */
export function loanFlows(chance: Chance, from: number, to: number): Sql {
  const second = sql`if(leg = 1, 11 * 3600 + 5 * 3600 * ${chance.uniform('loan second', sql`cust`, sql`kind`, sql`k`)}, 5 * 3600 + 1200 * ${chance.uniform('loan second', sql`cust`, sql`kind`, sql`k`)})`
  return sql`
    SELECT cust, ${monthOf(sql`day`)} AS m, ${instantOf(sql`day`, second)} AS ts, if(leg = 1, 'LOAN_DISB', 'LOAN_REPAY') AS type, toInt8(if(leg = 1, 1, -1)) AS dir, amount,
      'AUTO' AS channel, '' AS cpty_type, loan_id AS cpty_id, '' AS mcc, multiIf(kind = 1, 'CONSUMER', kind = 2, 'MORTGAGE', 'SME') AS memo_class, '' AS device_id, '' AS region, 'OK' AS status, '' AS fail_code, '' AS mark
    FROM (
      SELECT cust, kind, loan_id, toUInt16(0) AS k, 1 AS leg, toInt64(toInt32(start_date)) AS day, principal AS amount FROM loan_latent WHERE start_date >= toDate32(${FIRST_DAY}) AND kind != 2
      UNION ALL
      SELECT cust, kind, loan_id, toUInt16(k) AS k, 2 AS leg, toInt64(toInt32(assumeNotNull(paid_date))) AS day, paid_amt AS amount FROM repayment_latent WHERE paid
    ) WHERE cust >= ${from} AND cust < ${to} AND amount > 0`
}

/** Credit card bills paid each month by those who use their account. */
export function cardBillFlows(chance: Chance, from: number, to: number): Sql {
  const MONTH = [sql`cust`, sql`m`] as const
  return sql`
    SELECT cust, m, ${instantOf(sql`day`, sql`10 * 3600 + 10 * 3600 * ${chance.uniform('card bill second', ...MONTH)}`)} AS ts, 'BILL' AS type, toInt8(-1) AS dir,
      toInt64(greatest(1000, round(spend_month * 0.3 * exp(0.5 * ${chance.normal('card bill', ...MONTH)})))) AS amount, 'AUTO' AS channel, '' AS cpty_type, 'CARD' AS cpty_id, '' AS mcc, 'CARD_REPAY' AS memo_class,
      '' AS device_id, '' AS region, 'OK' AS status, '' AS fail_code, '' AS mark
    FROM (SELECT *, toUInt8(month) AS m, ${monthStart(sql`month`)} + 17 + cust % 8 AS day FROM latent_customer ARRAY JOIN range(1, ${MONTHS + 1}) AS month, txn_drawn AS n WHERE holds_card AND n > 1 AND NOT near_zero AND cust >= ${from} AND cust < ${to})
    WHERE day > toInt32(open_date)`
}
