import { adjustPValues, normalQuantile } from '#kernel/stats'
import { createRandom, type Random } from '../data/random.js'

/** Events on a stretch of time, and how many there would be if no stretch mattered (in any unit: only shares count). */
export interface ScanCell {
  readonly at: number
  readonly events: number
  readonly expected: number
}

export interface ScanClock {
  readonly key: string
  readonly cells: readonly ScanCell[]
  /** The last cell is beside the first, as December is beside January. */
  readonly circular: boolean
  /** Most cells of a window. */
  readonly longest: number
}

export interface ScanWindow {
  readonly clock: string
  readonly from: number
  readonly to: number
  readonly events: number
  readonly expected: number
  /** Rate in the window over the rate in the clock's cells outside every kept window. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  readonly p: number
  /** Log likelihood ratio of the best stretch here. */
  readonly evidence: number
  /** Benjamini and Hochberg over all windows looked at. */
  readonly adjusted: number
  readonly kept: boolean
}

export interface ScanOptions {
  /** Expected share of false windows among those kept. */
  readonly falseDiscovery: number
  readonly seed: number
  readonly level: number
}

const ROUNDS = 999
/** Windows looked for on one clock at most. */
const MOST = 4
/** After a window this unlikely to be real no further one is looked for. */
const STOP = 0.2
/** Half the 95 % point of chi-square with two degrees of freedom. */
const SUPPORT = 2.996

/**
 * Windows of clocks with more events than the rest of the clock makes likely: Kulldorff's scan (1997, "A spatial scan
 * statistic") with the significance of the best window by Monte Carlo, then again without it; over all windows of all
 * clocks the false discovery rate is held (Benjamini and Hochberg 1995). Ratios with intervals on the log scale.
 */
export function scanClocks({ tick }: { readonly tick?: (share: number) => void }, clocks: readonly ScanClock[], options: ScanOptions): ScanWindow[] {
  const found = clocks.flatMap((clock, at) => {
    tick?.(at / clocks.length)
    return windowsOf(clock, createRandom(options.seed, at)).map((window) => ({ clock, window }))
  })
  const adjusted = adjustPValues(found.map(({ window }) => window.p))
  const judged = found.map((each, at) => ({ ...each, adjusted: adjusted[at] ?? 1, kept: (adjusted[at] ?? 1) <= options.falseDiscovery }))
  const z = normalQuantile(0.5 + options.level / 2)
  return judged
    .map(({ clock, window, adjusted: q, kept }): ScanWindow => {
      const kin = judged.filter((other) => other.clock === clock && other.kept && other.window !== window)
      return { clock: clock.key, from: first(window), to: last(window), p: window.p, evidence: window.evidence, adjusted: q, kept, ...strength(clock, window, kin.map((each) => each.window), z) }
    })
    .sort((a, b) => a.p - b.p || b.evidence - a.evidence)
}

interface Found {
  /** Places of the cells, in order along the clock. */
  readonly cells: readonly ScanCell[]
  readonly p: number
  readonly evidence: number
}

function first({ cells }: Found): number {
  return cells[0]?.at ?? 0
}

function last({ cells }: Found): number {
  return cells.at(-1)?.at ?? 0
}

function windowsOf({ cells, circular, longest }: ScanClock, random: Random): Found[] {
  const found: Found[] = []
  let left: (ScanCell | null)[] = [...cells]
  while (found.length < MOST) {
    const here = left.filter((cell) => cell !== null)
    const total = sum(here, 'events')
    const expected = sum(here, 'expected')
    if (total < 2 || !(expected > 0)) break
    const stretches = stretchesOf(left, { circular, longest, scale: total / expected, total })
    const best = bestOf(stretches)
    if (best === null) break
    const p = chanceOf(best.value, left, { circular, longest, total, expected }, random)
    const { places } = shortestOf(stretches, best)
    found.push({ cells: places.map((place) => cells[place] as ScanCell), p, evidence: best.value })
    if (p > STOP) break
    left = left.map((cell, place) => (places.includes(place) ? null : cell))
  }
  return found
}

interface Scan {
  readonly circular: boolean
  readonly longest: number
  readonly scale: number
  readonly total: number
}

interface Stretch {
  readonly value: number
  readonly places: readonly number[]
}

/** Every stretch with more events inside than expected, and its log likelihood ratio. */
function stretchesOf(cells: readonly (ScanCell | null)[], { circular, longest, scale, total }: Scan): Stretch[] {
  const found: Stretch[] = []
  for (let from = 0; from < cells.length; from += 1) {
    let [events, expected] = [0, 0]
    const places: number[] = []
    for (let length = 1; length <= longest; length += 1) {
      const place = circular ? (from + length - 1) % cells.length : from + length - 1
      const cell = cells[place]
      if (cell === null || cell === undefined) break
      events += cell.events
      expected += cell.expected * scale
      places.push(place)
      const value = ratioOf(events, expected, total)
      if (value > 0) found.push({ value, places: [...places] })
    }
  }
  return found
}

function bestOf(stretches: readonly Stretch[]): Stretch | null {
  return stretches.reduce<Stretch | null>((best, each) => (each.value > (best?.value ?? 0) ? each : best), null)
}

/** The shortest stretch the data tell not clearly from the best one: inside its 95 % support (two ends: chi-square, 2 degrees of freedom). */
function shortestOf(stretches: readonly Stretch[], best: Stretch): Stretch {
  return stretches.filter(({ value }) => value >= best.value - SUPPORT).reduce((short, each) => (each.places.length < short.places.length || (each.places.length === short.places.length && each.value > short.value) ? each : short), best)
}

/** The largest log likelihood ratio alone: what chance is asked for a thousand times. */
function largestOf(cells: readonly (ScanCell | null)[], events: Float64Array, { circular, longest, scale, total }: Scan): number {
  let best = 0
  for (let from = 0; from < cells.length; from += 1) {
    let [inside, expected] = [0, 0]
    for (let length = 1; length <= longest; length += 1) {
      const place = circular ? (from + length - 1) % cells.length : from + length - 1
      const cell = cells[place]
      if (cell === null || cell === undefined) break
      inside += events[place] as number
      expected += cell.expected * scale
      best = Math.max(best, ratioOf(inside, expected, total))
    }
  }
  return best
}

function ratioOf(events: number, expected: number, total: number): number {
  if (events <= expected || !(expected > 0) || expected > total / 2) return 0
  const rest = total - events
  return events * Math.log(events / expected) + (rest === 0 ? 0 : rest * Math.log(rest / (total - expected)))
}

/** Share of rounds in which chance alone gives a window as good. */
function chanceOf(value: number, cells: readonly (ScanCell | null)[], scan: Omit<Scan, 'scale'> & { readonly expected: number }, random: Random): number {
  const limits: number[] = []
  let running = 0
  for (const cell of cells) {
    running += cell?.expected ?? 0
    limits.push(running)
  }
  let better = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const events = new Float64Array(cells.length)
    for (let event = 0; event < scan.total; event += 1) {
      const place = placeOf(limits, random.next() * running)
      events[place] = (events[place] as number) + 1
    }
    if (largestOf(cells, events, { ...scan, scale: scan.total / scan.expected }) >= value) better += 1
  }
  return (better + 1) / (ROUNDS + 1)
}

/** First place whose running sum is above the draw. */
function placeOf(limits: readonly number[], draw: number): number {
  let [low, high] = [0, limits.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((limits[middle] as number) > draw) high = middle
    else low = middle + 1
  }
  return low
}

function strength(clock: ScanClock, window: Found, others: readonly Found[], z: number) {
  const away = new Set([...window.cells, ...others.flatMap(({ cells }) => cells)].map(({ at }) => at))
  const rest = clock.cells.filter(({ at }) => !away.has(at))
  const [inside, outside] = [sum(window.cells, 'events'), sum(rest, 'events')]
  const usual = (outside / sum(rest, 'expected')) * sum(window.cells, 'expected')
  const ratio = inside / usual
  const reach = Math.exp(z * Math.sqrt(1 / Math.max(1, inside) + 1 / Math.max(1, outside)))
  return { events: inside, expected: usual, ratio, low: ratio / reach, high: ratio * reach }
}

function sum(cells: readonly ScanCell[], of: 'events' | 'expected'): number {
  return cells.reduce((total, cell) => total + cell[of], 0)
}
