import { sql } from '#kernel/sql'
import { pickText, type Chance } from '../chance.js'
import { TODAY } from '../calendar.js'
import { DAY_MS, ZONE_MS } from '../flows/flow.js'
import { columnsOf, type Output } from './output.js'
import { researchConsents, valuesSurvey } from './research-tables.js'
import { LOBBY_ID, MANAGER_ID } from '../parameters/place.js'

const CUST = sql`cust`
const PERSON = sql`person`
const END = sql`(toInt64(toInt32(toDate32(${TODAY})) + 1) * ${DAY_MS} - ${ZONE_MS} - 1)`
const dayMs = (day: ReturnType<typeof sql>) => sql`(toInt64(toInt32(${day})) * ${DAY_MS} - ${ZONE_MS})`

/** Consents by purpose and how a customer wants to be spoken to. */
export function consentOutputs(chance: Chance): Output[] {
  const { uniform } = chance
  const given = sql`greatest(${dayMs(sql`open_date`)} + 36000000, ${dayMs(sql`toDate32('2022-01-01')`)} + toInt64(floor(80000000000 * ${uniform('consent day', CUST, sql`purpose`)})))`
  return [
    {
      table: 'consent', mode: 'append', order: ['consent_id'], columns: columnsOf('consent_id cust_id purpose channel granted separate version evidence_ref', '', 'ts withdrawn_ts'),
      select: sql`
        SELECT consent_id, cust_id, purpose, channel, granted, separate, version, evidence_ref, ts, withdrawn_ts FROM (
        SELECT concat('CO', leftPad(toString(cust), 8, '0'), substring(purpose, 1, 3)) AS consent_id, cust_id, purpose, '' AS channel,
          multiIf(purpose = 'SERVICE', true, purpose = 'MARKETING', marketing_consent OR consent_withdrawn, purpose = 'PROFILING', NOT personalised_off, ${uniform('other consent', CUST, sql`purpose`)} < 0.45) AS granted,
          purpose IN ('SENSITIVE_PI', 'THIRD_PARTY_SHARE', 'CREDIT') AS separate, 'V3' AS version, concat('ev-', toString(cust)) AS evidence_ref, least(${given}, ${END} - 86400000 * 40) AS ts_drawn, greatest(ts_drawn, ${dayMs(sql`open_date`)} + 36000000) AS ts,
          if(purpose = 'MARKETING' AND consent_withdrawn, least(${END}, ts + 86400000 + toInt64(floor((${END} - ts - 86400000) * ${uniform('withdrawn', CUST)}))), NULL) AS withdrawn_ts
        FROM latent_customer ARRAY JOIN ['SERVICE', 'MARKETING', 'PROFILING', 'SENSITIVE_PI', 'THIRD_PARTY_SHARE', 'CREDIT'] AS purpose
        WHERE purpose IN ('SERVICE', 'PROFILING') OR purpose = 'MARKETING' AND (marketing_consent OR consent_withdrawn OR cust % 2 = 0) OR purpose = 'CREDIT' AND (holds_consumer OR holds_mortgage OR holds_card) OR purpose IN ('SENSITIVE_PI', 'THIRD_PARTY_SHARE') AND has_app AND cust % 4 = 0)
        UNION ALL ${researchConsents(chance)}`,
    },
    {
      table: 'contact_pref', mode: 'upsert', order: ['cust_id'], columns: columnsOf('cust_id do_not_contact dnc_channels personalised_off quiet_from quiet_to lang elder_mode preferred_channel source'),
      select: sql`
        SELECT cust_id, do_not_contact, multiIf(${uniform('no calls', CUST)} < 0.05, 'CALL', ${uniform('no sms', CUST)} < 0.04, 'SMS', '') AS dnc_channels, personalised_off, '21:30' AS quiet_from, '08:30' AS quiet_to, 'zh' AS lang, app_mode = 'ELDER' AS elder_mode,
          multiIf(wecom, 'WECOM', has_app, 'PUSH', 'SMS') AS preferred_channel, 'CORE' AS source
        FROM latent_customer WHERE NOT closed`,
    },
    {
      table: 'risk_rating', mode: 'append', order: ['rating_id'], columns: columnsOf('rating_id cust_id rating score assessed_at expire_at channel'),
      select: sql`
        SELECT concat('RR', leftPad(toString(cust), 8, '0'), toString(nth)) AS rating_id, cust_id, concat('C', toString(if(nth = 1, greatest(1, stated - toUInt8(cust % 3 = 0)), stated))) AS rating, toUInt8(stated * 18 + cust % 10) AS score,
          if(nth = 1, rated_on - 400, rated_on) AS assessed_at, assessed_at + 365 AS expire_at, if(has_app, 'APP', 'COUNTER') AS channel
        FROM (SELECT cust, cust_id, rating AS stated, rated_on, has_app, open_date FROM latent_customer WHERE has_rating AND rating > 0) ARRAY JOIN [1, 2] AS nth WHERE (nth = 2 OR rated_on - 400 > open_date)`,
    },
  ]
}

/** WeCom friends, referrals. */
export function tieOutputs(chance: Chance, customers: number): Output[] {
  const { uniform, hash, choice } = chance
  return [
    {
      table: 'wecom_contact', mode: 'upsert', order: ['emp_id', 'ext_id'], columns: columnsOf('emp_id ext_id cust_id add_way channel_qr deleted_by', '', 'add_ts deleted_ts'),
      select: sql`
        SELECT if(manager > 0, ${MANAGER_ID}, ${LOBBY_ID}) AS emp_id, concat('wm', lower(hex(${hash('wecom id', PERSON)}))) AS ext_id, cust_id,
          greatest(${dayMs(sql`open_date`)}, ${dayMs(sql`toDate32('2023-01-01')`)}) + 43200000 AS start, start + toInt64(floor(greatest(0, ${END} - start) * ${uniform('added', CUST)})) AS add_ts,
          ${pickText(['QR', 'CARD', 'SEARCH', 'GROUP'], choice([55, 25, 12, 8], 'add way', CUST))} AS add_way, concat('qr-', sub_id) AS channel_qr,
          if(${uniform('deleted', CUST)} < if(churned, 0.35, 0.06), least(${END}, add_ts + 86400000 + toInt64(floor((${END} - add_ts) * ${uniform('deleted at', CUST)}))), NULL) AS deleted_ts, if(deleted_ts IS NULL, '', if(cust % 10 = 0, 'EMP', 'CUST')) AS deleted_by
        FROM latent_customer WHERE wecom AND NOT is_alias`,
    },
    {
      table: 'referral', mode: 'append', order: ['ref_id'], columns: columnsOf('ref_id cust_id to_cust code stage', 'reward', 'ts'),
      select: sql`
        SELECT concat('RF', leftPad(toString(cust), 8, '0')) AS ref_id, concat('C', leftPad(toString(${hash('referrer', CUST)} % ${customers}), 8, '0')) AS cust_id, cust_id_own AS to_cust, concat('inv', toString(cust % 9973)) AS code, 'OPENED' AS stage,
          2000 + 1000 * (cust % 4) AS reward, ${dayMs(sql`open_date`)} + 50000000 AS ts
        FROM (SELECT cust, cust_id AS cust_id_own, open_date FROM latent_customer WHERE open_month > 0 AND ${uniform('referred', CUST)} < 0.12)
        WHERE cust_id != cust_id_own`,
    },
  ]
}

/** What customers complained of, asked for and answered. */
export function voiceOutputs(chance: Chance): Output[] {
  const { uniform, normal, choice } = chance
  const MONTH = [sql`cust`, sql`m`] as const
  const at = (stream: string) => sql`(toInt64(toInt32(addMonths(toDate32('2023-12-01'), m))) * ${DAY_MS} + toInt64(floor(28 * ${DAY_MS} * ${uniform(stream, ...MONTH)})))`
  // Some customers tell in a talk about their plans what they have elsewhere, in thousands of yuan and not to the yuan (C03).
  const toldElsewhere = sql`
        SELECT concat('SW', leftPad(toString(cust), 8, '0')) AS response_id, cust_id, 'CUSTOM' AS type, 'OUTSIDE_ASSETS' AS node, toUInt32(round(outside_assets / 100000 * exp(0.15 * ${normal('told', CUST)}))) AS score, '' AS verbatim, ${at('told day')} AS ts
        FROM (SELECT *, toUInt8(greatest(open_month, 1) + floor((24 - greatest(open_month, 1)) * ${uniform('told month', CUST)})) AS m FROM latent_customer WHERE open_month < 24 AND ${uniform('tells', CUST)} < 0.08)
        WHERE m > open_month AND (churn_month = 0 OR m < churn_month)`
  return [
    {
      table: 'complaint', mode: 'upsert', order: ['complaint_id'], columns: columnsOf('complaint_id cust_id channel topic severity satisfied', '', 'ts closed_ts'),
      select: sql`
        SELECT concat('CP', leftPad(toString(cust), 8, '0'), leftPad(toString(m), 2, '0')) AS complaint_id, cust_id, ${at('complaint day')} AS ts, ${pickText(['HOTLINE', 'APP', 'COUNTER'], choice([60, 25, 15], 'complaint channel', ...MONTH))} AS channel,
          ${pickText(['FEE', 'CALLS', 'APP_FAULT', 'LOAN', 'WEALTH', 'SERVICE'], choice([22, 20, 18, 12, 10, 18], 'topic', ...MONTH))} AS topic, ${choice([45, 35, 15, 5], 'severity', ...MONTH)} AS severity,
          if(m = 24, NULL, ts + toInt64(floor(12 * ${DAY_MS} * ${uniform('closed after', ...MONTH)}))) AS closed_ts, ${uniform('satisfied', ...MONTH)} < 0.55 AS satisfied
        FROM latent_customer ARRAY JOIN complaint_in AS did, range(1, 25) AS m WHERE did AND m > open_month`,
    },
    {
      table: 'service_ticket', mode: 'upsert', order: ['ticket_id'], columns: columnsOf('ticket_id cust_id channel intent bot_contained first_resp_s resolved_s fcr', '', 'ts'),
      select: sql`
        SELECT concat('TK', leftPad(toString(cust), 8, '0'), leftPad(toString(m), 2, '0')) AS ticket_id, cust_id, ${at('ticket day')} AS ts, ${pickText(['HOTLINE', 'APP_CHAT', 'COUNTER'], choice([40, 48, 12], 'ticket channel', ...MONTH))} AS channel,
          ${pickText(['BALANCE', 'TRANSFER', 'CARD', 'LOAN', 'PRODUCT', 'FEE', 'PASSWORD'], choice([20, 22, 18, 10, 12, 8, 10], 'intent', ...MONTH))} AS intent, channel = 'APP_CHAT' AND ${uniform('bot', ...MONTH)} < 0.62 AS bot_contained,
          toUInt32(if(bot_contained, 2, 15 * exp(0.8 * ${normal('first response', ...MONTH)}))) AS first_resp_s, toUInt32(first_resp_s + 180 * exp(0.9 * ${normal('resolved', ...MONTH)})) AS resolved_s, ${uniform('first contact', ...MONTH)} < 0.74 AS fcr
        FROM latent_customer ARRAY JOIN txn_drawn AS n, range(1, 25) AS m WHERE m > open_month AND n > 0 AND ${uniform('asks', ...MONTH)} < 0.02 + 0.1 * complaint_in[m]`,
    },
    {
      table: 'survey_response', mode: 'append', order: ['response_id'], columns: columnsOf('response_id cust_id type node score verbatim', '', 'ts'),
      select: sql`
        SELECT response_id, cust_id, type, node, toUInt32(score) AS score, verbatim, ts FROM (
        SELECT concat('SV', leftPad(toString(cust), 8, '0'), leftPad(toString(m), 2, '0')) AS response_id, cust_id, ${pickText(['NPS', 'CSAT', 'CES'], choice([60, 28, 12], 'survey', ...MONTH))} AS type,
          ${pickText(['APP_LOGIN', 'TRANSFER', 'COUNTER', 'BUY', 'HOTLINE'], choice([34, 22, 14, 16, 14], 'node', ...MONTH))} AS node,
          multiIf(complaint90[m] OR complaint_in[m], 3.2, churn_month > 0 AND churn_month - m BETWEEN 0 AND 3, 5.4, main_bank, 8.4, 7.4) + 1.9 * ${normal('score', ...MONTH)} AS felt,
          toUInt8(if(type = 'NPS', least(10, greatest(0, round(felt))), least(5, greatest(1, round(felt / 2))))) AS score,
          if(${uniform('writes', ...MONTH)} < 0.3, multiIf(felt < 5, ${pickText(['排队太久', 'APP 总是闪退', '电话太多了', '手续费不清楚', '利率不如别家'], choice([20, 22, 24, 14, 20], 'words', ...MONTH))}, felt < 8, ${pickText(['一般', '还可以', '希望活动多一些'], choice([40, 40, 20], 'words', ...MONTH))}, ${pickText(['很方便', '客户经理很专业', '界面清楚'], choice([40, 35, 25], 'words', ...MONTH))}), '') AS verbatim,
          ${at('survey day')} AS ts
        FROM latent_customer ARRAY JOIN logins AS n, range(1, 25) AS m WHERE m > open_month AND n > 0 AND ${uniform('answers survey', ...MONTH)} < 0.04)
        UNION ALL ${toldElsewhere}
        UNION ALL ${valuesSurvey(chance)}`,
    },
  ]
}
