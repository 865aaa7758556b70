import { identifier, sql, type Sql } from '#kernel/sql'
import type { Chance } from '../generator/chance.js'
import { STRATA } from '../behaviour/campaign-kind.js'
import { potentialName } from '../behaviour/potential-outcomes.js'

/** What a channel does to a send: chances of delivery, opening, clicking, connecting; how much of an effect it carries. */
export interface ChannelResponse {
  readonly delivered: number
  readonly opened: number
  readonly clicked: number
  readonly connected: number
  /** Share of persuadables one contact through it reaches (TR10). */
  readonly reach: number
  /** Cost of a send in fen. */
  readonly cost: number
}

/** Base rates of the domain specification 2.3 and 6.3. */
export const CHANNELS = {
  SMS: { delivered: 0.97, opened: 0.35, clicked: 0.011, connected: 0, reach: 0.75, cost: 4 },
  PUSH: { delivered: 0.6, opened: 0.12, clicked: 0.024, connected: 0, reach: 0.7, cost: 1 },
  WECOM: { delivered: 0.99, opened: 0.55, clicked: 0.09, connected: 0, reach: 0.95, cost: 30 },
  CALL: { delivered: 1, opened: 0, clicked: 0, connected: 0.31, reach: 0.9, cost: 450 },
  RM: { delivered: 1, opened: 0, clicked: 0, connected: 0.52, reach: 1, cost: 900 },
} as const satisfies Record<string, ChannelResponse>

export type ChannelName = keyof typeof CHANNELS

/** Mean and longest days from contact (or the list's opening) to conversion. */
const LAG = { mean: 6, longest: 28 } as const
/** Complaints and opt-outs a contact, and how much more often above four contacts in 30 days (TR10). */
const HARM = { complaint: 0.0006, unsubscribe: 0.0025, tired: 3, tiredAbove: 4 } as const

const CUST = sql`cust`

/** One list as the simulator knows it. */
export interface OpenList {
  readonly list: string
  readonly strategy: string
  /** Business date of its first send. */
  readonly opened: string
}

/** Table of the list's potential outcomes. */
export function potentialTable(list: string): Sql {
  return identifier(potentialName(list))
}

/**
 * Everybody's conversion for a list: the treated by their send, the untreated by the list's opening. A persuadable is moved
 * only when the channel reaches them; being contacted too often halves that (TR10).
 * Columns: cust, cust_id, treated, stratum, converted, on (date), amount (fen), outside (the money is new to the bank).
 */
export function conversionSelect(chance: Chance, list: OpenList): Sql {
  const stream = (name: string) => `${name} ${list.list}`
  const lag = (name: string) => sql`toInt32(1 + least(${LAG.longest - 1}, floor(-${LAG.mean} * log(${chance.uniform(stream(name), CUST)}))))`
  const reached = sql`${chance.uniform(stream('reached'), CUST)} < sends.reach * if(sends.tired, 0.5, 1)`
  return sql`
    SELECT potential.cust AS cust, potential.cust_id AS cust_id, sends.cust_id != '' AS treated, potential.stratum AS stratum,
      multiIf(stratum = ${STRATA.sure}, 1, stratum = ${STRATA.persuadable}, treated AND (${reached}), stratum = ${STRATA.averse}, NOT treated, 0) AS converted,
      if(treated, sends.sent_on, toDate32(${list.opened})) + ${lag('lag')} AS on, potential.amount AS amount, stratum = ${STRATA.persuadable} AS outside
    FROM ${potentialTable(list.list)} AS potential
    LEFT JOIN (SELECT cust_id, min(sent_on) AS sent_on, max(reach) AS reach, max(tired) AS tired FROM send WHERE list = ${list.list} GROUP BY cust_id) AS sends ON sends.cust_id = potential.cust_id`
}

/** What became of each send of the days [from, to): one touch row, complete at the end of its day. */
export function touchSelect(chance: Chance, from: string, to: string): Sql {
  const KEY = sql`key`
  const below = (stream: string, rate: Sql) => sql`${chance.uniform(`sim ${stream}`, KEY)} < ${rate}`
  const tired = sql`if(tired, ${HARM.tired}, 1)`
  return sql`
    SELECT key AS touch_id, cust_id, strategy AS campaign, arm, channel, concat(toString(sent_on), 'T', leftPad(toString(9 + toUInt8(9 * ${chance.uniform('sim hour', KEY)})), 2, '0'), ':15:00+08:00') AS ts, 'SENT' AS decision,
      (${below('delivered', sql`p_delivered`)}) AS delivered, delivered AND (${below('opened', sql`p_opened`)}) AS opened, delivered AND (${below('clicked', sql`p_clicked`)}) AS clicked,
      (${below('connected', sql`p_connected`)}) AS connected, if(connected, 20 + toUInt32(200 * ${chance.uniform('sim talk', KEY)}), 0) AS talk_sec, cost,
      (${below('complaint', sql`${HARM.complaint} * ${tired}`)}) AS complaint, (${below('unsubscribe', sql`${HARM.unsubscribe} * ${tired}`)}) AS unsub
    FROM send WHERE sent_on >= toDate32(${from}) AND sent_on < toDate32(${to}) ORDER BY key`
}

/** Whether a send comes on top of too many: more than four within 30 days, itself included. */
export function isTired(sendsIn30Days: number): boolean {
  return sendsIn30Days > HARM.tiredAbove
}
