import { identifier, join, sql, type Sql } from '#kernel/sql'
import { MONTHS } from '../generator/calendar.js'
import type { Added, Part, Stage } from '../generator/parts.js'
import { columnsOf } from '../generator/tables/output.js'
import { campaignRows, iteTruth, makeCampaignMembers, outcomeSelect, touchSelect, bulletinSelect } from './campaign-table.js'
import { CAMPAIGN_KINDS } from './campaign-kind.js'
import { contactSelect } from './contact-table.js'
import { eventSelect } from './event-table.js'
import { featureSelect } from './feature-table.js'
import { PAST_CAMPAIGNS, WAVE_SHARES } from './past-campaign.js'
import { participationSelect, benefitIssueSelect } from './reward-table.js'
import { BREAKPOINTS, KEY_TIMES } from './session-kind.js'
import { sessionTable } from './session-table.js'
import { stateSelect } from './state-select.js'

/** Customers whose sessions are in memory at once. */
const RANGE = 10_000

const TOUCH_COLUMNS = columnsOf('touch_id cust_id campaign arm wave channel emp_id decision delivered opened clicked connected talk_sec complaint unsub', 'conv_amount cost', 'ts converted_ts')

/** The files' instants are UTC milliseconds. */
function inMillis(select: Sql, ...names: readonly string[]): Sql {
  const columns = join(names.map((name) => sql`toUnixTimestamp64Milli(${identifier(name)}) AS ${identifier(name)}`))
  return sql`SELECT * REPLACE (${columns}) FROM (${select})`
}

/** App events of two years, with the breakpoints (TR7) and the returns of the dormant (TR9). */
const events: Part = {
  name: 'app_event',
  async chunk({ engine, chance }: Stage, from, count): Promise<Added> {
    for (let at = from; at < from + count; at += RANGE) {
      await engine.keep('session', sessionTable(chance, 1, at, Math.min(at + RANGE, from + count)))
      await engine.appendSorted('event_kept', 'event_id', inMillis(eventSelect(chance), 'ts'))
      await engine.append('return_day', sql`SELECT cust_id, day, hour FROM session WHERE returned`)
      await engine.drop('session')
    }
    return {
      outputs: [{
        table: 'app_event', mode: 'append', order: ['event_id'],
        columns: columnsOf('event_id device_id cust_id session_id name page element product_id props app_ver os mode x y', '', 'ts'),
        select: sql`SELECT * FROM event_kept`,
      }],
      truths: { truth_return: sql`SELECT * FROM return_day ORDER BY cust_id, day, hour` },
      after: () => engine.drop('event_kept', 'return_day'),
    }
  },
  document: () => Promise.resolve({ TR7: BREAKPOINTS, TR9: KEY_TIMES }),
}

/** Past campaigns with both potential outcomes of everybody in them (TR3, TR10, TR11, TR12, TR18). */
const campaigns: Part = {
  name: 'touch',
  async chunk({ engine, chance }: Stage): Promise<Added> {
    await makeCampaignMembers(engine, chance)
    const columns = Object.keys(TOUCH_COLUMNS).map((name) => identifier(name)).reduce((all, name) => sql`${all}, ${name}`)
    await engine.keep('touch_kept', sql`SELECT ${columns} FROM (${touchSelect(chance)}) UNION ALL SELECT ${columns} FROM (SELECT *, '' AS emp_id, false AS connected, toUInt32(0) AS talk_sec, CAST(NULL, 'Nullable(DateTime64(3, \\'UTC\\'))') AS converted_ts, toInt64(0) AS conv_amount FROM (${bulletinSelect(chance)})) UNION ALL SELECT ${columns} FROM (${contactSelect(chance)})`)
    await engine.keep('feature', featureSelect(chance, MONTHS))
    return {
      outputs: [
        { table: 'touch', mode: 'append', order: ['touch_id'], columns: TOUCH_COLUMNS, select: inMillis(sql`SELECT * FROM touch_kept`, 'ts', 'converted_ts') },
        { table: 'outcome', mode: 'append', order: ['outcome_id'], columns: columnsOf('outcome_id cust_id metric count campaign', 'value', 'ts'), select: inMillis(outcomeSelect(), 'ts') },
        { table: 'participation', mode: 'append', order: ['campaign_id', 'cust_id'], columns: columnsOf('campaign_id cust_id', '', 'view_ts join_ts complete_ts reward_ts'), select: inMillis(participationSelect(chance), 'view_ts', 'join_ts', 'complete_ts', 'reward_ts') },
        { table: 'benefit_issue', mode: 'upsert', order: ['issue_id'], columns: columnsOf('issue_id benefit_id cust_id', 'cost', 'issued_ts claimed_ts used_ts expired_ts'), select: inMillis(benefitIssueSelect(chance), 'issued_ts', 'claimed_ts', 'used_ts', 'expired_ts') },
      ],
      truths: { truth_ite: iteTruth(), truth_feature: sql`SELECT * FROM feature ORDER BY cust`, truth_state: stateSelect() },
      after: () => engine.drop('touch_kept', 'campaign_member', 'feature'),
    }
  },
  async bank({ engine }: Stage): Promise<Added> {
    await engine.keepRows('campaign', campaignRows())
    return { outputs: [{ table: 'campaign', mode: 'upsert', order: ['campaign_id'], columns: columnsOf('campaign_id name_zh start_date end_date randomised'), select: sql`SELECT * FROM campaign` }] }
  },
  document: () =>
    Promise.resolve({
      TR3: { kinds: Object.fromEntries(Object.entries(CAMPAIGN_KINDS).map(([name, { shares, logits, amount }]) => [name, { shares, logits, amount }])), campaigns: PAST_CAMPAIGNS },
      TR10: { waveShares: WAVE_SHARES, order: 'ORDER-RM-FIRST over ORDER-WECOM-FIRST: 1.31 times the reach' },
      TR11: PAST_CAMPAIGNS.flatMap(({ id, trap }) => (trap === undefined ? [] : [{ id, trap }])),
    }),
}

export const BEHAVIOUR_PARTS: readonly Part[] = [events, campaigns]
