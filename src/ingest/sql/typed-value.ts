import { sql, type Sql } from '#kernel/sql'
import type { BankType } from '../domain/bank-model.js'
import type { DateFormat, FromColumn } from '../contract.js'
import type { TypingContext } from './typing.js'

const TRUE = ['1', 'true', 't', 'yes', 'y', '是']
const FALSE = ['0', 'false', 'f', 'no', 'n', '否']

/** Text as a value of the type; NULL where it does not fit. */
export function typedValue(text: Sql, type: BankType, format: DateFormat, spec: FromColumn, context: TypingContext): Sql {
  switch (type) {
    case 'text':
      return sql`toNullable(${text})`
    case 'json':
      return sql`if(isValidJSON(${text}), toNullable(${text}), NULL)`
    case 'enum':
      return sql`toLowCardinality(toNullable(${text}))`
    case 'int':
      return sql`toInt64OrNull(replaceRegexpOne(${plainNumber(text, spec)}, '^[+]', ''))`
    case 'decimal':
      return decimalValue(plainNumber(text, spec))
    case 'money':
      return moneyValue(plainNumber(text, spec), spec.unit === 'minor' ? 0 : context.minorDigits, context.minorDigits, spec.unit)
    case 'bool':
      return sql`multiIf(lowerUTF8(${text}) IN ${TRUE}, toNullable(true), lowerUTF8(${text}) IN ${FALSE}, toNullable(false), NULL)`
    case 'date':
      return dateValue(dateText(text, format, spec, context.timeZone))
    case 'instant':
      return instantValue(text, format, spec, context.timeZone)
  }
}

/**
 * Number text with a point for the decimal mark and no thousands marks. Marks count as thousands marks only between
 * groups of three digits: `12,50` is not 1250.
 */
function plainNumber(text: Sql, spec: FromColumn): Sql {
  if (spec.decimal === ',') {
    const grouped = sql`match(${text}, '^[+-]?[0-9]{1,3}([.][0-9]{3})+(,[0-9]*)?$')`
    return sql`multiIf(${grouped}, replaceOne(replaceAll(${text}, '.', ''), ',', '.'), position(${text}, '.') = 0, replaceOne(${text}, ',', '.'), '')`
  }
  return sql`if(match(${text}, '^[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?$'), replaceAll(${text}, ',', ''), ${text})`
}

/** A finite number; `1e999` does not fit. */
function decimalValue(text: Sql): Sql {
  const number = sql`toFloat64OrNull(${text})`
  return sql`if(match(${text}, '^[+-]?[0-9]+([.][0-9]*)?([eE][+-]?[0-9]+)?$') AND isFinite(${number}), ${number}, NULL)`
}

/** Exact minor units. More decimals than the currency has (other than zeros) do not fit. */
function moneyValue(text: Sql, digits: number, scale: number, unit: FromColumn['unit']): Sql {
  const pattern = `^[+-]?[0-9]{1,16}([.][0-9]{0,${digits}}0*)?$`
  const shift = unit === 'minor' ? 1 : 10 ** scale
  return sql`if(match(${text}, ${pattern}), toInt64OrNull(toString(toDecimal128OrNull(${text}, 4) * ${shift})), NULL)`
}

/** The engine rolls 30 February over to March: a date exists only when it reads back as it was written. */
function dateValue(iso: Sql): Sql {
  return sql`if(toString(toDate32OrNull(${iso})) = ${iso}, toDate32OrNull(${iso}), NULL)`
}

/** Where year, month and day begin; `short` years have two digits. */
interface DateLayout {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly short?: boolean
}

const DASHED: DateLayout = { year: 1, month: 6, day: 9 }
const PACKED: DateLayout = { year: 1, month: 5, day: 7 }
const SHORT: DateLayout = { year: 1, month: 3, day: 5, short: true }
const DAY_FIRST: DateLayout = { year: 7, month: 4, day: 1 }

const LAYOUTS: Record<Exclude<DateFormat, 'UNIX' | 'UNIX_MS'>, DateLayout> = {
  'YYYY-MM-DD': DASHED,
  'YYYY-MM-DD HH:mm:ss': DASHED,
  'YYYY/MM/DD': DASHED,
  'YYYY/MM/DD HH:mm:ss': DASHED,
  ISO: DASHED,
  YYYYMMDD: PACKED,
  YYYYMMDDHHmmss: PACKED,
  YYMMDD: SHORT,
  'YYMMDD HH:mm:ss': SHORT,
  'DD/MM/YYYY': DAY_FIRST,
  'DD.MM.YYYY': DAY_FIRST,
  'MM/DD/YYYY': { year: 7, month: 1, day: 4 },
}

/** The text's date as YYYY-MM-DD, whatever its format; '' where it is not written in the format. */
function dateText(text: Sql, format: DateFormat, spec: FromColumn, zone: string): Sql {
  if (format === 'UNIX' || format === 'UNIX_MS') return sql`ifNull(toString(toDate32(${unixInstant(text, format, zone)})), '')`
  const layout = LAYOUTS[format]
  const part = (from: number, length: number) => sql`substring(${text}, ${from}, ${length})`
  const month = offsetMonth(part(layout.month, 2), spec.monthOffset)
  const year = layout.short === true ? fullYear(part(layout.year, 2), spec.pivot ?? 50) : part(layout.year, 4)
  return sql`if(match(${text}, ${shapeOf(format)}), concat(${year}, '-', ${month}, '-', ${part(layout.day, 2)}), '')`
}

/** Pattern a text of the format has, whole. */
function shapeOf(format: DateFormat): string {
  if (format === 'ISO') return '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$'
  const digits = format.replace('YYYY', '[0-9]{4}').replace(/YY|MM|DD|HH|mm|ss/g, '[0-9]{2}')
  return `^${digits.replace(/[.](?![0-9])/g, '[.]')}$`
}

/** Seconds of 1900-01-01 and 2300-01-01: the engine keeps no instant outside. */
const FIRST_SECOND = -2_208_988_800
const END_SECOND = 10_413_792_000

function unixInstant(text: Sql, format: 'UNIX' | 'UNIX_MS', zone: string): Sql {
  const perSecond = format === 'UNIX' ? 1 : 1000
  const number = sql`toInt64OrNull(${text})`
  return sql`if(${number} >= ${FIRST_SECOND * perSecond} AND ${number} < ${END_SECOND * perSecond}, fromUnixTimestamp64Milli(${number} * ${1000 / perSecond}, ${zone}), NULL)`
}

function fullYear(year: Sql, pivot: number): Sql {
  return sql`if(toUInt8OrZero(${year}) <= ${pivot}, concat('20', ${year}), concat('19', ${year}))`
}

function offsetMonth(month: Sql, offset: number | undefined): Sql {
  if (offset === undefined) return month
  return sql`if(toUInt8OrZero(${month}) > ${offset}, leftPad(toString(toUInt8OrZero(${month}) - ${offset}), 2, '0'), ${month})`
}

const TIME_AT: Partial<Record<DateFormat, 'tail' | 'packed'>> = {
  'YYYY-MM-DD HH:mm:ss': 'tail',
  'YYYY/MM/DD HH:mm:ss': 'tail',
  'YYMMDD HH:mm:ss': 'tail',
  YYYYMMDDHHmmss: 'packed',
}

/** An instant in UTC from local text; a format without a time is the start of that day in the bank's zone. */
function instantValue(text: Sql, format: DateFormat, spec: FromColumn, zone: string): Sql {
  if (format === 'ISO') return isoInstant(text, zone)
  if (format === 'UNIX' || format === 'UNIX_MS') return unixInstant(text, format, 'UTC')
  const local = sql`concat(${dateText(text, format, spec, zone)}, ' ', ${timeText(text, TIME_AT[format])})`
  const parsed = sql`toDateTime64OrNull(${local}, 3, ${zone})`
  return sql`if(startsWith(toString(${parsed}), ${local}), toTimeZone(${parsed}, 'UTC'), NULL)`
}

function timeText(text: Sql, at: 'tail' | 'packed' | undefined): Sql {
  if (at === 'tail') return sql`right(${text}, 8)`
  if (at === 'packed') return sql`concat(substring(${text}, 9, 2), ':', substring(${text}, 11, 2), ':', substring(${text}, 13, 2))`
  return sql`'00:00:00'`
}

/** ISO 8601 with or without zone; a bare date is the start of that day in the bank's zone. The day must exist. */
function isoInstant(text: Sql, zone: string): Sql {
  const day = sql`substring(${text}, 1, 10)`
  const exists = sql`toString(toDate32OrNull(${day})) = ${day}`
  return sql`if(${exists} AND match(${text}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$'), toTimeZone(parseDateTime64BestEffortOrNull(${text}, 3, ${zone}), 'UTC'), NULL)`
}
