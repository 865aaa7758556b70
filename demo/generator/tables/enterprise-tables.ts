import { sql } from '#kernel/sql'
import { pickText, type Chance } from '../chance.js'
import { TODAY } from '../calendar.js'
import { entId } from '../latent/enterprise.js'
import { ENTERPRISE_TRADES, ENTERPRISE_WORDS } from '../parameters/name.js'
import { columnsOf, type Output } from './output.js'

const ENT = sql`ent`

/** TR15: from this quarter the e-invoice feed is in fen where it was in yuan; night_share drifts all along. */
export const UNIT_CHANGE = '2025-03-31'

/** Enterprises by name. */
export function enterpriseOutput(chance: Chance): Output {
  const { hash } = chance
  const word = (stream: string) => pickText(ENTERPRISE_WORDS, sql`1 + ${hash(stream, ENT)} % ${ENTERPRISE_WORDS.length}`)
  return {
    table: 'enterprise', mode: 'upsert', order: ['ent_id'], columns: columnsOf('ent_id name uscc industry_code reg_date region staff_band is_client open_date rm_emp_id rating', 'reg_capital annual_flow'),
    select: sql`
      SELECT *, concat(${pickText(['深圳', '广州', '上海', '杭州', '成都', '武汉'], sql`branch`)}, ${word('ent word 1')}, ${word('ent word 2')}, toString(ent % 1000), ${pickText(ENTERPRISE_TRADES, sql`1 + ${hash('trade', ENT)} % ${ENTERPRISE_TRADES.length}`)}, '有限公司') AS name,
        concat('99', leftPad(toString(ent), 16, '0')) AS uscc, multiIf(staff < 10, 'MICRO', staff < 100, 'SMALL', 'MEDIUM') AS staff_band, if(is_client, least(reg_date + 200, toDate32(${TODAY}) - 10), NULL) AS open_date,
        if(is_client AND ent % 4 < 2, concat('E', toString(1000 + sub * 10 + 1)), '') AS rm_emp_id, if(is_client, multiIf(bad_logit > -1.5, 'B', bad_logit > -3, 'BB', bad_logit > -4.5, 'A', 'AA'), '') AS rating
      FROM enterprise_latent`,
  }
}

/** How enterprises hang together (TR14). Shares are 0 to 1, supplies and transfers in fen. */
export function relationOutput(chance: Chance, enterprises: number): Output {
  const { uniform, hash, exponential } = chance
  const id = entId
  const PAIR = [sql`ent`, sql`k`] as const
  return {
    table: 'ent_relation', mode: 'upsert', order: ['src', 'dst', 'type'], columns: columnsOf('src dst type weight since last source'),
    select: sql`
      SELECT src, dst, type, any(weight_drawn) AS weight, any(since_drawn) AS since, any(last_drawn) AS last, any(source_drawn) AS source FROM (
        SELECT ${id(sql`holder`)} AS src, ${id(sql`ent`)} AS dst, 'SHAREHOLD' AS type, round(0.51 + 0.4 * ${uniform('share', ENT)}, 4) AS weight_drawn, reg_date AS since_drawn, toDate32(${TODAY}) AS last_drawn, 'REGISTRY' AS source_drawn FROM group_member WHERE place > 1
        UNION ALL
        SELECT ${id(sql`next`)} AS src, ${id(sql`ent`)} AS dst, 'GUARANTEE' AS type, toFloat64(intDiv(annual_flow, 10)) AS weight_drawn, toDate32('2023-06-30') AS since_drawn, toDate32(${TODAY}) AS last_drawn, 'INTERNAL' AS source_drawn FROM circle_member WHERE next != ent
        UNION ALL
        SELECT ${id(sql`ent`)} AS src, ${id(sql`(spoke_of - 1) * 5`)} AS dst, 'SUPPLY' AS type, toFloat64(toInt64(annual_flow * (0.35 + 0.4 * ${uniform('supply', ENT)}))) AS weight_drawn, reg_date AS since_drawn, toDate32(${TODAY}) AS last_drawn, if(is_client, 'INTERNAL', 'REGISTRY') AS source_drawn FROM enterprise_latent WHERE spoke_of > 0 AND ent != (spoke_of - 1) * 5
        UNION ALL
        SELECT ${id(sql`ent`)} AS src, ${id(sql`other`)} AS dst, type_drawn AS type, if(type_drawn = 'TRANSFER', toFloat64(toInt64(annual_flow * 0.02 * ${exponential('transfer', ...PAIR)})), 1.) AS weight_drawn, toDate32('2024-02-01') AS since_drawn, toDate32(${TODAY}) - toInt32(ent % 90) AS last_drawn, if(type_drawn = 'TRANSFER', 'INTERNAL', 'REGISTRY') AS source_drawn
        FROM (SELECT *, k, toUInt32(${hash('relation', sql`ent`, sql`k`)} % ${enterprises}) AS other, multiIf(k = 0 AND ent % 10 = 0, 'SAME_ADDRESS', k = 1 AND ent % 3 = 0, 'EXEC', k = 2 AND ent % 6 = 0, 'SUPPLY', 'TRANSFER') AS type_drawn FROM enterprise_latent ARRAY JOIN range(0, 4) AS k WHERE is_client OR k = 3 AND ent % 3 = 0 OR k < 2 AND ent % 4 = 3)
        WHERE other != ent AND NOT (type_drawn = 'SUPPLY' AND spoke_of > 0)
        UNION ALL
        SELECT concat('C', leftPad(toString(cust), 8, '0')) AS src, ${id(sql`ent`)} AS dst, 'LEGAL_PERSON' AS type, 1. AS weight_drawn, toDate32('2022-01-01') AS since_drawn, toDate32(${TODAY}) AS last_drawn, 'REGISTRY' AS source_drawn FROM all_owner
      ) GROUP BY src, dst, type`,
  }
}

/** Members of the hidden groups in a binary tree under the controller, and of the guarantee circles in a ring. */
export const groupMembers = sql`
  SELECT ent, hidden_group, reg_date, row_number() OVER (PARTITION BY hidden_group ORDER BY ent) AS place,
    arrayElement(groupArray(ent) OVER (PARTITION BY hidden_group ORDER BY ent ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), greatest(1, intDiv(place, 2))) AS holder
  FROM enterprise_latent WHERE hidden_group > 0`
export const circleMembers = sql`
  SELECT ent, guarantee_circle, annual_flow, row_number() OVER w AS place, count() OVER (PARTITION BY guarantee_circle) AS size,
    arrayElement(groupArray(ent) OVER (PARTITION BY guarantee_circle ORDER BY ent ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), 1 + place % size) AS next
  FROM enterprise_latent WHERE guarantee_circle > 0 WINDOW w AS (PARTITION BY guarantee_circle ORDER BY ent)`

/** Quarterly features of client enterprises; they carry the true risk with noise. */
export function featureOutput(chance: Chance): Output {
  const { uniform, normal } = chance
  const EACH = [sql`ent`, sql`q`] as const
  const n = (stream: string) => normal(stream, ...EACH)
  const u = (stream: string) => uniform(stream, ...EACH)
  return {
    table: 'sme_feature', mode: 'append', order: ['ent_id', 'as_of'],
    columns: columnsOf('ent_id as_of flow_cv flow_growth inflow_parties outflow_parties tax_grade e_invoice_cnt pos_cnt owner_age years staff lawsuits guarantee_deg supplier_conc buyer_conc dpd_max_12m dpd_cnt_12m util night_share', 'flow_12m flow_3m tax_12m e_invoice_amt pos_amt owner_aum balance_avg_3m'),
    select: sql`
      SELECT ent_id, toLastDayOfMonth(addMonths(toDate32('2024-03-01'), q * 3)) AS as_of, greatest(0.1, years_now - (7 - q) / 4) AS years, staff,
        toInt64(annual_flow * exp(0.05 * (q - 7) * (0.4 + 0.3 * z_growth) + 0.05 * ${n('flow 12')})) AS flow_12m, toInt64(flow_12m * (0.25 + 0.03 * ${n('flow 3')})) AS flow_3m,
        round(exp(-1.1 + 0.35 * z_cv + 0.08 * ${n('cv')}), 4) AS flow_cv, round(0.06 + 0.16 * z_growth + 0.03 * ${n('growth')}, 4) AS flow_growth, toUInt32(5 + 3 * scale + 4 * ${u('in parties')}) AS inflow_parties, toUInt32(4 + 2 * scale + 4 * ${u('out parties')}) AS outflow_parties,
        multiIf(bad_logit < -5, 'A', bad_logit < -3.6, 'B', bad_logit < -2, 'C', 'M') AS tax_grade, toInt64(flow_12m * (0.018 + 0.004 * ${u('tax')})) AS tax_12m,
        toInt64(flow_12m * (0.5 + 0.2 * ${u('invoices')})) * if(as_of >= toDate32(${UNIT_CHANGE}), 100, 1) AS e_invoice_amt, toUInt32(20 + 10 * scale) AS e_invoice_cnt, toUInt32(if(ent % 2 = 0, 200 * scale, 0)) AS pos_cnt, toInt64(pos_cnt * 15000) AS pos_amt,
        toUInt8(30 + ent % 29) AS owner_age, toInt64(annual_flow / 30) AS owner_aum, toUInt8(greatest(0, round(z_law + 0.3 * ${n('law')} - 0.4))) AS lawsuits,
        toUInt8(if(guarantee_circle > 0, 2, toUInt8(${u('guarantees')} < 0.1))) AS guarantee_deg, round(least(0.98, greatest(0.05, if(spoke_of > 0, 0.3, 0.25) + 0.1 * z_conc)), 4) AS supplier_conc, round(least(0.98, greatest(0.05, if(spoke_of > 0, 0.6, 0.3) + 0.12 * z_conc)), 4) AS buyer_conc,
        toUInt16(greatest(0, round(6 * z_dpd + 2 * ${n('dpd')} - 3))) AS dpd_max_12m, toUInt8(ceil(dpd_max_12m / 8)) AS dpd_cnt_12m, round(least(1, greatest(0, 0.5 + 0.14 * z_dpd + 0.08 * ${n('util')})), 4) AS util,
        round(0.05 + 0.012 * q + 0.02 * ${u('night')}, 4) AS night_share, toInt64(flow_3m * (0.08 + 0.02 * ${u('balance')})) AS balance_avg_3m
      FROM (SELECT *, years AS years_now, toUInt8(quarter) AS q FROM enterprise_latent ARRAY JOIN range(0, 8) AS quarter WHERE is_client)`,
  }
}

