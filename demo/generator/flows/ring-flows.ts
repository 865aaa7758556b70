import { addDays, dayNumber } from '#kernel/calendar'
import { murmurHash3_32 } from '#kernel/id'
import { sql, type Sql } from '#kernel/sql'
import type { Chance } from '../chance.js'
import type { Engine } from '../engine.js'
import { DAY_MS, ZONE_MS, instantOf, monthOf } from './flow.js'

export const RING_KINDS = ['FAN_IN', 'FAN_IN', 'FAN_IN', 'FAN_OUT', 'FAN_OUT', 'FAN_OUT', 'CYCLE', 'CYCLE', 'SCATTER_GATHER', 'SCATTER_GATHER', 'LAYERING', 'LAYERING', 'STRUCTURING', 'STRUCTURING'] as const
export type RingKind = (typeof RING_KINDS)[number]

export interface RingTransfer {
  readonly ring: number
  readonly kind: RingKind
  /** Customer numbers; -1 is outside the bank. */
  readonly sender: number
  readonly receiver: number
  readonly ts: number
  /** Fen. */
  readonly amount: number
}

/** Money of a structuring member goes in cash just below the reporting threshold of 50,000 yuan. */
const BELOW_THRESHOLD = 4_900_000

/** TR5's fourteen rings: members are customers spread over the bank, none in two rings. */
export function ringTransfers(seed: number, customers: number): RingTransfer[] {
  return RING_KINDS.flatMap((kind, ring) => {
    const dice = (what: string, below: number) => murmurHash3_32(`${seed}:ring:${ring}:${what}`) % below
    const size = Math.min(8 + dice('size', 9), Math.max(4, Math.floor(customers / 60)))
    const step = Math.max(1, Math.floor(customers / (RING_KINDS.length * size + 1)))
    const members = Array.from({ length: size }, (_, at) => ((ring * size + at) * step + dice(`member ${at}`, step)) % customers)
    const start = dayNumber(addDays('2025-03-01', dice('start', 240)))
    return rounds(kind).flatMap((round) =>
      movesOf(kind, members, dice).map(({ sender, receiver, order, share }, at) => ({
        ring: ring + 1, kind, sender, receiver,
        ts: (start + round * 7) * DAY_MS - ZONE_MS + (10 + order * 3) * 3_600_000 + dice(`${round}:${at}`, 7_200_000),
        amount: kind === 'STRUCTURING' ? BELOW_THRESHOLD - dice(`${round}:${at}:amount`, 250_000) : Math.round((1_500_000 + dice(`${round}:amount`, 4_000_000)) * share) + dice(`${round}:${at}:amount`, 90_000),
      })),
    )
  })
}

function rounds(kind: RingKind): number[] {
  return kind === 'STRUCTURING' ? [0, 1, 2, 3, 4] : [0, 1, 2]
}

interface Move {
  readonly sender: number
  readonly receiver: number
  /** Place in the day. */
  readonly order: number
  readonly share: number
}

function movesOf(kind: RingKind, members: readonly number[], dice: (what: string, below: number) => number): Move[] {
  const [hub = 0, ...others] = members
  const half = Math.floor(others.length / 2)
  switch (kind) {
    case 'FAN_IN':
      return [...others.map((sender) => ({ sender, receiver: hub, order: 0, share: 1 })), { sender: hub, receiver: -1, order: 3, share: others.length * 0.95 }]
    case 'FAN_OUT':
      return [{ sender: -1, receiver: hub, order: 0, share: others.length }, ...others.map((receiver) => ({ sender: hub, receiver, order: 1, share: 0.95 }))]
    case 'CYCLE':
      return members.map((sender, at) => ({ sender, receiver: members[(at + 1) % members.length] ?? hub, order: at * 0.35, share: 3 - at * 0.05 }))
    case 'SCATTER_GATHER': {
      const last = others.at(-1) ?? hub
      return others.slice(0, -1).flatMap((middle) => [{ sender: hub, receiver: middle, order: 0, share: 1 }, { sender: middle, receiver: last, order: 2, share: 0.97 }])
    }
    case 'LAYERING':
      return [...members.slice(0, -1).map((sender, at) => ({ sender, receiver: members[at + 1] ?? hub, order: at * 0.4, share: 4 - at * 0.12 })), { sender: members.at(-1) ?? hub, receiver: -1, order: 4, share: 2.4 }]
    case 'STRUCTURING':
      return others.slice(0, half + 1).map((receiver, at) => ({ sender: -1, receiver, order: (at + dice(`order ${at}`, 3)) % 4, share: 1 }))
  }
}

/** Keeps the transfers as the table `ring_transfer`, one row a side. */
export async function keepRings(engine: Engine, transfers: readonly RingTransfer[]): Promise<void> {
  await engine.run(sql`CREATE OR REPLACE TABLE ring_transfer (ring UInt8, kind String, cust UInt32, other Int64, dir Int8, ts Int64, amount Int64) ENGINE = Memory`)
  const rows = transfers.flatMap(({ ring, kind, sender, receiver, ts, amount }) => [
    ...(sender >= 0 ? [{ ring, kind, cust: sender, other: receiver, dir: -1, ts, amount }] : []),
    ...(receiver >= 0 ? [{ ring, kind, cust: receiver, other: sender, dir: 1, ts: ts + 1200, amount }] : []),
  ])
  await engine.add('ring_transfer', rows)
}

/** Ring transfers as movements; three of five members act from a device the ring shares. */
export function ringFlows(chance: Chance, from: number, to: number): Sql {
  const party = sql`if(other >= 0, concat('A', leftPad(toString(other), 8, '0'), '-01'), concat('PE', lower(hex(${chance.hash('outside', sql`ring`)}))))`
  return sql`
    SELECT r.cust AS cust, ${monthOf(sql`intDiv(r.ts + ${ZONE_MS}, ${DAY_MS})`)} AS m, r.ts AS ts, if(kind = 'STRUCTURING', 'CASH_IN', if(dir = 1, 'TRF_IN', 'TRF_OUT')) AS type, r.dir AS dir, r.amount AS amount,
      if(kind = 'STRUCTURING', 'COUNTER', 'APP') AS channel, if(kind = 'STRUCTURING', '', 'PERSON') AS cpty_type, if(kind = 'STRUCTURING', '', ${party}) AS cpty_id, '' AS mcc, '' AS memo_class,
      if(${chance.uniform('ring device', sql`r.cust`)} < 0.6, concat('DR', lower(hex(${chance.hash('shared device', sql`ring`)}))), '') AS device_id, c.city_code AS region, 'OK' AS status, '' AS fail_code, concat('RING_', kind) AS mark
    FROM ring_transfer AS r INNER JOIN (SELECT cust, city_code, open_date, closed, close_date FROM latent_customer) AS c ON c.cust = r.cust
    WHERE r.cust >= ${from} AND r.cust < ${to} AND r.ts > toInt64(toInt32(open_date) + 1) * ${DAY_MS} AND NOT c.closed`
}

/** 1,500 per 50,000 harmless customers that look like rings: wages paid out, family money, a group buyer's fan-in. */
export function benignFlows(chance: Chance, from: number, to: number): Sql {
  const { uniform, hash } = chance
  const EACH = [sql`cust`, sql`m`, sql`j`] as const
  return sql`
    SELECT cust, m, ${instantOf(sql`day`, sql`19 * 3600 + 3600 * ${uniform('benign second', ...EACH)}`)} AS ts, if(look = 2, if(j % 2 = 0, 'TRF_IN', 'TRF_OUT'), if(look = 3, 'TRF_IN', 'TRF_OUT')) AS type,
      toInt8(if(type = 'TRF_IN', 1, -1)) AS dir, toInt64(100 * multiIf(look = 1, 3000 + floor(3000 * ${uniform('benign amount', ...EACH)}), look = 2, 500 + floor(2500 * ${uniform('benign amount', ...EACH)}), 20 + floor(180 * ${uniform('benign amount', ...EACH)}))) AS amount,
      'APP' AS channel, 'PERSON' AS cpty_type, concat('PE', lower(hex(${hash('benign party', sql`cust`, sql`j`)}))) AS cpty_id, '' AS mcc, multiIf(look = 1, 'WAGES', look = 2, 'FAMILY', 'GROUP_BUY') AS memo_class,
      devices[1] AS device_id, city_code AS region, 'OK' AS status, '' AS fail_code, 'LOOK_ALIKE' AS mark
    FROM (
      SELECT *, toUInt8(month) AS m, j,
        toInt64(toInt32(addMonths(toDate32('2023-12-10'), month))) + look * 3 + intDiv(j, 6) AS day
      FROM (
        SELECT *, month, 1 + cust % 3 AS look FROM latent_customer ARRAY JOIN arrayFilter(x -> x % 3 = cust % 2, range(13, 25)) AS month
        WHERE cust >= ${from} AND cust < ${to} AND has_app AND NOT near_zero AND NOT churned AND ${uniform('look-alike', sql`cust`)} < 0.075
      ) ARRAY JOIN range(0, multiIf(look = 1, 11, look = 2, 4, 17)) AS j
    ) WHERE day > toInt32(open_date)`
}
