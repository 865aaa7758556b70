import { addBankDays, addDays, businessDateOf, instantOf, isBankDay, monthEnd, monthStart } from '#kernel/calendar'
import type { Refresh } from './schedule-schema.js'

/** The newest business date whose data should be in by an instant (ISO text). */
export function expectedDate(refresh: Refresh, now: string, zone: string): string {
  let date = dateAtOrBefore(refresh, businessDateOf(now, zone))
  while (deadlineOf(refresh, date, zone) > now) date = dateAtOrBefore(refresh, addDays(date, -1))
  return date
}

/** The newest date of the rhythm that is not after a date. */
function dateAtOrBefore(refresh: Refresh, date: string): string {
  switch (refresh.every) {
    case 'day':
      return date
    case 'bank-day':
      return isBankDay(date) ? date : addBankDays(date, -1)
    case 'month':
      return monthEnd(date) === date ? date : addDays(monthStart(date), -1)
  }
}

/** The instant by which the data of a date should be in: `lagDays` later (bank days for bank days). */
export function deadlineOf(refresh: Refresh, date: string, zone: string): string {
  const day = refresh.every === 'bank-day' ? addBankDays(date, refresh.lagDays) : addDays(date, refresh.lagDays)
  return instantOf(day, refresh.by, zone)
}

/** Whether data up to `newest` is what should be in by now. */
export function freshnessOf(refresh: Refresh | undefined, newest: string | null, now: string, zone: string) {
  if (refresh === undefined) return { state: 'unknown' as const, expected: null }
  const expected = expectedDate(refresh, now, zone)
  return { state: newest !== null && newest >= expected ? ('fresh' as const) : ('overdue' as const), expected }
}
