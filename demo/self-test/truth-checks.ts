import { sql } from '#kernel/sql'
import { TIERS } from '../generator/parameters/tier.js'
import type { Check } from './check.js'

/** What is planted is there (domain specification 2.5): amounts per 50,000 customers are scaled to the bank. */
export function truthChecks(customers: number): Check[] {
  const scaled = (perFiftyThousand: number) => (perFiftyThousand * customers) / 50_000
  const count = (name: string, perFiftyThousand: number, got: Check['got'], slack = 0.2): Check => ({ name, target: scaled(perFiftyThousand), within: Math.max(6, scaled(perFiftyThousand) * slack, 3 * Math.sqrt(scaled(perFiftyThousand))), got, from: 20_000 })
  return [
    ...TIERS.map((tier, at): Check => ({
      name: `TR2 yearly churn of ${tier.code} %`, target: tier.churn * 100, within: at < 4 ? 2 : 3, from: at < 4 ? 20_000 : 200_000,
      got: sql`SELECT 1200 * sum(churned) / sum(arrayCount(m -> m > greatest(open_month + 1, 1) AND (churn_month = 0 OR m <= churn_month), range(1, 25))) AS got FROM latent WHERE tier0 = ${at}`,
    })),
    { name: 'TR2 AUC of the true hazard, month by month', target: 0.86, within: 0.06, from: 20_000, got: sql`SELECT arrayAUC(groupArray(h), groupArray(y)) AS got FROM (SELECT hazard[m] AS h, m = churn_month AS y FROM latent ARRAY JOIN range(3, 25) AS m WHERE m > greatest(open_month + 1, buy_last_month) AND (churn_month = 0 OR m <= churn_month))` },
    { name: 'TR2 AUC of the true hazards of three months', target: 0.85, within: 0.04, from: 20_000, got: sql`SELECT arrayAUC(groupArray(h), groupArray(y)) AS got FROM (SELECT hazard[m] + hazard[m + 1] + hazard[m + 2] AS h, churn_month BETWEEN m AND m + 2 AS y FROM latent ARRAY JOIN range(9, 23) AS m WHERE m > open_month + 1 AND (churn_month = 0 OR m <= churn_month))` },
    { name: 'TR2 self-initiated transactions after leaving', target: 0, within: 0, got: sql`SELECT count() AS got FROM (SELECT cust_id, ts, channel FROM txn WHERE channel != 'AUTO') AS t INNER JOIN (SELECT cust_id, churn_month FROM latent WHERE churned) AS l ON l.cust_id = t.cust_id WHERE toYear(fromUnixTimestamp64Milli(ts, 'Asia/Shanghai')) * 12 + toMonth(fromUnixTimestamp64Milli(ts, 'Asia/Shanghai')) - 24288 > churn_month AND t.cust_id NOT IN (SELECT concat('C', leftPad(toString(cust), 8, '0')) FROM ring)` },
    { name: 'TR4 purchases in the transactions over those drawn', target: 1, within: 0.005, got: sql`SELECT (SELECT count() FROM txn WHERE memo_class = 'PURCHASE') / (SELECT sum(length(buy_days)) FROM latent) AS got` },
    count('TR5 rings with transfers', 0, sql`SELECT 14 - uniqExact(ring) AS got FROM ring`),
    { name: 'TR5 stolen-card transactions, % of payments', target: 0.15, within: 0.05, from: 5000, got: sql`SELECT 100 * (SELECT countIf(mark = 'CARD_FRAUD') FROM flagged) / (SELECT countIf(type IN ('QUICKPAY', 'POS')) FROM txn) AS got` },
    count('TR5 harmless look-alikes', 1500, sql`SELECT uniqExactIf(cust, mark = 'LOOK_ALIKE') AS got FROM flagged`),
    count('TR6 mis-tagged investors', 600, sql`SELECT countIf(fixed_role = 'HIDDEN') AS got FROM latent`),
    count('TR6 careful look-alikes', 350, sql`SELECT countIf(fixed_role = 'CAREFUL') AS got FROM latent`, 0.25),
    count('TR6 noise', 100, sql`SELECT countIf(fixed_role = 'NOISE') AS got FROM latent`, 0.35),
    { name: 'TR6 of them with anything above R2', target: 0, within: 0, got: sql`SELECT count() AS got FROM position AS p INNER JOIN product AS g ON g.product_id = p.product_id WHERE p.cust_id IN (SELECT cust_id FROM latent WHERE fixed_role != '') AND risk_level NOT IN ('R1', 'R2', '')` },
    { name: 'TR8 assets of BR04 in July 2025, %', target: -6.2, within: 3, from: 40_000, got: sql`SELECT 100 * (sumIf(end, month = '2025-07-31') / sumIf(end, month = '2025-06-30') - 1) AS got FROM aum_month WHERE cust_id IN (SELECT cust_id FROM latent WHERE branch = 4)` },
    { name: 'TR8 rise of BR01 by its two large customers, points of its assets', target: 6, within: 2.5, from: 20_000, got: sql`SELECT 100 * (sumIf(end, month = '2025-07-31' AND cust_id IN (SELECT cust_id FROM riser)) - sumIf(end, month = '2025-06-30' AND cust_id IN (SELECT cust_id FROM riser))) / sumIf(end, month = '2025-06-30') AS got FROM aum_month WHERE cust_id IN (SELECT cust_id FROM latent WHERE branch = 1)` },
    { name: 'TR12 not moved by benefits %', target: 30, within: 1.5, from: 5000, got: sql`SELECT 100 * avg(benefit_face = 0) AS got FROM latent` },
    { name: 'TR13 persons with two or three numbers %', target: 2.5, within: 0.3, got: sql`SELECT 100 * countIf(n > 1) / count() AS got FROM (SELECT person, count() AS n FROM latent GROUP BY person)` },
    { name: 'TR13 pairs that share a document or a mobile and birth date %', target: 96, within: 4, from: 5000, got: sql`SELECT 100 * avg(a.id_no = b.id_no AND a.id_no != '' OR a.mobile = b.mobile AND a.birth_date = b.birth_date) AS got FROM (SELECT c.*, l.person FROM customer AS c INNER JOIN latent AS l USING cust_id WHERE l.is_alias) AS a INNER JOIN (SELECT c.*, l.person FROM customer AS c INNER JOIN latent AS l USING cust_id WHERE NOT l.is_alias) AS b ON a.person = b.person` },
    { name: 'TR13 recycled mobiles, % of persons', target: 0.3, within: 0.12, from: 20_000, got: sql`SELECT 100 * countIf(n > 1) / count() AS got FROM (SELECT mobile, uniqExact(person) AS n FROM customer INNER JOIN latent USING cust_id GROUP BY mobile)` },
    { name: 'TR14 bad clients %', target: 4.5, within: 2, from: 20_000, got: sql`SELECT 100 * avg(is_bad) AS got FROM ent WHERE is_client` },
    { name: 'TR15 e-invoice amounts after the unit change over before', target: 100, within: 15, got: sql`SELECT medianIf(e_invoice_amt, as_of >= '2025-03-31') / medianIf(e_invoice_amt, as_of < '2025-03-31') AS got FROM sme_feature` },
    { name: 'TR15 last day of the stale group statistics is 2025-09-30', target: 0, within: 0, got: sql`SELECT dateDiff('day', max(date), toDate32('2025-09-30')) AS got FROM wecom_group_stat` },
  ]
}
