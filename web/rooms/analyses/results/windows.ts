/** How a stretch of a clock is said: the word under `timing` and its numbers. */
export type WindowWords =
  | { readonly word: 'oneDay' }
  | { readonly word: 'days' | 'fromDay' | 'toDay' | 'before' | 'beforeOnly' | 'hours'; readonly from: number; readonly to: number }
  | { readonly word: 'halves'; readonly from: HalfMonth; readonly to: HalfMonth }

/** One of the 24 halves of a year's months. */
export interface HalfMonth {
  readonly month: number
  readonly half: 'first' | 'second'
}

export function halfOf(cell: number): HalfMonth {
  return { month: Math.ceil(cell / 2), half: cell % 2 === 1 ? 'first' : 'second' }
}

/** A window of cells `from` to `to`, both within it, on a clock of the given kind. */
export function readWindow(kind: string, from: number, to: number): WindowWords {
  // An hour lasts until the next one strikes.
  if (kind === 'hour') return { word: 'hours', from, to: to + 1 }
  if (kind === 'year') return { word: 'halves', from: halfOf(from), to: halfOf(to) }
  if (from === 0 && to === 0) return { word: 'oneDay' }
  if (to < 0) return { word: 'beforeOnly', from: -from, to: -to }
  if (from < 0) return { word: to === 0 ? 'toDay' : 'before', from: -from, to }
  return { word: from === 0 ? 'fromDay' : 'days', from, to }
}

/** Whether a cell lies in a window, which on a clock that goes round may pass its end. */
export function isInside(at: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return from <= to ? at >= from && at <= to : at >= from || at <= to
}

/** Returns over the usual, where there is a usual. */
export function overUsual({ events, expected }: { readonly events: number; readonly expected: number }): number | null {
  return expected > 0 ? events / expected : null
}
