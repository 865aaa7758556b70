import { query, sql, type Sql } from '#kernel/sql'
import { SEASON } from '../calendar.js'
import type { Chance } from '../chance.js'
import type { Engine } from '../engine.js'
import { ARCHETYPES } from '../parameters/archetype.js'
import { ANOMALY, BENEFIT, CAR, DECAY_DAYS, HAZARD, MIS_TAGGED, PAY, RATING, RESEARCH, SPENDING, VALUES } from '../parameters/marginal.js'
import { TIERS } from '../parameters/tier.js'
import { OFF_SHELF } from '../parameters/product.js'
import { STALE_GROUP_STATS } from '../tables/bank-tables.js'
import { UNIT_CHANGE } from '../tables/enterprise-tables.js'

/** Truth tables of a chunk: the latent customers, every purchase with its day, and the pairs of numbers of one person. */
export function chunkTruths(): Readonly<Record<string, Sql>> {
  return {
    truth_latent: sql`SELECT * FROM latent_customer ORDER BY cust`,
    truth_position: sql`SELECT position_id, cust, category, lane, cycle, principal, opened, matures, ends, status, is_purchase, product_id, earned FROM valued_position ORDER BY position_id`,
    truth_identity: sql`SELECT concat('PERSON', leftPad(toString(person), 8, '0')) AS person_id, cust_id, is_alias FROM latent_customer ORDER BY cust`,
    truth_riser: sql`SELECT concat('C', leftPad(toString(cust), 8, '0')) AS cust_id FROM demand_plan WHERE rises ORDER BY cust_id`,
    truth_spending: sql`SELECT cust_id, spend_month, payroll, pay_amount, is_parent, gender, age, main_bank, spend_driver FROM latent_customer ORDER BY cust`,
  }
}

/** Truth tables of the whole bank. */
export function bankTruths(chance: Chance): Readonly<Record<string, Sql>> {
  const { uniform, hash } = chance
  return {
    truth_flagged_txn: sql`SELECT cust, m, ts, type, dir, amount, toString(mark) AS mark, txn_id FROM flag ORDER BY txn_id`,
    truth_ring: sql`SELECT * FROM ring_transfer ORDER BY ring, ts, cust`,
    truth_enterprise: sql`SELECT *, concat('EN', leftPad(toString(ent + 1), 6, '0')) AS id FROM enterprise_latent ORDER BY ent`,
    truth_group: sql`SELECT ent, hidden_group, place, holder FROM group_member ORDER BY hidden_group, place`,
    truth_prospect: sql`
      SELECT ent_id, spoke_of > 0 AS supplies_client, hidden_group > 0 AS in_group, -3.2 + 2 * supplies_client + 1.6 * in_group + 0.4 * z_growth AS logit, ${uniform('converts', sql`ent`)} < 1 / (1 + exp(0 - logit)) AS converts
      FROM enterprise_latent WHERE NOT is_client AND (spoke_of > 0 OR hidden_group > 0 OR ${hash('prospect', sql`ent`)} % 20 = 0) ORDER BY ${hash('prospect order', sql`ent`)} LIMIT 300`,
  }
}

/** What TR8 came to in this bank, measured: shares of BR04's assets of June 2025, in percent. */
async function measuredAnomaly(engine: Engine): Promise<unknown> {
  const rows = await engine.rows(query<Record<string, string>>(sql`
    SELECT round(100 * sumIf(after - before, branch = ${ANOMALY.branch}) / sumIf(before, branch = ${ANOMALY.branch}), 3) AS branch_change,
      round(100 * sumIf(after - before, branch = ${ANOMALY.branch} AND follows_manager) / sumIf(before, branch = ${ANOMALY.branch}), 3) AS manager_left,
      round(100 * sumIf(after - before, branch = ${ANOMALY.branch} AND in_wave) / sumIf(before, branch = ${ANOMALY.branch}), 3) AS unrolled_wave,
      round(100 * sumIf(after - before, branch = ${ANOMALY.riseBranch}) / sumIf(before, branch = ${ANOMALY.riseBranch}), 3) AS rise_branch_change
    FROM anomaly`))
  return rows[0] ?? null
}

/** truth.json: the seed, every parameter, and what was measured of the planted truths. */
export async function truthDocument(engine: Engine, seed: number, customers: number): Promise<Record<string, unknown>> {
  return {
    seed, customers,
    TR1: { archetypes: ARCHETYPES.map((each, at) => ({ archetype: at + 1, ...each })) },
    TR2: { hazard: HAZARD, tierShift: TIERS.map((tier) => ({ tier: tier.code, shift: tier.churnShift })), decayDays: DECAY_DAYS, note: 'hazard[m] of truth_latent is the monthly chance for those with no purchase planned later; churn_month is the first month hit' },
    TR4: { archetypes: ARCHETYPES.map((each, at) => ({ archetype: at + 1, bgNbd: each.purchase, gammaGamma: { p: 4, q: 3, mean: each.ticket } })), purchase: 'txn of type WEALTH_BUY or FUND_BUY with memo_class PURCHASE; the clock starts at the later of open_date and 2024-01-01' },
    TR5: { tables: ['truth_ring', 'truth_flagged_txn'], marks: ['RING_*', 'CARD_FRAUD', 'LOOK_ALIKE'] },
    TR6: { ...MIS_TAGGED, column: 'fixed_role' },
    TR8: { ...ANOMALY, measured: await measuredAnomaly(engine), offShelf: OFF_SHELF },
    TR12: { ...BENEFIT, column: 'benefit_face' },
    TR13: { table: 'truth_identity', familyDevices: 0.01, recycledMobiles: 0.003 },
    TR14: { tables: ['truth_enterprise', 'truth_group', 'truth_prospect'] },
    TR15: { unitChange: { table: 'sme_feature', column: 'e_invoice_amt', from: UNIT_CHANGE }, stale: { table: 'wecom_group_stat', last: STALE_GROUP_STATS }, drifting: { table: 'sme_feature', column: 'night_share' } },
    TR16: { column: 'dormant_cause' },
    TR17: { table: 'truth_spending', coefficients: SPENDING },
    TR19: SEASON,
    pay: PAY, rating: RATING, car: { ...CAR, column: 'car_owner' }, values: { ...VALUES, ...RESEARCH, column: 'value_type' },
  }
}
