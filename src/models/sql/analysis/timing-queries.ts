import { identifier, join, query, sql, type Query, type Sql } from '#kernel/sql'
import type { Clock } from '../../contract-timing.js'

/** Rows of a fact table for which an aggregate of one row finds something. */
export interface FactRows {
  /** The bank's rows, in parentheses. */
  readonly rows: Sql
  readonly where: Sql
  /** The aggregate over the rows of a group. */
  readonly found: Sql
}

/** Returns: one row a customer and day, with the first hour; `time` is the instant of a row. */
export function eventDays({ rows, where, found }: FactRows, time: Sql): Sql {
  return sql`SELECT cust_no, day, min(hour) AS hour FROM (SELECT cust_no, toInt32(toDate32(${time})) AS day, toHour(${time}) AS hour FROM ${rows} WHERE ${where} GROUP BY cust_no, day, hour HAVING ${found} > 0) GROUP BY cust_no, day`
}

/** Dates an aggregate finds, one for each row that has one; `dayOf` gives the day of a date or moment. */
export function anchorDays({ rows, where, found }: FactRows, dayOf: (moment: Sql) => Sql): Sql {
  return sql`SELECT cust_no, toInt32(${dayOf(sql`assumeNotNull(anchor)`)}) AS day FROM (SELECT cust_no, row_key, ${found} AS anchor FROM ${rows} WHERE ${where} GROUP BY cust_no, row_key) WHERE anchor IS NOT NULL`
}

/** What makes the cells of a clock: its dates by customer, or a column of days back. */
export interface ClockInput {
  readonly clock: Clock
  readonly anchors: Sql | null
  /** Column of the table of customers with days since the customer's own date. */
  readonly column: string | null
}

export interface GridPlan {
  readonly grid: string
  readonly people: string
  /** Day number of the date looked back from. */
  readonly asOf: number
  readonly days: number
  readonly quietDays: number
  readonly events: Sql
  readonly clocks: readonly ClockInput[]
  /** Most customers; of more, those whose number hashes lowest. */
  readonly limit: number
}

export function cellColumn(at: number): string {
  return `cell_${at + 1}`
}

/** One row for every quiet day of every customer: whether they came back, at what hour, and where each clock stood. */
export function insertGrid(plan: GridPlan): Sql {
  const { asOf, days, quietDays } = plan
  const anchored = plan.clocks.map(({ anchors }, at) => ({ anchors, name: identifier(`a${at + 1}`) }))
  const joins = anchored.flatMap(({ anchors, name }) =>
    anchors === null ? [] : [sql` LEFT JOIN (SELECT cust_no, groupArray(day) AS days FROM (${anchors}) GROUP BY cust_no) AS ${name} ON ${name}.cust_no = people.cust_no`],
  )
  const dates = anchored.map(({ anchors, name }, at) => {
    const days = anchors === null ? sql`CAST([], 'Array(Int32)')` : sql`${name}.days`
    const kept = plan.clocks[at]?.clock.kind === 'monthday' ? usualDay(days) : days
    return sql`${kept} AS ${identifier(`days_${at + 1}`)}`
  })
  const own = plan.clocks.map(({ column }, at) => sql`${column === null ? sql`CAST(NULL, 'Nullable(Float64)')` : sql`people.${identifier(column)}`} AS ${identifier(`own_${at + 1}`)}`)
  const cells = plan.clocks.map(({ clock }, at) => sql`${cellOf(clock, at, asOf)} AS ${identifier(cellColumn(at))}`)
  const names = join([sql`cust_no`, sql`shard_key`, sql`event`, sql`hour`, ...plan.clocks.map((_, at) => identifier(cellColumn(at)))])
  const chosen = sql`(SELECT * FROM ${identifier(plan.people)} ORDER BY cityHash64(cust_id), cust_id LIMIT ${plan.limit}) AS people`
  const returns = sql`LEFT JOIN (SELECT cust_no, groupArray(day) AS days, groupArray(hour) AS hours FROM (${plan.events}) GROUP BY cust_no) AS events ON events.cust_no = people.cust_no`
  const watched = sql`SELECT people.cust_no AS cust_no, people.shard_key AS shard_key, toInt32(${asOf} - ifNull(people.f_quiet, ${days + quietDays})) AS quiet, events.days AS event_days, events.hours AS hours, ${join([...dates, ...own])} FROM ${chosen} ${returns}${join(joins, sql``)}`
  const daily = sql`SELECT *, arrayJoin(arrayMap(x -> toInt32(x), range(toUInt32(${asOf - days + 1}), toUInt32(${asOf + 1})))) AS d FROM (${watched})`
  const quietDay = sql`d > quiet + ${quietDays} AND NOT arrayExists(x -> x < d AND x >= d - ${quietDays}, event_days)`
  return sql`INSERT INTO ${identifier(plan.grid)} (${names}) SELECT cust_no, shard_key, toUInt8(place > 0) AS event, toUInt8(if(place > 0, hours[place], 0)) AS hour, ${join(cells)} FROM (SELECT *, indexOf(event_days, d) AS place FROM (${daily}) WHERE ${quietDay})`
}

/** Where a clock stands on day `d`; NULL outside it. */
function cellOf(clock: Clock, at: number, asOf: number): Sql {
  const dates = identifier(`days_${at + 1}`)
  const date = sql`toDate32(d)`
  switch (clock.kind) {
    case 'date': {
      const near = sql`arrayFilter(x -> x BETWEEN ${clock.from} AND ${clock.to}, arrayMap(x -> d - x, ${dates}))`
      return sql`arrayElementOrNull(arraySort(x -> abs(x), ${near}), 1)`
    }
    case 'monthday': {
      const gap = sql`(toDayOfMonth(${date}) - ${dates}[1])`
      const near = sql`multiIf(${gap} > 15, ${gap} - toDayOfMonth(toLastDayOfMonth(${date})), ${gap} < -15, ${gap} + toDayOfMonth(toLastDayOfMonth(addMonths(${date}, -1))), ${gap})`
      return sql`if(empty(${dates}) OR ${near} NOT BETWEEN ${clock.from} AND ${clock.to}, NULL, ${near})`
    }
    case 'anniversary': {
      const own = identifier(`own_${at + 1}`)
      const gap = sql`(toDayOfYear(${date}) - toDayOfYear(toDate32(toInt32(${asOf} - ifNull(${own}, 0)))))`
      const near = sql`multiIf(${gap} > 182, ${gap} - 365, ${gap} < -182, ${gap} + 365, ${gap})`
      return sql`if(${own} IS NULL OR ${near} NOT BETWEEN ${clock.from} AND ${clock.to}, NULL, ${near})`
    }
    case 'year':
      return sql`(toMonth(${date}) - 1) * 2 + if(toDayOfMonth(${date}) < 15, 1, 2)`
    case 'hour':
      return sql`CAST(NULL, 'Nullable(Int32)')`
  }
}

/** The day of the month most dates fall on, the lowest of equals, as a list of one; empty without dates. */
function usualDay(dates: Sql): Sql {
  const monthDays = sql`arrayMap(x -> toInt32(toDayOfMonth(toDate32(x))), ${dates})`
  return sql`arraySlice(arraySort(m -> (0 - arrayCount(x -> toDayOfMonth(toDate32(x)) = m, ${dates}), m), ${monthDays}), 1, 1)`
}

/** A stretch of a clock found before, to be allowed for. */
export interface KnownWindow {
  readonly column: string
  readonly from: number
  readonly to: number
}

export interface CellRow {
  readonly at: number
  readonly known: string
  readonly days: string
  readonly events: string
}

/** Whether a cell is in a window; one that runs over the end of a circular clock has `from` above `to`. */
function inWindow({ column, from, to }: KnownWindow): Sql {
  const cell = sql`ifNull(${identifier(column)}, -1000)`
  const inside = from <= to ? sql`${cell} BETWEEN ${from} AND ${to}` : sql`(${cell} >= ${from} OR ${cell} BETWEEN 0 AND ${to})`
  return sql`toUInt8(${inside})`
}

/** Days and returns by the cell of a clock, and by which known windows of other clocks they lie in. */
export function cellsQuery(grid: string, column: string, known: readonly KnownWindow[]): Query<CellRow> {
  const flags = known.length === 0 ? sql`''` : sql`concat(${join(known.map((window) => sql`toString(${inWindow(window)})`))}, '')`
  return query(sql`SELECT assumeNotNull(${identifier(column)}) AS at, ${flags} AS known, count() AS days, sum(event) AS events FROM ${identifier(grid)} WHERE ${identifier(column)} IS NOT NULL GROUP BY at, known ORDER BY at, known`)
}

export function gridTotalsQuery(grid: string): Query<{ customers: string; days: string; events: string }> {
  return query(sql`SELECT uniqExact(cust_no) AS customers, count() AS days, sum(event) AS events FROM ${identifier(grid)}`)
}

/** Hours of returns, and of what everybody not in the table of customers did over the same days. */
export function hoursQuery(grid: string, people: string, { rows, where, found }: FactRows, time: Sql, from: number): Query<{ at: number; events: string; usual: string }> {
  const others = sql`SELECT toHour(${time}) AS at, 0 AS events, 1 AS usual FROM ${rows} WHERE ${where} AND toInt32(toDate32(${time})) >= ${from} AND cust_no GLOBAL NOT IN (SELECT cust_no FROM ${identifier(people)}) GROUP BY cust_no, row_key, at HAVING ${found} > 0`
  return query(sql`SELECT at, sum(events) AS events, sum(usual) AS usual FROM (SELECT hour AS at, 1 AS events, 0 AS usual FROM ${identifier(grid)} WHERE event = 1 UNION ALL ${others}) GROUP BY at ORDER BY at`)
}
