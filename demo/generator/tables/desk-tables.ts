import { sql } from '#kernel/sql'
import type { Chance } from '../chance.js'
import { TODAY } from '../calendar.js'
import { DAY_MS, ZONE_MS } from '../flows/flow.js'
import { STALE_GROUP_STATS } from './bank-tables.js'
import { columnsOf, type Output } from './output.js'

/** Days of WeCom statistics kept. */
const STAT_DAYS = 180

/** WeCom by employee and by group and day (names as in the official interface); the groups' source has been stale since 2025-09-30 (TR15). */
export function wecomOutputs(chance: Chance): Output[] {
  const { uniform, normal } = chance
  const EMP = [sql`emp_id`, sql`day`] as const
  const CHAT = [sql`chat_id`, sql`day`] as const
  const date = sql`toDate32(${TODAY}) - toInt32(day)`
  return [
    { table: 'wecom_stat_daily', mode: 'append', order: ['emp_id', 'date'], columns: columnsOf('emp_id date chat_cnt message_cnt reply_percentage avg_reply_time negative_feedback_cnt new_apply_cnt new_contact_cnt'),
      select: sql`
        SELECT emp_id, ${date} AS date, toUInt32(greatest(0, round(14 * exp(0.4 * ${normal('chats', ...EMP)})))) AS chat_cnt, toUInt32(chat_cnt * (3 + 4 * ${uniform('messages', ...EMP)})) AS message_cnt, round(least(100, 72 + 18 * ${uniform('replied', ...EMP)}), 1) AS reply_percentage,
          round(4 + 22 * ${uniform('reply time', ...EMP)}, 1) AS avg_reply_time, toUInt32(${uniform('negative', ...EMP)} < 0.06) AS negative_feedback_cnt, toUInt32(floor(3 * ${uniform('applied', ...EMP)})) AS new_apply_cnt, toUInt32(floor(2.4 * ${uniform('new contacts', ...EMP)})) AS new_contact_cnt
        FROM (SELECT emp_id FROM employee WHERE role IN ('RM', 'LOBBY') AND leave_date IS NULL) AS who CROSS JOIN (SELECT toUInt16(number) AS day FROM numbers(${STAT_DAYS})) AS days WHERE toDayOfWeek(date) < 6` },
    { table: 'wecom_group_stat', mode: 'append', order: ['chat_id', 'date'], columns: columnsOf('chat_id date member_cnt msg_cnt active_member_cnt join_cnt leave_cnt'),
      select: sql`
        SELECT chat_id, ${date} AS date, toUInt32(40 + cityHash64(chat_id) % 160 + intDiv(${STAT_DAYS} + 100 - day, 6)) AS member_cnt, toUInt32(greatest(0, round(18 * exp(0.7 * ${normal('group messages', ...CHAT)})))) AS msg_cnt, toUInt32(least(member_cnt, round(msg_cnt * (0.2 + 0.4 * ${uniform('group active', ...CHAT)})))) AS active_member_cnt,
          toUInt32(floor(2.2 * ${uniform('joins', ...CHAT)})) AS join_cnt, toUInt32(floor(1.6 * ${uniform('leaves group', ...CHAT)})) AS leave_cnt
        FROM wecom_group AS who CROSS JOIN (SELECT toUInt16(number) AS day FROM numbers(${STAT_DAYS + 100})) AS days WHERE date <= toDate32(${STALE_GROUP_STATS})` },
  ]
}

/** What the risk desk's rules flagged: some ring members, stolen cards, and harmless look-alikes; not the truth. */
export function alertOutput(chance: Chance): Output {
  const { uniform } = chance
  const EACH = [sql`cust`, sql`mark`] as const
  return {
    table: 'alert', mode: 'upsert', order: ['alert_id'], columns: columnsOf('alert_id cust_id kind score rule_hits status analyst label', '', 'ts'),
    select: sql`
      SELECT concat('AL', leftPad(toString(cust), 8, '0'), substring(toString(mark), 1, 3)) AS alert_id, concat('C', leftPad(toString(cust), 8, '0')) AS cust_id, if(mark = 'CARD_FRAUD', 'FRAUD', 'AML') AS kind,
        least(${sql`(toInt64(toInt32(toDate32(${TODAY})) + 1) * ${DAY_MS} - ${ZONE_MS} - 1)`}, max(flag_ts) + 3600000) AS ts, round(0.35 + 0.6 * ${uniform('alert score', ...EACH)}, 3) AS score,
        multiIf(mark = 'CARD_FRAUD', 'NEW_DEVICE,NIGHT', mark = 'RING_STRUCTURING', 'BELOW_THRESHOLD', 'FAN,FAST_IN_OUT') AS rule_hits,
        if(cust % 3 = 0, 'OPEN', 'CLOSED') AS status, concat('E', toString(111 + cust % 4)) AS analyst, if(cust % 3 = 0, NULL, mark NOT IN ('LOOK_ALIKE')) AS label
      FROM flag GROUP BY cust, mark HAVING ${uniform('flagged', ...EACH)} < multiIf(mark = 'CARD_FRAUD', 0.5, mark = 'LOOK_ALIKE', 0.12, 0.4)`,
  }
}
