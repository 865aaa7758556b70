import { Cron } from 'croner'
import { addDays, bankDayOfMonth, businessDateOf, instantOf, isBankDay, previousBankDay } from '#kernel/calendar'
import type { Schedule } from './schedule-schema.js'

/** A year of days, and the longest holiday after it. */
const HORIZON_DAYS = 400

/** Why a cron expression is not one, or null. */
export function cronFault(cron: string): string | null {
  if (cron.trim().split(/\s+/).length !== 5) return 'five fields: minute hour day month weekday'
  try {
    const parsed = new Cron(cron, { paused: true, timezone: 'UTC' })
    return parsed.nextRun(new Date('2024-01-01T00:00:00Z')) === null ? 'it never comes' : null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The first due moment after an instant (ISO texts in UTC); null when none comes within 400 days. */
export function nextDue(schedule: Schedule, after: string, zone: string): string | null {
  if (schedule.kind === 'cron') {
    return new Cron(schedule.cron, { paused: true, timezone: zone }).nextRun(new Date(after))?.toISOString() ?? null
  }
  let date = businessDateOf(after, zone)
  for (let days = 0; days < HORIZON_DAYS; days++) {
    if (isDueDay(schedule, date)) {
      const due = instantOf(date, schedule.at, zone)
      if (due > after) return due
    }
    date = addDays(date, 1)
  }
  return null
}

function isDueDay(schedule: Schedule & { kind: 'bank-day' }, date: string): boolean {
  if (schedule.day === 'every') return isBankDay(date)
  return bankDayOfMonth(date, schedule.day === 'month-end' ? -1 : schedule.day) === date
}

/** The next few due moments after an instant. */
export function upcomingDues(schedule: Schedule, after: string, zone: string, count: number): string[] {
  const dues: string[] = []
  for (let due = nextDue(schedule, after, zone); due !== null && dues.length < count; due = nextDue(schedule, due, zone)) dues.push(due)
  return dues
}

/** A newest due moment and how many before it were missed; the count stops at 1,000. */
export interface Arrived {
  readonly due: string
  readonly missed: number
  /** The moment after `now`. */
  readonly next: string | null
}

/** What became due from `due` up to and including `now`: one run for the newest of them. Null when nothing did. */
export function arrivedDues(schedule: Schedule, due: string, now: string, zone: string): Arrived | null {
  if (due > now) return null
  let newest = due
  let missed = 0
  let next = nextDue(schedule, due, zone)
  while (next !== null && next <= now && missed < 1000) {
    newest = next
    missed += 1
    next = nextDue(schedule, next, zone)
  }
  return { due: newest, missed, next: next !== null && next <= now ? nextDue(schedule, now, zone) : next }
}

/** The business date a run brings when its files do not say it. */
export function businessDateOfDue(schedule: Schedule | undefined, due: string, zone: string): string {
  return dataDateOf(schedule, businessDateOf(due, zone))
}

/** The business dates a schedule brings from one date to another, oldest first; every day with cron or no schedule. */
export function businessDatesBetween(schedule: Schedule | undefined, from: string, to: string): string[] {
  const dates: string[] = []
  if (schedule?.kind !== 'bank-day') {
    for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date)
    return dates
  }
  // Data of a date comes that day or on the next bank day: a month covers the longest holiday.
  for (let day = from; day <= addDays(to, 31); day = addDays(day, 1)) {
    const date = isDueDay(schedule, day) ? dataDateOf(schedule, day) : ''
    if (date >= from && date <= to) dates.push(date)
  }
  return dates
}

function dataDateOf(schedule: Schedule | undefined, date: string): string {
  switch (schedule?.dataOf) {
    case 'previous-day':
      return addDays(date, -1)
    case 'previous-bank-day':
      return previousBankDay(date)
    case 'same-day':
    case undefined:
      return date
  }
}
