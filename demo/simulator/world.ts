import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { daysBetween } from '#kernel/calendar'
import { join as joinSql, query, sql, type Sql } from '#kernel/sql'
import type { CampaignKindName } from '../behaviour/campaign-kind.js'
import { makePotentialOutcomes } from '../behaviour/potential-outcomes.js'
import type { Chance } from '../generator/chance.js'
import type { Engine } from '../generator/engine.js'
import type { SendAction } from './action-log.js'
import { assetsSelect, movementSelect, nextStateSelect, txnSelect } from './life.js'
import { CHANNELS, conversionSelect, isTired, touchSelect, type OpenList } from './response.js'

/** A file the simulated bank delivers after an advance. */
export interface Delivery {
  readonly table: string
  readonly path: string
  readonly businessDate: string
}

/** The simulated market: truth in, sends in, files out. Needs the tables `latent_customer`, `feature` and `state`. */
export interface World {
  readonly today: string
  send(action: SendAction): void
  /** Lets days pass up to `to` and writes what the bank's systems would deliver. */
  advance(to: string, folder: string): Promise<Delivery[]>
  /** Rows of logins on the days of the last advance, for the event API. */
  logins(from: string, to: string): Promise<LoginRow[]>
}

export interface LoginRow {
  readonly custId: string
  readonly device: string
  readonly os: string
  /** ISO instant. */
  readonly at: string
  readonly key: string
}

/** Opens the world at a business date. */
export function openWorld(engine: Engine, chance: Chance, start: string): World {
  const sends = new Map<string, SendAction>()
  const lists = new Map<string, OpenList & { readonly kind: CampaignKindName }>()
  const drawn = new Set<string>()
  let today = start
  return {
    get today() {
      return today
    },
    send(action) {
      if (sends.has(action.key)) return
      sends.set(action.key, action)
      if (!lists.has(action.list)) lists.set(action.list, { list: action.list, strategy: action.strategy, opened: action.on, kind: action.kind })
    },
    async advance(to, folder) {
      const from = today
      await mkdir(folder, { recursive: true })
      for (const list of lists.values()) {
        if (!drawn.has(list.list)) await makePotentialOutcomes(engine, chance, list.kind, list.list)
        drawn.add(list.list)
      }
      await keepSends(engine, [...sends.values()])
      await engine.keep('conversion', conversionsOf(chance, [...lists.values()]))
      await engine.keep('movement', movementSelect(chance, from, to))
      await engine.keep('assets', assetsSelect(from, to))
      const files = await writeFiles(engine, chance, { from, to, folder })
      await engine.keep('state_next', nextStateSelect(to))
      await engine.keep('state', sql`SELECT * FROM state_next`)
      await engine.drop('state_next', 'movement', 'assets')
      today = to
      return files
    },
    logins: (from, to) => engine.rows(loginsQuery(chance, from, to)),
  }
}

function conversionsOf(chance: Chance, lists: readonly OpenList[]): Sql {
  if (lists.length === 0) return sql`SELECT '' AS list, '' AS strategy, toUInt32(0) AS cust, '' AS cust_id, false AS treated, 0 AS stratum, 0 AS converted, toDate32('2000-01-01') AS on, toInt64(0) AS amount, false AS outside WHERE 0`
  return joinSql(lists.map((list) => sql`SELECT ${list.list} AS list, ${list.strategy} AS strategy, * FROM (${conversionSelect(chance, list)})`), sql` UNION ALL `)
}

async function keepSends(engine: Engine, sends: readonly SendAction[]): Promise<void> {
  await engine.keep(
    'send',
    sql`SELECT '' AS key, '' AS list, '' AS strategy, '' AS cust_id, '' AS arm, '' AS channel, toDate32('2000-01-01') AS sent_on, 0. AS p_delivered, 0. AS p_opened, 0. AS p_clicked, 0. AS p_connected, 0. AS reach, toInt64(0) AS cost, false AS tired WHERE 0`,
  )
  const before = new Map<string, string[]>()
  const rows = [...sends].sort((a, b) => a.on.localeCompare(b.on) || a.key.localeCompare(b.key)).map((send) => {
    const days = [...(before.get(send.custId) ?? []), send.on]
    before.set(send.custId, days)
    const { delivered, opened, clicked, connected, reach, cost } = CHANNELS[send.channel]
    const tired = isTired(days.filter((day) => daysBetween(day, send.on) < 30).length)
    return { key: send.key, list: send.list, strategy: send.strategy, cust_id: send.custId, arm: send.arm, channel: send.channel, sent_on: send.on, p_delivered: delivered, p_opened: opened, p_clicked: clicked, p_connected: connected, reach, cost, tired }
  })
  await engine.add('send', rows)
}

interface Span {
  readonly from: string
  readonly to: string
  readonly folder: string
}

async function writeFiles(engine: Engine, chance: Chance, { from, to, folder }: Span): Promise<Delivery[]> {
  await engine.keep('touched', touchSelect(chance, from, to))
  const span = sql`on > toDate32(${from}) AND on <= toDate32(${to})`
  const at = sql`concat(toString(on), 'T14:00:00+08:00')`
  const evening = sql`concat(substring(ts, 1, 10), 'T21:00:00+08:00')`
  const selects: Readonly<Record<string, Sql>> = {
    touch: sql`SELECT touch_id, cust_id, campaign, arm, channel, ts, decision, delivered, opened, clicked, connected, talk_sec, cost, complaint, unsub FROM touched ORDER BY touch_id`,
    outcome: sql`SELECT concat(list, '-', cust_id, '-', metric) AS outcome_id, cust_id, ${at} AS ts, metric, 1 AS count, amount AS value, strategy AS campaign FROM conversion ARRAY JOIN if(outside, ['conversion', 'new_money'], ['conversion']) AS metric WHERE converted AND ${span} ORDER BY outcome_id`,
    complaint: sql`SELECT concat('SC-', touch_id) AS complaint_id, cust_id, ${evening} AS ts, channel, 'CONTACT' AS topic, 2 AS severity, touch_id AS related_touch FROM touched WHERE complaint ORDER BY complaint_id`,
    consent: sql`SELECT concat('SU-', touch_id) AS consent_id, cust_id, 'MARKETING' AS purpose, channel, false AS granted, ${evening} AS ts, touch_id AS evidence_ref FROM touched WHERE unsub ORDER BY consent_id`,
    txn: sql`SELECT txn_id, acct_id, cust_id, formatDateTime(at, '%Y-%m-%dT%H:%i:%S+08:00', 'Asia/Shanghai') AS ts, type, dir, amount, balance_after, channel, cpty_type, status FROM (${txnSelect()}) ORDER BY txn_id`,
    aum_daily: sql`SELECT cust_id, toString(date) AS date, total, deposit_now AS deposit, wealth_now AS wealth, fund, insurance, gold FROM assets ORDER BY cust_id, date`,
  }
  const files: Delivery[] = []
  for (const [table, select] of Object.entries(selects)) {
    const counted = (await engine.rows(query<{ n: number | string }>(sql`SELECT count() AS n FROM (${select})`)))[0]
    if (Number(counted?.n ?? 0) === 0) continue
    const path = join(folder, `${table}-${to}.parquet`)
    await engine.writeParquet(path, select)
    files.push({ table, path, businessDate: to })
  }
  await engine.drop('touched')
  return files
}

function loginsQuery(chance: Chance, from: string, to: string) {
  const cust = sql`cust`
  const day = sql`day`
  return query<LoginRow>(sql`
    SELECT cust_id AS custId, devices[1] AS device, os, formatDateTime(toDateTime(toDate(day), 'Asia/Shanghai') + toIntervalSecond(toUInt32(25200 + 57600 * ${chance.uniform('sim login hour', cust, day)})), '%Y-%m-%dT%H:%i:%S+08:00', 'Asia/Shanghai') AS at, concat('sim-', cust_id, '-', toString(day)) AS key
    FROM (SELECT cust, cust_id, devices, os, logins_rate, toDate32(${from}) + toInt32(arrayJoin(range(1, 1 + dateDiff('day', toDate32(${from}), toDate32(${to}))))) AS day FROM latent_customer WHERE has_app AND NOT churned)
    WHERE ${chance.uniform('sim login', cust, day)} < least(0.95, logins_rate / 30) ORDER BY at, key`)
}
