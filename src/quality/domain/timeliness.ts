import { addDays, dayStart, daysBetween } from '#kernel/calendar'

/** A load that reached its end. */
export interface LoadTime {
  readonly businessDate: string
  /** Instant, ISO. */
  readonly endedAt: string
}

export interface TimelinessRule {
  readonly by?: string | undefined
  readonly dayOffset: number
  readonly maxAgeDays?: number | undefined
}

export interface Timeliness {
  readonly ok: boolean
  readonly value: number
  readonly threshold: number
  readonly detail: Readonly<Record<string, string | number>>
}

/** The instant a source must be loaded by: `by` o'clock in the bank's zone, `dayOffset` days after the business date. */
export function deadlineOf(asOf: string, by: string, dayOffset: number, timeZone: string): string {
  const [hours = 0, minutes = 0] = by.split(':').map(Number)
  return new Date(Date.parse(dayStart(addDays(asOf, dayOffset), timeZone)) + (hours * 60 + minutes) * 60_000).toISOString()
}

/** Hours late of the first load of the business date; 0 in time. A text is why it is not judged yet. */
export function judgeDeadline(rule: TimelinessRule & { readonly by: string }, asOf: string, loads: readonly LoadTime[], place: { now: string; timeZone: string }): Timeliness | 'NOT_DUE_YET' {
  const deadline = deadlineOf(asOf, rule.by, rule.dayOffset, place.timeZone)
  const first = loads.filter((load) => load.businessDate === asOf).map((load) => load.endedAt).sort()[0]
  if (first === undefined && place.now < deadline) return 'NOT_DUE_YET'
  const hoursLate = Math.max(0, (Date.parse(first ?? place.now) - Date.parse(deadline)) / 3_600_000)
  return { ok: hoursLate === 0, value: hoursLate, threshold: 0, detail: { deadline, loaded: first ?? '' } }
}

/**
 * Days since the newest business date against the most allowed: `maxAgeDays`, else twice the usual (median) interval
 * between business dates, which takes three of them to know.
 */
export function judgeAge(rule: TimelinessRule, asOf: string, loads: readonly LoadTime[]): Timeliness | 'TOO_FEW_LOADS' {
  const dates = [...new Set(loads.map((load) => load.businessDate).filter((date) => date <= asOf))].sort()
  const newest = dates.at(-1)
  const most = rule.maxAgeDays ?? usualInterval(dates)
  if (newest === undefined || most === null) return 'TOO_FEW_LOADS'
  const age = daysBetween(newest, asOf)
  return { ok: age <= most, value: age, threshold: most, detail: { newest } }
}

function usualInterval(dates: readonly string[]): number | null {
  if (dates.length < 3) return null
  const gaps = dates.slice(1).map((date, at) => daysBetween(dates[at] ?? date, date)).sort((one, two) => one - two)
  return 2 * (gaps[Math.floor(gaps.length / 2)] ?? 1)
}
