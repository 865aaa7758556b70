import type { ScanCell, ScanClock, ScanWindow } from '#kernel/learn'
import type { Clock } from '../../contract-timing.js'

/** First and last cell of a clock, and whether it goes round. */
export function spanOf(clock: Clock): { readonly from: number; readonly to: number; readonly circular: boolean } {
  if (clock.kind === 'year') return { from: 1, to: 24, circular: true }
  if (clock.kind === 'hour') return { from: 0, to: 23, circular: true }
  return { from: clock.from, to: clock.to, circular: false }
}

/** Days and returns of a cell, with a 0 or 1 for each known window of other clocks. */
export interface CountedCell {
  readonly at: number
  readonly known: string
  readonly days: number
  readonly events: number
}

/** Cells of a clock with the returns its days would have brought if only the known windows of other clocks mattered. */
export function cellsOf(clock: Clock, counted: readonly CountedCell[], ratios: readonly number[]): ScanCell[] {
  const { from, to } = spanOf(clock)
  return Array.from({ length: to - from + 1 }, (_, place): ScanCell => {
    const own = counted.filter(({ at }) => at === from + place)
    const weight = (known: string) => ratios.reduce((product, ratio, bit) => (known[bit] === '1' ? product * ratio : product), 1)
    return { at: from + place, events: own.reduce((sum, { events }) => sum + events, 0), expected: own.reduce((sum, { days, known }) => sum + days * weight(known), 0) }
  })
}

/** A window is at most a third of a clock that goes round, and a quarter of a stretch around a date. */
export function scanClock(clock: Clock, cells: readonly ScanCell[]): ScanClock {
  const { circular } = spanOf(clock)
  return { key: clock.key, cells, circular, longest: Math.max(2, Math.floor(cells.length / (circular ? 3 : 4))) }
}

/** Windows of other clocks than the one at hand. */
export function knownFor(clock: Clock, windows: readonly ScanWindow[]): ScanWindow[] {
  return windows.filter((window) => window.kept && window.clock !== clock.key)
}

/** Whether two windows share a cell of one clock. */
export function sharesCell(clocks: readonly Clock[], a: ScanWindow, b: ScanWindow): boolean {
  const clock = clocks.find(({ key }) => key === a.clock)
  if (clock === undefined || a.clock !== b.clock) return false
  const own = cellsIn(clock, b)
  return cellsIn(clock, a).some((cell) => own.includes(cell))
}

function cellsIn(clock: Clock, { from, to }: Pick<ScanWindow, 'from' | 'to'>): number[] {
  const span = spanOf(clock)
  const all = Array.from({ length: span.to - span.from + 1 }, (_, at) => span.from + at)
  return from <= to ? all.filter((cell) => cell >= from && cell <= to) : all.filter((cell) => cell >= from || cell <= to)
}

/** Windows known after one more look: those known that are still kept, as they look now, and the strongest new one; null when none is new. */
export function nextKnown(clocks: readonly Clock[], known: readonly ScanWindow[], found: readonly ScanWindow[]): ScanWindow[] | null {
  const kept = found.filter((window) => window.kept)
  const still = kept.filter((window) => known.some((each) => sharesCell(clocks, each, window)))
  const fresh = kept.filter((window) => !still.includes(window)).sort((a, b) => b.evidence - a.evidence)[0]
  return fresh === undefined ? null : [...still, fresh]
}
