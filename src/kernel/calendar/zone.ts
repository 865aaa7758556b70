import { addDays } from './business-date.js'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}

/** Wall-clock time of an instant in a zone, as the milliseconds of the same reading in UTC. */
function wallMs(ms: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(new Date(ms))
      .map((part) => [part.type, Number(part.value)]),
  ) as Record<string, number | undefined>
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** Whether the runtime knows an IANA zone name. */
export function isTimeZone(name: string): boolean {
  try {
    return formatOf(name).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The calendar day of an instant (ISO text) in a zone. */
export function businessDateOf(instant: string, timeZone: string): string {
  return new Date(wallMs(Date.parse(instant), timeZone)).toISOString().slice(0, 10)
}

/**
 * The first instant of a calendar day in a zone, ISO text in UTC. A day that begins inside a skipped hour begins when
 * the clock jumps.
 */
export function dayStart(date: string, timeZone: string): string {
  const target = Date.parse(`${date}T00:00:00Z`)
  let ms = target
  for (let round = 0; round < 3; round++) ms += target - wallMs(ms, timeZone)
  const start = new Date(ms).toISOString()
  return businessDateOf(start, timeZone) === date ? start : dayAfterGap(date, timeZone, ms)
}

function dayAfterGap(date: string, timeZone: string, ms: number): string {
  const quarter = 900_000
  let at = Math.floor(ms / quarter) * quarter - 8 * quarter
  while (businessDateOf(new Date(at).toISOString(), timeZone) < date) at += quarter
  return new Date(at).toISOString()
}

/**
 * The instant of a local date and time `HH:mm`, ISO text in UTC. A time the clock skips is that much later; one it has
 * twice is the first.
 */
export function instantOf(date: string, time: string, timeZone: string): string {
  const target = Date.parse(`${date}T${time}:00Z`)
  const offsets = [target - 86_400_000, target + 86_400_000].map((ms) => wallMs(ms, timeZone) - ms)
  const found = offsets.map((offset) => target - offset).filter((ms) => wallMs(ms, timeZone) === target)
  return new Date(found.length > 0 ? Math.min(...found) : target - Math.min(...offsets)).toISOString()
}

/** Local time `HH:mm` of an instant in a zone. */
export function timeOf(instant: string, timeZone: string): string {
  return new Date(wallMs(Date.parse(instant), timeZone)).toISOString().slice(11, 16)
}

/** The last instant belonging to a day is before this one: the start of the next day. */
export function dayEnd(date: string, timeZone: string): string {
  return dayStart(addDays(date, 1), timeZone)
}
