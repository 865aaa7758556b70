import { dateOfDayNumber } from '#kernel/calendar'
import { param, sql, identifier, type Sql } from '#kernel/sql'
import { FIRST_DAY, MONTHS, MONTH_START } from '../generator/calendar.js'
import { pick, type Chance } from '../generator/chance.js'
import type { Engine } from '../generator/engine.js'
import { CHANNELS } from '../simulator/response.js'
import { STRATA } from './campaign-kind.js'
import { featureSelect } from './feature-table.js'
import { PAST_CAMPAIGNS, SIMPSON_TREATED, WAVE_SHARES, type PastCampaign } from './past-campaign.js'
import { makePotentialOutcomes, potentialName } from './potential-outcomes.js'
import { MANAGER_ID } from '../generator/parameters/place.js'

const CUST = sql`cust`
const DAYS_BETWEEN_WAVES = 7

/** First day of a campaign. */
export function startOf(campaign: PastCampaign): string {
  return dateOfDayNumber((MONTH_START[campaign.month] ?? 0) + campaign.day - 1)
}

/**
 * Makes `campaign_member`: every customer of every past campaign with arm, stratum, wave answered to, outcome and its day.
 * Reads `latent_customer`; the table `feature` is made anew for each campaign's month.
 */
export async function makeCampaignMembers(engine: Engine, chance: Chance): Promise<void> {
  await engine.keep('campaign_member', sql`SELECT * FROM (${EMPTY}) WHERE 0`)
  for (const campaign of PAST_CAMPAIGNS) {
    await engine.keep('feature', featureSelect(chance, campaign.month))
    await makePotentialOutcomes(engine, chance, campaign.kind, campaign.id)
    await engine.run(sql`INSERT INTO campaign_member ${memberSelect(chance, campaign)}`)
    await engine.drop(potentialName(campaign.id))
  }
}

const EMPTY = sql`SELECT '' AS campaign, toUInt32(0) AS cust, '' AS cust_id, false AS treated, toUInt8(0) AS stratum, toUInt8(0) AS y0, toUInt8(0) AS y1, toInt64(0) AS amount, 0. AS tau, toUInt8(0) AS wave, toUInt8(0) AS y, toDate32('2024-01-01') AS start, toDate32('2024-01-01') AS converted_on, toUInt8(0) AS touches30, toUInt8(0) AS branch, toUInt16(0) AS manager, toUInt8(0) AS sub, '' AS trap`

/** Members of one campaign, from its potential outcomes. */
function memberSelect(chance: Chance, campaign: PastCampaign): Sql {
  const { uniform, choice } = chance
  const stream = (name: string) => `${name} ${campaign.id}`
  const u = (name: string) => uniform(stream(name), CUST)
  const reach = Math.max(...campaign.waves.map((channel) => CHANNELS[channel].reach)) * (campaign.order ?? 1)
  const wave = choice([...WAVE_SHARES, 1 - WAVE_SHARES.reduce((sum, share) => sum + share, 0)], stream('wave'), CUST)
  const waves = campaign.waves.length
  // A persuadable answers to one wave; a campaign that stops before it does not reach them.
  const answered = sql`stratum = ${STRATA.persuadable} AND ${u('reached')} < ${reach} AND wave <= ${waves}`
  const lag = sql`toInt32(1 + least(24, floor(-6 * log(${u('lag')}))))`
  const novelty = campaign.trap === 'NOVELTY' ? sql` AND ${u('novelty')} < pow(0.45, wave - 1)` : sql``
  const regression = campaign.trap === 'REGRESSION' ? sql` OR ${u('regression')} < 0.08` : sql``
  return sql`
    SELECT ${campaign.id} AS campaign, cust, cust_id, ${treatedOf(chance, campaign)} AS treated, stratum, y0, y1, amount, tau, wave,
      if(treated, stratum = ${STRATA.sure} OR ((${answered})${novelty}), y0) = 1${regression} AS y,
      toDate32(${startOf(campaign)}) AS start,
      start + if(treated AND stratum = ${STRATA.persuadable}, ${DAYS_BETWEEN_WAVES} * (wave - 1), 0) + ${lag} AS converted_on,
      touches30, branch, manager, sub, ${campaign.trap ?? ''} AS trap
    FROM (
      SELECT *, toUInt8(${wave}) AS wave
      FROM ${identifier(potentialName(campaign.id))}
      INNER JOIN (SELECT cust, touches30, reachable FROM feature) AS contacted USING (cust)
      INNER JOIN (SELECT cust, branch, manager, sub, os, open_date FROM latent_customer) AS known USING (cust)
      WHERE ${uniform(stream('in'), CUST)} < ${campaign.reach} AND open_date < toDate32(${startOf(campaign)}) AND reachable
    )${campaign.trap === 'SRM' ? sql` WHERE NOT (treated AND os = 'ANDROID' AND ${u('lost')} < 0.13)` : sql``}`
}

/** Who is treated: by chance, or by somebody who picks those who would buy anyway (confounded), or by branch (Simpson). */
function treatedOf(chance: Chance, campaign: PastCampaign): Sql {
  const u = chance.uniform(`arm ${campaign.id}`, CUST)
  if (campaign.trap === 'SIMPSON') return sql`${u} < ${pick([...SIMPSON_TREATED], sql`branch`)}`
  if (campaign.split === 'randomised') return sql`${u} < ${campaign.treated}`
  return sql`${u} < 1 / (1 + exp(-(${Math.log(campaign.treated / (1 - campaign.treated))} + 9 * (p_y0 - avg(p_y0) OVER ()) - 0.25 * (touches30 - 1))))`
}

/** Rows of bank table touch: one for each wave of the treated, one row held out for each control. */
export function touchSelect(chance: Chance): Sql {
  const channels = PAST_CAMPAIGNS.map((campaign) => campaign.waves.join(' '))
  const ids = PAST_CAMPAIGNS.map((campaign) => campaign.id)
  const KEY = [sql`cust`, sql`campaign`, sql`nth`] as const
  const u = (name: string) => chance.uniform(`touch ${name}`, ...KEY)
  const rate = (read: (channel: (typeof CHANNELS)[keyof typeof CHANNELS]) => number) => sql`transform(channel, ${Object.keys(CHANNELS)}, ${param(Object.values(CHANNELS).map(read), 'Array(Float64)')}, 0.)`
  const tired = sql`if(touches30 + nth > 4, 3, 1)`
  return sql`
    SELECT concat('T', lower(hex(cityHash64(campaign, cust_id, toString(nth))))) AS touch_id, cust_id, campaign, if(treated, 'treatment', 'control') AS arm, nth AS wave, channel,
      if(channel IN ('RM') AND manager > 0, ${MANAGER_ID}, '') AS emp_id,
      toDateTime64(toDateTime(toDate(start + ${DAYS_BETWEEN_WAVES} * (nth - 1)), 'Asia/Shanghai') + toIntervalSecond(toUInt32(32400 + 32400 * ${u('hour')})), 3, 'UTC') AS ts,
      if(treated, 'SENT', 'HELD_OUT') AS decision, treated AND ${u('delivered')} < ${rate((channel) => channel.delivered)} AS delivered,
      delivered AND ${u('opened')} < ${rate((channel) => channel.opened)} AS opened, delivered AND ${u('clicked')} < ${rate((channel) => channel.clicked)} AS clicked,
      delivered AND ${u('connected')} < ${rate((channel) => channel.connected)} AS connected, if(connected, 15 + toUInt32(-90 * log(${u('talk')})), 0) AS talk_sec,
      if(y = 1 AND (nth = wave OR (stratum != ${STRATA.persuadable} AND nth = 1)), toNullable(toDateTime64(toDateTime(toDate(converted_on), 'Asia/Shanghai') + toIntervalHour(15), 3, 'UTC')), NULL) AS converted_ts, if(isNull(converted_ts), 0, amount) AS conv_amount,
      if(treated, toInt64(${rate((channel) => channel.cost)}), 0) AS cost, treated AND ${u('complaint')} < 0.0006 * ${tired} AS complaint, treated AND ${u('unsub')} < 0.0025 * ${tired} AS unsub
    FROM (SELECT *, splitByChar(' ', transform(campaign, ${ids}, ${channels}, '')) AS waves FROM campaign_member)
    ARRAY JOIN if(treated, waves, arraySlice(waves, 1, 1)) AS channel, if(treated, arrayEnumerate(waves), [1]) AS nth`
}

/** Sends of the monthly bulletins, to everybody who agreed, without a control and without an effect (domain specification 2.3). */
export function bulletinSelect(chance: Chance): Sql {
  const m = sql`m`
  const u = (name: string) => chance.uniform(`bulletin ${name}`, CUST, m)
  const rate = (read: (channel: (typeof CHANNELS)[keyof typeof CHANNELS]) => number) => sql`if(channel = 'PUSH', ${read(CHANNELS.PUSH)}, ${read(CHANNELS.SMS)})`
  return sql`
    SELECT concat('B', lower(hex(cityHash64(cust_id, toString(m))))) AS touch_id, cust_id, concat('NEWS-', formatDateTime(month, '%Y-%m')) AS campaign, 'all' AS arm, 1 AS wave, if(has_app AND ${u('channel')} < 0.5, 'PUSH', 'SMS') AS channel,
      toDateTime64(toDateTime(toDate(month + 7), 'Asia/Shanghai') + toIntervalSecond(toUInt32(36000 + 28800 * ${u('hour')})), 3, 'UTC') AS ts, 'SENT' AS decision,
      ${u('delivered')} < ${rate((channel) => channel.delivered)} AS delivered, delivered AND ${u('opened')} < ${rate((channel) => channel.opened)} AS opened, delivered AND ${u('clicked')} < ${rate((channel) => channel.clicked)} AS clicked,
      toInt64(${rate((channel) => channel.cost)}) AS cost, ${u('complaint')} < 0.0004 AS complaint, ${u('unsub')} < 0.0015 AS unsub
    FROM (SELECT cust, cust_id, has_app, open_date, churn_date, arrayJoin(range(1, ${MONTHS + 1})) AS m, addMonths(toDate32(${FIRST_DAY}), m - 1) AS month FROM latent_customer WHERE marketing_consent AND NOT do_not_contact AND NOT closed)
    WHERE month > open_date AND ${u('in')} < 0.78`
}

/** Rows of bank table outcome: what everybody in a campaign did within its 60 days, whatever the arm. */
export function outcomeSelect(): Sql {
  return sql`
    SELECT concat(campaign, '-', cust_id) AS outcome_id, cust_id, toDateTime64(toDateTime(toDate(converted_on), 'Asia/Shanghai') + toIntervalHour(15), 3, 'UTC') AS ts, 'conversion' AS metric, 1 AS count, amount AS value, campaign
    FROM campaign_member WHERE y = 1`
}

/** Rows of bank table campaign. */
export function campaignRows(): Record<string, unknown>[] {
  return PAST_CAMPAIGNS.map((campaign) => ({
    campaign_id: campaign.id, name_zh: campaign.zh, start_date: startOf(campaign), end_date: dateOfDayNumber((MONTH_START[campaign.month] ?? 0) + campaign.day - 1 + 60), randomised: campaign.split === 'randomised',
  }))
}

/** truth_ite: both potential outcomes of everybody in every past campaign (TR3), with the wave they answer to (TR10). */
export function iteTruth(): Sql {
  return sql`SELECT campaign, cust_id, treated, stratum, y0, y1, amount, if(y0 = 1, amount, 0) AS amount0, if(y1 = 1, amount, 0) AS amount1, tau, wave, trap FROM campaign_member ORDER BY campaign, cust_id`
}
