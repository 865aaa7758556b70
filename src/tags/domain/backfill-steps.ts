import { addDays, monthEnd } from '#kernel/calendar'

/** A day a backfill computes; one not asked for only carries the state of a tag that holds its value. */
export interface BackfillStep {
  readonly asOf: string
  readonly isAsked: boolean
}

/**
 * Days a backfill computes, in order. A tag that holds its value goes from day to day: besides the days asked for, the day
 * its hold began before each of them (what lasted from there to the day has lasted long enough), and the month ends between.
 */
export function backfillSteps(dates: readonly string[], hold: { readonly days: number } | undefined): BackfillStep[] {
  const asked = [...new Set(dates)].sort()
  const [first, last] = [asked[0], asked.at(-1)]
  if (hold === undefined || first === undefined || last === undefined) return asked.map((asOf) => ({ asOf, isAsked: true }))
  const before = asked.map((date) => addDays(date, -hold.days))
  const steps = new Set([...before, ...monthEnds(before[0] ?? first, last), ...asked])
  return [...steps].sort().map((asOf) => ({ asOf, isAsked: asked.includes(asOf) }))
}

function monthEnds(from: string, to: string): string[] {
  const ends: string[] = []
  for (let end = monthEnd(from); end < to; end = monthEnd(addDays(end, 1))) ends.push(end)
  return ends
}
