/** What a cron expression says, as far as it is simple enough to say in words. */
export type CronSentence =
  | { readonly kind: 'daily'; readonly at: string }
  | { readonly kind: 'weekly'; readonly at: string; readonly weekdays: readonly number[] }
  | { readonly kind: 'monthly'; readonly at: string; readonly days: readonly number[] }
  | { readonly kind: 'minutes'; readonly every: number }
  | { readonly kind: 'hourly'; readonly minute: number }
  | { readonly kind: 'other' }

const two = (value: number): string => String(value).padStart(2, '0')
const OTHER: CronSentence = { kind: 'other' }

/** `1-5` and `1,3,5` as numbers; null for anything else. */
function numbersOf(field: string): readonly number[] | null {
  const all: number[] = []
  for (const part of field.split(',')) {
    const found = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part)
    if (found === null) return null
    const from = Number(found[1])
    const to = found[2] === undefined ? from : Number(found[2])
    for (let value = from; value <= to; value++) all.push(value)
  }
  return all.length === 0 ? null : all
}

function withoutTime(minute: string, hour: string): CronSentence {
  const every = /^\*\/(\d{1,2})$/.exec(minute)
  if (every !== null && hour === '*') return { kind: 'minutes', every: Number(every[1]) }
  return /^\d{1,2}$/.test(minute) && hour === '*' ? { kind: 'hourly', minute: Number(minute) } : OTHER
}

const isNumber = (field: string): boolean => /^\d{1,2}$/.test(field)

function onDays(at: string, day: string, weekday: string): CronSentence {
  if (day === '*' && weekday === '*') return { kind: 'daily', at }
  const numbers = day === '*' ? numbersOf(weekday) : weekday === '*' ? numbersOf(day) : null
  if (numbers === null) return OTHER
  return day === '*' ? { kind: 'weekly', at, weekdays: [...new Set(numbers.map((one) => one % 7))] } : { kind: 'monthly', at, days: numbers }
}

/** Reads the five fields minute, hour, day, month, weekday (0 or 7: Sunday). */
export function readCron(cron: string): CronSentence {
  const fields = cron.trim().split(/\s+/)
  const [minute, hour, day, month, weekday] = fields
  if (fields.length !== 5 || minute === undefined || hour === undefined || day === undefined || weekday === undefined || month !== '*') return OTHER
  if (isNumber(minute) && isNumber(hour)) return onDays(`${two(Number(hour))}:${two(Number(minute))}`, day, weekday)
  return day === '*' && weekday === '*' ? withoutTime(minute, hour) : OTHER
}
