import { dayNumber, datePartsOf } from '#kernel/calendar'
import { identifier, sql, type Sql } from '#kernel/sql'
import { dayOf, type Compiler } from './compiler.js'
import { type EachPeriod } from './node.js'
import { type FactSpec } from './schema.js'
import { type Keeping } from './typed.js'
import { type DateRange } from './window.js'

/** 1 January 1970 was a Thursday: the Monday of its week is three days before. */
const MONDAY = 3
const WEEK = 7
const YEAR = 12

/** Number of the period a day is in; periods that follow each other have numbers that do. */
export function periodOf(per: EachPeriod['per'], date: string): number {
  const day = dayNumber(date)
  switch (per) {
    case 'day':
      return day
    case 'week':
      return Math.floor((day + MONDAY) / WEEK)
    case 'month': {
      const { year, month } = datePartsOf(date)
      return year * YEAR + month
    }
  }
}

/** The same of the rows of a fact. */
export function periodSql(c: Compiler, per: EachPeriod['per'], fact: FactSpec): Sql {
  const date = dayOfRow(c, fact)
  switch (per) {
    case 'day':
      return sql`toInt32(${date})`
    case 'week':
      return sql`toInt32(floor((toInt32(${date}) + ${MONDAY}) / ${WEEK}))`
    case 'month':
      return sql`toInt32(toYear(${date}) * ${YEAR} + toMonth(${date}))`
  }
}

/** The business day of a row of a fact. */
export function dayOfRow(c: Compiler, fact: FactSpec): Sql {
  return dayOf(c, { type: fact.timeType }, sql`assumeNotNull(${identifier(fact.timeField)})`)
}

/** First and last period of a window that has a beginning. */
export function periodsWithin(per: EachPeriod['per'], { from, to }: DateRange): { readonly first: number; readonly last: number } {
  return { first: periodOf(per, from ?? to), last: periodOf(per, to) }
}

/** Days before 1900-01-01 are refused everywhere, so no moment is negative. */
const EARLIEST = '1900-01-01'

/** The moment of a row of a fact: days, or milliseconds where the fact keeps moments. */
export function momentOf(fact: FactSpec): Sql {
  const time = sql`assumeNotNull(${identifier(fact.timeField)})`
  const since = sql`toDate32(${EARLIEST})`
  return fact.timeType === 'date' ? sql`toUInt64(dateDiff('day', ${since}, ${time}))` : sql`toUInt64(dateDiff('millisecond', toDateTime64(${since}, 3, 'UTC'), ${time}))`
}

/** The moment of a row where rows of several facts may be counted by their day. */
export function momentIn(c: Compiler, fact: FactSpec, keeping: Keeping): Sql {
  if (keeping === 'ms') return momentOf(fact)
  return sql`toUInt64(dateDiff('day', toDate32(${EARLIEST}), toDate32(${dayOfRow(c, fact)})))`
}

/** The business day of a moment of a fact that keeps moments. */
export function dayOfMoment(c: Compiler, moment: Sql): Sql {
  return sql`toDate32(addMilliseconds(toDateTime64(toDate32(${EARLIEST}), 3, 'UTC'), toInt64(${moment})), ${c.timeZone})`
}
