import { sql, type Sql } from '#kernel/sql'
import type { Chance } from '../generator/chance.js'

const CUST = sql`cust`

/**
 * What the strata of campaigns depend on, one row a customer, from `latent_customer` at month `month` (1 to 24; 24 is the
 * state at the end). `touches30` is how often they were contacted in the 30 days before.
 */
export function featureSelect(chance: Chance, month: number): Sql {
  const m = sql`${month}`
  return sql`
    SELECT cust, cust_id, is_hidden AS hidden, aum_yuan, outside_assets / 100 AS outside_yuan,
      if(churned AND churn_month <= ${m}, aum_yuan * 0.9, aum_yuan * 0.3 * ${chance.uniform(`peak gap ${month}`, CUST)}) AS peak_gap_yuan,
      toUInt8(if(do_not_contact, 0, least(8, floor(-1.3 * log(${chance.uniform(`touches30 ${month}`, CUST)}))))) AS touches30,
      log(wealth_interest / (1 - wealth_interest)) AS interest, products, logins_rate AS logins,
      complaint90[${m}] AS complaint90, age >= 65 AS age65, unrolled[${m}] OR unrolled[greatest(1, ${m} - 1)] OR unrolled[greatest(1, ${m} - 2)] AS matured,
      manager > 0 AS has_rm, age < 30 AS young, payroll, tier0 AS tier, (churned AND churn_month <= ${m}) OR near_zero AS dormant,
      holds_card AS has_card, has_app, holds_fund AS has_fund, benefit_face, marketing_consent AND NOT do_not_contact AS reachable
    FROM latent_customer`
}
