import type { EventProperty } from '#events/contract'
import { identifier, param, sql, type Sql } from '#kernel/sql'

/** Days and moments of ISO 8601 that the engine can keep (1900 to 2299), with or without an offset; seconds and fractions may be left out. */
const ISO_TIME = '^(19|2[0-2])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$'

/**
 * A property of event rows, read from their JSON text by the type the plan gives it. A value of another type is missing, as
 * is an empty text: a number in quotes is no number.
 */
export function eventProperty({ key, type }: Pick<EventProperty, 'key' | 'type'>, timeZone: string): Sql {
  // The value as it stands in the text, '' without it: its first letters tell its type, so the text is read once.
  const held = sql`JSONExtractRaw(ifNull(${identifier('props')}, ''), ${key})`
  switch (type) {
    case 'int':
      return whole(held)
    case 'number':
      return sql`toFloat64OrNull(${held})`
    case 'bool':
      return sql`CAST(transform(${held}, ['true', 'false'], [1, 0], NULL), 'Nullable(Bool)')`
    case 'text':
      return sql`nullIf(${textOf(held)}, '')`
    case 'time':
      return time(held, timeZone)
    case 'list':
      return sql`arrayFilter(each -> each != '', arrayMap(each -> ${textOf(sql`each`)}, JSONExtractArrayRaw(${held})))`
  }
}

/** Whole numbers of a float are exact to 2^53, as they are where they were sent from. */
function whole(held: Sql): Sql {
  return sql`accurateCastOrNull(toFloat64OrNull(${held}), 'Int64')`
}

/** Text without its quotes; a number or a yes or no as it is written; '' for lists, objects and null. */
function textOf(held: Sql): Sql {
  return sql`multiIf(startsWith(${held}, '"'), JSONExtractString(${held}), match(${held}, '^[-0-9tf]'), ${held}, '')`
}

/** Milliseconds since 1970 of the first and last moment the engine can keep. */
const FIRST_MS = Date.UTC(1900, 0, 1)
const LAST_MS = Date.UTC(2300, 0, 1) - 1

/** Milliseconds since 1970, or a text of ISO 8601, in the bank's own zone where it names none. */
function time(held: Sql, timeZone: string): Sql {
  const text = sql`JSONExtractString(${held})`
  const kept = sql`if(toFloat64OrNull(${held}) BETWEEN ${param(FIRST_MS, 'Float64')} AND ${param(LAST_MS, 'Float64')}, ${whole(held)}, NULL)`
  return sql`multiIf(startsWith(${held}, '"'), if(match(${text}, ${ISO_TIME}), toTimeZone(parseDateTime64BestEffortOrNull(${text}, 3, ${param(timeZone, 'String')}), 'UTC'), NULL), toTimeZone(fromUnixTimestamp64Milli(${kept}), 'UTC'))`
}
