import { param, sql, type Sql } from '#kernel/sql'
import { levels, pick, type Chance } from '../chance.js'
import { DAY_KINDS, MONTHS, MONTH_START, monthWeights } from '../calendar.js'

/** Milliseconds of a day, and of the zone's lead over UTC (Asia/Shanghai has no daylight saving). */
export const DAY_MS = 86_400_000
export const ZONE_MS = 8 * 3_600_000

/** Weights of the hours for what people start themselves: peaks at 9 to 10, 12 to 13 and 20 to 21:30. */
const HOURS = [0.5, 0.3, 0.2, 0.15, 0.2, 0.5, 1.2, 2.5, 4, 7, 6, 5, 7, 5, 4, 4, 4.2, 4.6, 5, 5.6, 8, 6.5, 3.4, 1.4]
const COUNTER_HOURS = [0, 0, 0, 0, 0, 0, 0, 0.2, 2, 9, 9, 7, 3, 4, 8, 8, 6, 2, 0, 0, 0, 0, 0, 0]

/** Columns of a flow: a movement on a customer's demand account before its balance is known. Amounts in fen, instants in UTC milliseconds. */
export const FLOW_COLUMNS = ['cust', 'm', 'ts', 'type', 'dir', 'amount', 'channel', 'cpty_type', 'cpty_id', 'mcc', 'memo_class', 'device_id', 'region', 'status', 'fail_code', 'mark'] as const

export const FLOW_TABLE = sql`CREATE OR REPLACE TABLE flow (cust UInt32, m UInt8, ts Int64, type LowCardinality(String), dir Int8, amount Int64, channel LowCardinality(String), cpty_type LowCardinality(String), cpty_id String, mcc LowCardinality(String), memo_class LowCardinality(String), device_id String, region LowCardinality(String), status LowCardinality(String), fail_code LowCardinality(String), mark LowCardinality(String)) ENGINE = Memory`

/** The instant of a local day number and second of the day. */
export function instantOf(day: Sql, second: Sql): Sql {
  return sql`(toInt64(${day}) * ${DAY_MS} + toInt64(floor((${second}) * 1000)) - ${ZONE_MS})`
}

/** First day of month m as a day number; `m + 1` gives the day after its last. */
export function monthStart(m: Sql): Sql {
  return sql`${param([...MONTH_START], 'Array(Int64)')}[${m} + 1]`
}

/** The month 1 to 24 a day number lies in. */
export function monthOf(day: Sql): Sql {
  return sql`toUInt8(toYear(toDate32(toInt32(${day}))) * 12 + toMonth(toDate32(toInt32(${day}))) - 24288)`
}

const dayLevels = DAY_KINDS.flatMap((kind) => Array.from({ length: MONTHS }, (_, at) => levels(monthWeights(kind, at + 1)))).flat()

/** Day of the month from 1, drawn with the weights of a kind (0 quickpay, 1 card, 2 cash, 3 app). */
export function drawnDay(kind: Sql, m: Sql, u: Sql): Sql {
  return pick(dayLevels, sql`(${kind} * ${MONTHS} + ${m} - 1) * 1000 + toUInt32(floor(${u} * 1000)) + 1`)
}

/** Second of the day a person acts at; counters keep office hours. */
export function drawnSecond(chance: Chance, counter: Sql, stream: string, ...ids: readonly Sql[]): Sql {
  const hour = sql`if(${counter}, ${chance.choice(COUNTER_HOURS, `${stream} hour`, ...ids)}, ${chance.choice(HOURS, `${stream} hour`, ...ids)}) - 1`
  return sql`((${hour}) * 3600 + 3599 * ${chance.uniform(`${stream} second`, ...ids)})`
}
