import { sql, type Sql } from '#kernel/sql'
import { benefitRows } from '../generator/tables/bank-tables.js'
import type { Chance } from '../generator/chance.js'

const CUST = sql`cust`
/** TR12: faces offered in the benefit experiment, drawn evenly. */
export const FACES = [0, 5, 8, 12, 18, 28, 48] as const
const EXPERIMENT = { start: '2025-09-15', days: 45 } as const

const instant = (day: Sql, hours: Sql) => sql`toDateTime64(toDateTime(toDate(${day}), 'Asia/Shanghai') + toIntervalMinute(toUInt32(60 * ${hours})), 3, 'UTC')`

/** Rows of bank table participation: the treated with the app who looked, joined, completed, were rewarded. */
export function participationSelect(chance: Chance): Sql {
  const u = (name: string) => chance.uniform(`participation ${name}`, CUST, sql`campaign`)
  const at = (name: string, hours: number) => sql`view_ts + toIntervalMinute(toUInt32(60 * ${hours} * ${u(name)}))`
  const none = sql`CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))')`
  return sql`
    SELECT campaign AS campaign_id, cust_id, ${instant(sql`start + toInt32(20 * ${u('day')})`, sql`(9 + 12 * ${u('hour')})`)} AS view_ts,
      if(y = 1 OR ${u('joins')} < 0.35, toNullable(${at('join after', 2)}), ${none}) AS join_ts,
      if(join_ts IS NOT NULL AND (y = 1 OR ${u('completes')} < 0.4), toNullable(${at('complete after', 72)} + toIntervalHour(2)), ${none}) AS complete_ts,
      if(complete_ts IS NOT NULL AND y = 1, toNullable(complete_ts + toIntervalHour(24)), ${none}) AS reward_ts
    FROM campaign_member WHERE treated AND campaign LIKE 'CARD%' AND ${u('looks')} < 0.3`
}

/**
 * Rows of bank table benefit_issue: an experiment in which faces were drawn by chance; a customer uses a benefit when its
 * face is at least the least one that moves them, the insensitive only as often as everybody does anyway (TR12).
 */
export function benefitIssueSelect(chance: Chance): Sql {
  const u = (name: string) => chance.uniform(`benefit ${name}`, CUST)
  const benefits = benefitRows()
  const ids = benefits.map((row) => String(row['benefit_id']))
  const none = sql`CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))')`
  return sql`
    SELECT concat('BI', leftPad(toString(cust), 8, '0')) AS issue_id, ${ids}[1 + (face_at % ${ids.length})] AS benefit_id, cust_id, toInt64(if(used_ts IS NULL, 0, face * 100)) AS cost, issued_ts, claimed_ts, used_ts,
      if(used_ts IS NULL, toNullable(issued_ts + toIntervalDay(30)), ${none}) AS expired_ts
    FROM (
      SELECT cust, cust_id, toUInt8(floor(${u('issued face')} * ${FACES.length})) AS face_at, ${[...FACES]}[face_at + 1] AS face,
        ${instant(sql`toDate32(${EXPERIMENT.start}) + toInt32(${EXPERIMENT.days} * ${u('day')})`, sql`(9 + 12 * ${u('hour')})`)} AS issued_ts,
        (benefit_face > 0 AND face >= benefit_face AND ${u('moved')} < 0.6) OR ${u('anyway')} < 0.08 AS uses,
        if(uses OR ${u('claims')} < 0.25, toNullable(issued_ts + toIntervalHour(toUInt32(1 + 70 * ${u('claim')}))), ${none}) AS claimed_ts,
        if(uses, toNullable(claimed_ts + toIntervalHour(toUInt32(1 + 200 * ${u('use')}))), ${none}) AS used_ts
      FROM latent_customer WHERE has_app AND NOT churned AND marketing_consent AND ${u('in')} < 0.25
    )`
}
