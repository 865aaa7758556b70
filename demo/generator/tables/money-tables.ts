import { param, sql, type Sql } from '#kernel/sql'
import type { Chance } from '../chance.js'
import { DAYS_KEPT, MONTHS, MONTH_START, TODAY } from '../calendar.js'
import { timeAccount, timeAccountTransactions } from '../flows/position-flows.js'
import { productIds } from '../parameters/product.js'
import { columnsOf, type Output } from './output.js'

const demandAccount = sql`concat('A', leftPad(toString(cust), 8, '0'), '-01')`
const name = (customer: Sql) => sql`concat('C', leftPad(toString(${customer}), 8, '0'))`
const starts = param([...MONTH_START], 'Array(Int64)')
const monthEnd = (m: Sql) => sql`toDate32(toInt32(${starts}[${m} + 2] - 1))`

/** Accounts: one demand account each, one for every time deposit, one a kind of what else is held. */
export function accountOutput(): Output {
  const held = (flag: Sql, suffix: string, type: string, product: string) => sql`if(${flag}, [(${suffix}, ${type}, ${product})], [])`
  const first = (category: Parameters<typeof productIds>[0]) => productIds(category)[0] ?? ''
  return {
    table: 'account', mode: 'upsert', order: ['acct_id'],
    columns: columnsOf('acct_id cust_id type product_id open_date close_date status org_id is_payroll is_pension'),
    select: sql`
      SELECT concat('A', leftPad(toString(cust), 8, '0'), '-', item.1) AS acct_id, cust_id, item.2 AS type, item.3 AS product_id, if(item.1 = '01', open_date, least(open_date + 60, toDate32(${TODAY}))) AS open_date,
        close_date, if(closed, 'CLOSED', 'ACTIVE') AS status, sub_id AS org_id, item.1 = '01' AND payroll AS is_payroll, item.1 = '01' AND pension AS is_pension
      FROM (SELECT *, arrayConcat([('01', 'DEMAND', ${first('DEMAND')})], ${held(sql`holds_wealth OR length(buy_days) > 0`, 'W', 'WEALTH', '')}, ${held(sql`holds_fund`, 'F', 'FUND', '')}, ${held(sql`holds_insurance`, 'I', 'INS', '')}, ${held(sql`holds_card`, 'K', 'CREDIT_CARD', first('CREDIT_CARD'))},
        ${held(sql`holds_consumer AND NOT closed AND NOT churned`, 'L1', 'LOAN', '')}, ${held(sql`holds_mortgage AND NOT closed AND NOT churned`, 'L2', 'LOAN', first('MORTGAGE'))}, ${held(sql`holds_sme AND NOT closed AND NOT churned`, 'L3', 'LOAN', first('LOAN_SME'))}) AS items FROM latent_customer) ARRAY JOIN items AS item
      UNION ALL
      SELECT ${timeAccount} AS acct_id, ${name(sql`cust`)} AS cust_id, 'TIME' AS type, product_id, opened AS open_date, if(ended, ends, NULL) AS close_date, if(ended, 'CLOSED', 'ACTIVE') AS status,
        concat('SB', leftPad(toString(sub), 2, '0')) AS org_id, false AS is_payroll, false AS is_pension
      FROM valued_position WHERE category = 1`,
  }
}

/** Positions and what they were worth at each month-end they were held. */
export function positionOutputs(): Output[] {
  return [
    {
      table: 'position', mode: 'upsert', order: ['position_id'], columns: columnsOf('position_id cust_id product_id open_date maturity_date status seller_emp_id channel', 'principal'),
      select: sql`SELECT position_id, ${name(sql`cust`)} AS cust_id, product_id, opened AS open_date, if(term = 0, NULL, matures) AS maturity_date, principal, status, seller_emp_id, channel FROM valued_position`,
    },
    {
      table: 'holding', mode: 'append', order: ['cust_id', 'product_id', 'as_of'], columns: columnsOf('cust_id product_id as_of', 'end_bal avg_bal mkt_value pnl'),
      select: sql`
        SELECT ${name(sql`cust`)} AS cust_id, product_id, ${monthEnd(sql`(number - 1)`)} AS as_of, sum(principal) AS end_bal, sum(intDiv(principal * least(30, dateDiff('day', opened, ${monthEnd(sql`(number - 1)`)}) + 1), 30)) AS avg_bal, sum(value) AS mkt_value, mkt_value - end_bal AS pnl
        FROM valued_position ARRAY JOIN value_at AS value, arrayEnumerate(value_at) AS number WHERE value > 0 AND number > 1 GROUP BY cust, product_id, number`,
    },
  ]
}

/** Sums of positions by customer and category: a table read by both asset tables. */
export function worthTable(): Sql {
  const sum = (category: number) => sql`sumForEachIf(value_at, category = ${category})`
  return sql`SELECT cust, ${sum(1)} AS time_at, ${sum(2)} AS wealth_at, ${sum(3)} AS fund_at, ${sum(4)} AS insurance_at, ${sum(5)} AS gold_at FROM valued_position GROUP BY cust`
}

/** Assets at each month-end from 2023-12, while the customer has an account. */
export function aumMonthOutput(): Output {
  const at = (list: Sql) => sql`if(empty(w.${list}), 0, w.${list}[p.m + 1])`
  return {
    table: 'aum_month', mode: 'append', order: ['cust_id', 'month'], columns: columnsOf('cust_id month', 'end avg peak deposit wealth fund insurance gold debt_total'),
    select: sql`
      SELECT ${name(sql`p.cust`)} AS cust_id, ${monthEnd(sql`p.m`)} AS month, p.demand[p.m + 1] + ${at(sql`time_at`)} AS deposit, ${at(sql`wealth_at`)} AS wealth, ${at(sql`fund_at`)} AS fund, ${at(sql`insurance_at`)} AS insurance, ${at(sql`gold_at`)} AS gold,
        deposit + wealth + fund + insurance + gold AS end,
        greatest(0, end + d.mean_over) AS avg, greatest(end + d.peak_over, end, avg) AS peak, l.debt AS debt_total
      FROM (SELECT cust, demand, open_month, close_month, toUInt8(month) AS m FROM demand_plan ARRAY JOIN range(0, ${MONTHS + 1}) AS month WHERE month >= open_month AND (close_month = 0 OR month < close_month)) AS p
      LEFT JOIN worth AS w ON w.cust = p.cust
      LEFT JOIN month_shape AS d ON d.cust = p.cust AND d.m = p.m
      LEFT JOIN (SELECT cust, sum(toInt64(principal * (1 - 0.4 * least(1, dateDiff('month', start_date, toDate32(${TODAY})) / months)))) AS debt FROM loan_latent GROUP BY cust) AS l ON l.cust = p.cust`,
  }
}

/** Demand balance of each of the last days, from the transactions: the table `daily` of a range. */
export function dailyTable(from: number, to: number): Sql {
  const first = sql`(toInt32(toDate32(${TODAY})) - ${DAYS_KEPT - 1})`
  return sql`
    SELECT cust, arrayMap(day -> arraySum((d, s) -> if(d <= day, s, 0), days, sums), range(toUInt32(${first}), toUInt32(${first} + ${DAYS_KEPT}))) AS moved
    FROM (
      SELECT cust, groupArray(day) AS days, groupArray(sum) AS sums FROM (
        SELECT cust, toInt32(intDiv(ts + 28800000, 86400000)) AS day, sum(signed) AS sum FROM balanced WHERE mark != 'OPENING' AND day >= ${first} AND cust >= ${from} AND cust < ${to} GROUP BY cust, day
      ) GROUP BY cust
    )`
}

/** Assets of each of the last 95 days: the demand balance worked back from today's by what was booked since. */
export function aumDailyOutput(): Output {
  const dayOf = sql`toDate32(toInt32(toDate32(${TODAY})) - ${DAYS_KEPT} + number)`
  const held = (category: number) => sql`arraySum((o, e, c, v) -> if(c = ${category} AND o <= date AND e > date, v, 0), l.opened, l.ends, l.categories, l.values)`
  return {
    table: 'aum_daily', mode: 'append', order: ['cust_id', 'date'], columns: columnsOf('cust_id date', 'total deposit wealth fund insurance gold'),
    select: sql`
      SELECT ${name(sql`cust`)} AS cust_id, date, today + moved_at - moved_all + ${held(1)} AS deposit, ${held(2)} AS wealth, ${held(3)} AS fund, ${held(4)} AS insurance, ${held(5)} AS gold, deposit + wealth + fund + insurance + gold AS total
      FROM (
        SELECT p.cust AS cust, p.demand[${MONTHS + 1}] AS today, p.open_date AS open_date, number, ${dayOf} AS date, if(empty(d.moved), 0, d.moved[number]) AS moved_at, if(empty(d.moved), 0, d.moved[-1]) AS moved_all
        FROM (SELECT cust, demand, open_date, number FROM demand_plan ARRAY JOIN range(1, ${DAYS_KEPT + 1}) AS number WHERE NOT closed OR close_month = 0) AS p LEFT JOIN daily AS d ON d.cust = p.cust
      ) AS days LEFT JOIN (
        SELECT cust, groupArray(opened) AS opened, groupArray(ends) AS ends, groupArray(category) AS categories, groupArray(value) AS values
        FROM (SELECT cust, opened, ends, category, if(floats, if(value_at[-1] > 0, value_at[-1], principal), principal) AS value FROM valued_position WHERE ends > toDate32(${TODAY}) - ${DAYS_KEPT + 1}) GROUP BY cust
      ) AS l ON l.cust = days.cust WHERE date >= open_date`,
  }
}

/** Transactions of a range: demand accounts with their running balances, and the time deposit accounts. */
export function txnOutput(chance: Chance, from: number, to: number): Output {
  return {
    table: 'txn', mode: 'append', order: ['txn_id'],
    columns: columnsOf('txn_id acct_id cust_id type dir channel cpty_type cpty_id mcc memo_class device_id region status fail_code', 'amount balance_after', 'ts'),
    select: sql`
      SELECT concat('T', leftPad(toString(cust), 8, '0'), leftPad(toString(m), 2, '0'), leftPad(toString(number), 4, '0')) AS txn_id, ${demandAccount} AS acct_id, ${name(sql`cust`)} AS cust_id, ts, toString(type) AS type, if(dir = 1, 'C', 'D') AS dir, amount, balance_after,
        toString(channel) AS channel, toString(cpty_type) AS cpty_type, cpty_id, toString(mcc) AS mcc, toString(memo_class) AS memo_class, device_id, toString(region) AS region, toString(status) AS status, toString(fail_code) AS fail_code
      FROM balanced WHERE mark != 'OPENING'
      UNION ALL
      SELECT concat('T', leftPad(toString(cust), 8, '0'), 'T', lower(hex(cityHash64(acct_id, leg)))) AS txn_id, acct_id, ${name(sql`cust`)} AS cust_id, ts, type, if(dir = 1, 'C', 'D') AS dir, amount, balance_after,
        'AUTO' AS channel, '' AS cpty_type, if(leg = 2, '', ${demandAccount}) AS cpty_id, '' AS mcc, memo_class, '' AS device_id, '' AS region, 'OK' AS status, '' AS fail_code
      FROM (${timeAccountTransactions(from, to, chance)})`,
  }
}

/** How a month's balances lay about its end: mean and highest, over what they were at the end, in fen. The table `month_shape`. */
export function monthShape(): Sql {
  return sql`
    SELECT cust, m, toInt64(arrayAvg(balances)) - balances[-1] AS mean_over, arrayMax(balances) - balances[-1] AS peak_over
    FROM (SELECT cust, m, arrayMap(x -> x.2, arraySort(groupArray((number, balance_after)))) AS balances FROM balanced GROUP BY cust, m)`
}

/** Loans and their instalments. */
export function loanOutputs(): Output[] {
  return [
    { table: 'loan', mode: 'upsert', order: ['loan_id'], columns: columnsOf('loan_id cust_id ent_id product_id rate start_date end_date method status', 'principal'),
      select: sql`
        SELECT l.loan_id AS loan_id, cust_id, ent_id, product_id, principal, rate, start_date, end_date, if(kind = 3, 'INTEREST_FIRST', 'ANNUITY') AS method,
          multiIf(end_date <= toDate32(${TODAY}), 'SETTLED', ifNull(r.behind, 0) > 90, 'M3+', ifNull(r.behind, 0) > 60, 'M2', ifNull(r.behind, 0) > 0, 'M1', 'NORMAL') AS status
        FROM loan_latent AS l LEFT JOIN (SELECT loan_id, maxIf(dpd, NOT paid) AS behind FROM repayment_latent GROUP BY loan_id) AS r ON r.loan_id = l.loan_id` },
    { table: 'repayment', mode: 'append', order: ['loan_id', 'due_date'], columns: columnsOf('loan_id cust_id due_date paid_date dpd', 'due_amt paid_amt'), select: sql`SELECT * FROM repayment_latent` },
  ]
}
