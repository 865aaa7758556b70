import { daysBetween } from '#kernel/calendar'
import { quantilesOf } from '#kernel/learn'
import type { LeadTime } from '../../contract-warning.js'

/** Scores of the customers of the first date on this and the later dates, and when each was lost. */
export interface Watched {
  readonly dates: readonly string[]
  /** By date, then by customer; NaN where there is none. */
  readonly scores: readonly Float64Array[]
  /** Place of the first date on which the loss is seen; -1 for who was not lost. Never 0. */
  readonly lost: Int32Array
}

const SHARES = [0.05, 0.1, 0.2, 0.3]
/** A warning this many days ahead leaves time to act. */
export const AHEAD_DAYS = 30
const TENTHS = 10

/** How long before the loss the score is among the best of the first date, by share; who is lost, by tenth. */
export function leadTimes(watched: Watched): Omit<LeadTime, 'version'> {
  const { dates, scores, lost } = watched
  const first = scores[0] ?? new Float64Array(0)
  const leavers = [...lost.keys()].filter((at) => (lost[at] ?? -1) > 0)
  return {
    dates: [...dates],
    customers: first.length,
    lost: leavers.length,
    lines: first.length === 0 ? [] : SHARES.map((share) => lineOf(watched, leavers, share)),
    deciles: decilesOf(watched),
  }
}

function lineOf({ dates, scores, lost }: Watched, leavers: readonly number[], share: number): LeadTime['lines'][number] {
  const first = scores[0] as Float64Array
  const [cut = 0] = quantilesOf(first, [1 - share])
  const isWarned = (at: number, date: number): boolean => (scores[date]?.[at] ?? Number.NaN) >= cut
  const leads = leavers.flatMap((at) => {
    const seen = lost[at] as number
    const warnedOn = dates.findIndex((_, date) => date < seen && isWarned(at, date))
    return warnedOn < 0 ? [] : [daysBetween(dates[warnedOn] as string, dates[seen] as string)]
  })
  const flagged = [...first.keys()].filter((at) => isWarned(at, 0))
  const of = (count: number): number => (leavers.length === 0 ? 0 : count / leavers.length)
  const [lower, median, upper] = leads.length === 0 ? [null, null, null] : quantilesOf(Float64Array.from(leads), [0.25, 0.5, 0.75])
  return {
    share, cut, warned: leads.length, warnedShare: of(leads.length), aheadShare: of(leads.filter((days) => days >= AHEAD_DAYS).length),
    median: median ?? null, lower: lower ?? null, upper: upper ?? null, flagged: flagged.length, flaggedLost: flagged.filter((at) => (lost[at] ?? -1) > 0).length,
  }
}

function decilesOf({ dates, scores, lost }: Watched): LeadTime['deciles'] {
  const first = scores[0] ?? new Float64Array(0)
  const order = [...first.keys()].sort((a, b) => (first[b] as number) - (first[a] as number) || a - b)
  return Array.from({ length: TENTHS }, (_, tenth) => {
    const own = order.slice(Math.round((tenth * order.length) / TENTHS), Math.round(((tenth + 1) * order.length) / TENTHS))
    const days = own.flatMap((at) => ((lost[at] ?? -1) > 0 ? [daysBetween(dates[0] as string, dates[lost[at] as number] as string)] : []))
    const [median] = days.length === 0 ? [null] : quantilesOf(Float64Array.from(days), [0.5])
    return { decile: tenth + 1, customers: own.length, lost: days.length, median: median ?? null }
  })
}
