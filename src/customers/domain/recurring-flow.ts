import { addMonths, daysBetween } from '#kernel/calendar'
import { dueAfter, rhythmSpans, typicalDay, type Rhythm, type RhythmSpan } from './flow-rhythm.js'

/** What makes payments a regular flow. */
export const flowParameters = {
  /** Months looked at; yearly payments need three years to come three times. */
  months: 12,
  yearlyMonths: 37,
  /** Days with a payment a flow needs at least; a weekly one four. */
  least: 3,
  /** Share of the gaps between payments that must lie within the rhythm. */
  share: 0.75,
  /** Largest deviation of amounts where nothing but rhythm and amount speaks for a flow. */
  steady: 0.2,
  /** Amounts of one counterparty are two flows where the next larger one is more than so many times as large. */
  apart: 1.25,
} as const

export interface Payment {
  readonly day: string
  /** Minor units, more than zero. */
  readonly minor: number
}

export const flowStates = ['onTime', 'overdue', 'stopped'] as const
export type FlowState = (typeof flowStates)[number]

/** Payments that come back. */
export interface RegularFlow {
  readonly rhythm: Rhythm
  /** Day of the month they keep to, or of the week from Monday 1. */
  readonly day: number
  /** Median, least and most a payment. */
  readonly typical: number
  readonly low: number
  readonly high: number
  /** How far amounts lie off the typical one: median absolute deviation over the median. */
  readonly spread: number
  /** Share of the gaps that lie within the rhythm. */
  readonly kept: number
  readonly first: string
  readonly last: string
  readonly times: number
  /** null: stopped. */
  readonly next: string | null
  readonly state: FlowState
  /** Days since it was due, of an overdue one. */
  readonly late: number
}

export interface FlowAsk {
  readonly asOf: string
  /** The class says that such payments come back: rhythm is enough. */
  readonly named: boolean
}

/** Median, the mean of the middle two of an even number. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Payments of one day are one. */
function byDay(payments: readonly Payment[]): Payment[] {
  const days = new Map<string, number>()
  for (const { day, minor } of payments) days.set(day, (days.get(day) ?? 0) + minor)
  return [...days].map(([day, minor]) => ({ day, minor })).sort((a, b) => (a.day < b.day ? -1 : 1))
}

const gapsOf = (payments: readonly Payment[]): number[] => payments.slice(1).map(({ day }, at) => daysBetween(payments[at]?.day ?? day, day))

/**
 * The rhythm of payments: that in which the median gap lies, and at least `share` of all gaps. Of the last twelve months; a
 * yearly one of the last 37.
 */
function rhythmOf(days: readonly Payment[], asOf: string): { readonly span: RhythmSpan; readonly of: readonly Payment[]; readonly kept: number } | null {
  const { share, months, yearlyMonths } = flowParameters
  for (const span of rhythmSpans) {
    const since = addMonths(asOf, -(span.rhythm === 'year' ? yearlyMonths : months))
    const of = days.filter(({ day }) => day > since && day <= asOf)
    const gaps = gapsOf(of)
    if (of.length < span.least) continue
    const fits = (gap: number): boolean => gap >= span.low && gap <= span.high
    const kept = gaps.filter(fits).length / gaps.length
    if (fits(medianOf(gaps)) && kept >= share) return { span, of, kept }
  }
  return null
}

/** Where a flow stands: due, late by more than its grace, or two payments missed. */
function stateOf(asOf: string, [next, after]: readonly [string, string], { grace }: RhythmSpan): Pick<RegularFlow, 'next' | 'state' | 'late'> {
  const late = daysBetween(next, asOf)
  if (late <= grace) return { next, state: 'onTime', late: 0 }
  return daysBetween(after, asOf) <= grace ? { next, state: 'overdue', late } : { next: null, state: 'stopped', late: 0 }
}

/** The payments as one flow; null where they keep no rhythm, or nothing but their amounts speaks for it and these vary. */
function judge(payments: readonly Payment[], { asOf, named }: FlowAsk): RegularFlow | null {
  const found = rhythmOf(byDay(payments), asOf)
  const [first] = found?.of ?? []
  const last = found?.of.at(-1)
  if (found === null || first === undefined || last === undefined) return null
  const { span, of, kept } = found
  const amounts = of.map(({ minor }) => minor)
  const typical = medianOf(amounts)
  const spread = medianOf(amounts.map((minor) => Math.abs(minor - typical))) / typical
  if (!named && spread > flowParameters.steady) return null
  const day = typicalDay(of.map((each) => each.day), span)
  const state = stateOf(asOf, dueAfter(last.day, day, span), span)
  return { rhythm: span.rhythm, day, typical: Math.round(typical), low: Math.min(...amounts), high: Math.max(...amounts), spread, kept, first: first.day, last: last.day, times: of.length, ...state }
}

/** Payments by size, parted where the next larger amount is much larger. */
function bySize(payments: readonly Payment[]): Payment[][] {
  const parts: Payment[][] = []
  let before = 0
  for (const payment of payments.toSorted((a, b) => a.minor - b.minor)) {
    const part = parts.at(-1)
    if (part !== undefined && payment.minor <= before * flowParameters.apart) part.push(payment)
    else parts.push([payment])
    before = payment.minor
  }
  return parts
}

/**
 * Regular flows among the payments of one counterparty, one direction and one class. A flow has payments on at least three
 * days (of a week four), a median gap and at least three quarters of the gaps within one rhythm (`rhythmSpans`), and, where its class does not
 * say that it comes back, amounts whose median absolute deviation is at most a fifth of the median (Hampel 1974, The
 * influence curve and its role in robust estimation). Payments that are none as a whole are looked at by size, since two
 * policies of one insurer are two flows. The thresholds are ours; nothing is learned.
 */
export function regularFlows(payments: readonly Payment[], ask: FlowAsk): RegularFlow[] {
  const whole = judge(payments, ask)
  if (whole !== null) return [whole]
  const parts = bySize(payments)
  return parts.length < 2 ? [] : parts.flatMap((part) => judge(part, ask) ?? [])
}

const PER_MONTH: Readonly<Record<Rhythm, number>> = { week: 365.25 / 12 / 7, month: 1, quarter: 1 / 3, year: 1 / 12 }

/** What flows that still run come to in a month: the sum of typical amounts times payments a month, in minor units. */
export function perMonth(flows: readonly Pick<RegularFlow, 'rhythm' | 'typical' | 'state'>[]): number {
  return Math.round(flows.filter(({ state }) => state !== 'stopped').reduce((sum, { rhythm, typical }) => sum + typical * PER_MONTH[rhythm], 0))
}
