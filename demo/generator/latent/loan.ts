import { sql, type Sql } from '#kernel/sql'
import type { Chance } from '../chance.js'
import { TODAY } from '../calendar.js'
import { productIds } from '../parameters/product.js'

const LOAN = [sql`cust`, sql`kind`] as const

/** Loans: 1 consumer, 2 mortgage, 3 of a business owner. Money in fen, rates in basis points a year. */
export function loanTable(chance: Chance): Sql {
  const { uniform, normal } = chance
  const [cash, instalment] = productIds('LOAN_CONSUMER')
  return sql`
    SELECT cust, cust_id, kind, concat('L', leftPad(toString(cust), 8, '0'), toString(kind)) AS loan_id, ent_id, has_app, is_bad,
      multiIf(kind = 1, if(cust % 2 = 0, ${cash ?? ''}, ${instalment ?? ''}), kind = 2, ${productIds('MORTGAGE')[0] ?? ''}, ${productIds('LOAN_SME')[0] ?? ''}) AS product_id,
      toUInt16(multiIf(kind = 1, if(cust % 2 = 0, 12, 36), kind = 2, 240, 12)) AS months,
      toDate32(${TODAY}) - toInt32(multiIf(kind = 1, 20 + 0.9 * months * 30 * ${uniform('loan age', ...LOAN)}, kind = 2, 60 + 3300 * ${uniform('loan age', ...LOAN)}, 15 + 330 * ${uniform('loan age', ...LOAN)})) AS start_drawn,
      greatest(start_drawn, open_date + 5) AS start_date, addMonths(start_date, months) AS end_date,
      toInt64(1000000 * greatest(1, round(multiIf(kind = 1, 5, kind = 2, 85, 32) * exp(0.6 * ${normal('loan size', ...LOAN)})))) AS principal,
      toUInt32(multiIf(kind = 1, 420, kind = 2, 345, 480) + floor(120 * ${uniform('loan rate', ...LOAN)})) AS rate,
      rate / 120000 AS month_rate,
      if(kind = 3, toInt64(round(principal * month_rate)), toInt64(round(principal * month_rate / (1 - pow(1 + month_rate, 0 - months))))) AS instalment,
      multiIf(is_bad AND kind = 3, 3, ${uniform('late payer', ...LOAN)} < 0.05, 1, 0) AS lateness
    FROM (
      SELECT c.*, o.ent_id AS ent_id, o.is_bad AS is_bad, arrayJoin(arrayFilter(k -> multiIf(k = 1, holds_consumer, k = 2, holds_mortgage, holds_sme), [1, 2, 3])) AS kind
      FROM latent_customer AS c LEFT JOIN (SELECT cust AS owner, ent_id, is_bad FROM owner INNER JOIN enterprise_latent USING ent) AS o ON o.owner = c.cust WHERE NOT closed AND NOT churned
    )`
}

/** Instalments due from 2024 to today, and when they were paid; a bad loan stops paying in its last months. */
export function repaymentTable(chance: Chance): Sql {
  const { uniform } = chance
  const DUE = [sql`cust`, sql`kind`, sql`k`] as const
  return sql`
    SELECT cust, cust_id, kind, loan_id, has_app, k, lateness, addMonths(start_date, k) AS due_date, instalment + if(kind = 3 AND k = months, principal, 0) AS due_amt,
      lateness = 3 AND due_date > toDate32(${TODAY}) - 120 AS stops,
      due_date + toInt32(multiIf(lateness > 0 AND ${uniform('late', ...DUE)} < 0.3, 1 + floor(26 * ${uniform('late days', ...DUE)}), ${uniform('slip', ...DUE)} < 0.02, 1 + floor(4 * ${uniform('late days', ...DUE)}), 0)) AS paid_drawn,
      NOT stops AND paid_drawn <= toDate32(${TODAY}) AS paid,
      if(paid, paid_drawn, NULL) AS paid_date, if(paid, due_amt, 0) AS paid_amt,
      toUInt16(dateDiff('day', due_date, if(paid, paid_drawn, toDate32(${TODAY})))) AS dpd
    FROM loan_latent ARRAY JOIN range(1, 241) AS k WHERE k <= months AND due_date >= toDate32('2024-01-01') AND due_date <= toDate32(${TODAY})`
}
