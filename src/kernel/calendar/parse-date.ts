import { dateOf } from './business-date.js'

/** Date patterns a file may use; each also with ` HH:mm` or ` HH:mm:ss` (or `THH:mm…`) after it. */
export const datePatterns = ['YYYY-MM-DD', 'YYYYMMDD', 'YYMMDD', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const
export type DateOnlyPattern = (typeof datePatterns)[number]
export type DatePattern = DateOnlyPattern | `${DateOnlyPattern} HH:mm` | `${DateOnlyPattern} HH:mm:ss`

export interface DateReading {
  /** Two-digit years up to this are 20yy, later ones 19yy. Default 49. */
  readonly pivot?: number
  /** Months above this have it subtracted: 50 for Czech birth numbers of women. */
  readonly monthOffset?: number
}

/** A date, and its time of day `HH:mm:ss` when the pattern has one. */
export interface ParsedDate {
  readonly date: string
  readonly time: string | null
}

const SHAPES: Readonly<Record<DateOnlyPattern, RegExp>> = {
  'YYYY-MM-DD': /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  YYMMDD: /^(?<year>\d{2})(?<month>\d{2})(?<day>\d{2})$/,
  'DD/MM/YYYY': /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})$/,
  'MM/DD/YYYY': /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
}

const TIMES = {
  'HH:mm': /^([01]\d|2[0-3]):([0-5]\d)$/,
  'HH:mm:ss': /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/,
} as const

/** Whether a text names a pattern that `parseDate` reads. */
export function isDatePattern(text: string): text is DatePattern {
  const [date = '', time, ...rest] = text.split(' ')
  return (
    rest.length === 0 && Object.hasOwn(SHAPES, date) && (time === undefined || Object.hasOwn(TIMES, time))
  )
}

/** Reads a date written in a pattern. Null when the text does not have the shape or the moment does not exist. */
export function parseDate(text: string, pattern: DatePattern, reading: DateReading = {}): ParsedDate | null {
  const [dateShape, timeShape] = pattern.split(' ') as [DateOnlyPattern, keyof typeof TIMES | undefined]
  const trimmed = text.trim()
  const cut = timeShape === undefined ? trimmed.length : trimmed.search(/[ T]/)
  if (cut < 0) return null
  const date = dateFrom(trimmed.slice(0, cut), dateShape, reading)
  if (date === null) return null
  if (timeShape === undefined) return { date, time: null }
  const time = trimmed.slice(cut + 1)
  if (!TIMES[timeShape].test(time)) return null
  return { date, time: timeShape === 'HH:mm' ? `${time}:00` : time }
}

function dateFrom(text: string, shape: DateOnlyPattern, reading: DateReading): string | null {
  const groups = SHAPES[shape].exec(text)?.groups
  if (groups === undefined) return null
  const offset = reading.monthOffset ?? 0
  const written = Number(groups['month'])
  const month = offset > 0 && written > offset ? written - offset : written
  return dateOf(fullYear(String(groups['year']), reading.pivot ?? 49), month, Number(groups['day']))
}

function fullYear(text: string, pivot: number): number {
  const year = Number(text)
  if (text.length === 4) return year
  return year <= pivot ? 2000 + year : 1900 + year
}
