import { fail } from '#kernel/error'

const DIGIT = 11
const CELLS = 1 << DIGIT
const MASK = CELLS - 1
const LONG_RUN = 48

/** Row numbers by falling score, and where each group of equal scores ends. */
export interface FallingOrder {
  readonly order: Uint32Array
  /** Place after the last row of every group. */
  readonly ends: Uint32Array
}

/** Row numbers by falling score; equal scores keep the order of their rows. Error: LEARN_SCORE. */
export function fallingOrder(scores: ArrayLike<number>): Uint32Array {
  return sortedRows(scores).order
}

/**
 * The same with its groups, found from what was sorted: the scores are not looked up a second time in their new order.
 * Error: LEARN_SCORE when a score is not a finite number.
 */
export function fallingGroups(scores: ArrayLike<number>): FallingOrder {
  const { order, sorted, halves } = sortedRows(scores)
  const rows = order.length
  const ends = new Uint32Array(rows)
  let groups = 0
  for (let at = 1; at <= rows; at += 1) {
    if (at < rows && sorted[at] === sorted[at - 1] && lowerHalf(halves, order, at) === lowerHalf(halves, order, at - 1)) continue
    ends[groups] = at
    groups += 1
  }
  return { order, ends: ends.subarray(0, groups) }
}

function lowerHalf(halves: Uint32Array, order: Uint32Array, place: number): number {
  return halves[2 * (order[place] as number)] as number
}

/** The score of every group. */
export function groupScores(scores: ArrayLike<number>, { order, ends }: FallingOrder): Float64Array {
  const found = new Float64Array(ends.length)
  for (let group = 0; group < ends.length; group += 1) found[group] = scores[order[(ends[group] as number) - 1] as number] as number
  return found
}

/** Radix sort of the upper 32 bits of the number in three passes, then the few rows that share them are put in order by the lower 32. */
function sortedRows(scores: ArrayLike<number>): { order: Uint32Array; sorted: Uint32Array; halves: Uint32Array } {
  const rows = scores.length
  const exact = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    const score = scores[row] as number
    if (!(score - score === 0)) fail('LEARN_SCORE', { row: row + 1, value: score })
    exact[row] = score + 0
  }
  const halves = new Uint32Array(exact.buffer)
  const keys = new Uint32Array(rows)
  for (let row = 0; row < rows; row += 1) keys[row] = fallingKey(halves[2 * row + 1] as number)
  const { order, sorted } = radix(keys)
  settleRuns(order, sorted, halves)
  return { order, sorted, halves }
}

/** Upper half of a float64 as an unsigned number that falls when the float rises. */
function fallingKey(upper: number): number {
  return (upper & 0x80000000) === 0 ? ~(upper | 0x80000000) >>> 0 : upper >>> 0
}

function radix(keys: Uint32Array): { order: Uint32Array; sorted: Uint32Array } {
  const rows = keys.length
  const counts = countDigits(keys)
  let [order, spareOrder] = [new Uint32Array(rows), new Uint32Array(rows)]
  let [sorted, spareSorted]: [Uint32Array, Uint32Array] = [keys, new Uint32Array(rows)]
  for (let row = 0; row < rows; row += 1) order[row] = row
  for (let pass = 0; pass < 3; pass += 1) {
    const starts = counts.subarray(pass * CELLS, (pass + 1) * CELLS)
    if (onlyOneCell(starts, rows)) continue
    toStarts(starts)
    deal(sorted, order, spareSorted, spareOrder, starts, pass * DIGIT)
    ;[order, spareOrder, sorted, spareSorted] = [spareOrder, order, spareSorted, sorted]
  }
  return { order, sorted }
}

function deal(
  keys: Uint32Array,
  order: Uint32Array,
  toKeys: Uint32Array,
  toOrder: Uint32Array,
  starts: Uint32Array,
  shift: number,
): void {
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as number
    const digit = (key >>> shift) & MASK
    const place = starts[digit] as number
    starts[digit] = place + 1
    toKeys[place] = key
    toOrder[place] = order[at] as number
  }
}

function countDigits(keys: Uint32Array): Uint32Array {
  const counts = new Uint32Array(3 * CELLS)
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as number
    const low = key & MASK
    const middle = CELLS + ((key >>> DIGIT) & MASK)
    const high = 2 * CELLS + (key >>> (2 * DIGIT))
    counts[low] = (counts[low] as number) + 1
    counts[middle] = (counts[middle] as number) + 1
    counts[high] = (counts[high] as number) + 1
  }
  return counts
}

function onlyOneCell(counts: Uint32Array, rows: number): boolean {
  return counts.includes(rows)
}

function toStarts(counts: Uint32Array): void {
  let start = 0
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] as number
    counts[at] = start
    start += count
  }
}

function settleRuns(order: Uint32Array, sorted: Uint32Array, halves: Uint32Array): void {
  const rows = order.length
  let start = 0
  for (let at = 1; at <= rows; at += 1) {
    if (at < rows && sorted[at] === sorted[start]) continue
    if (at - start > 1) settleRun(order, start, at, sorted[start] as number, halves)
    start = at
  }
}

/** Rows of one upper half, put in order by the lower half: falling for positive numbers, rising for negative ones. */
function settleRun(order: Uint32Array, start: number, end: number, key: number, halves: Uint32Array): void {
  const flip = (key & 0x80000000) === 0 ? 0xffffffff : 0
  if (inOrder(order, start, end, halves, flip)) return
  if (end - start > LONG_RUN) {
    const rows = Array.from(order.subarray(start, end))
    rows.sort((a, b) => lowerKey(halves, a, flip) - lowerKey(halves, b, flip) || a - b)
    order.set(rows, start)
    return
  }
  for (let at = start + 1; at < end; at += 1) {
    const row = order[at] as number
    const lower = lowerKey(halves, row, flip)
    let to = at
    for (; to > start && lowerKey(halves, order[to - 1] as number, flip) > lower; to -= 1) {
      order[to] = order[to - 1] as number
    }
    order[to] = row
  }
}

function inOrder(order: Uint32Array, start: number, end: number, halves: Uint32Array, flip: number): boolean {
  for (let at = start + 1; at < end; at += 1) {
    if (lowerKey(halves, order[at - 1] as number, flip) > lowerKey(halves, order[at] as number, flip)) {
      return false
    }
  }
  return true
}

function lowerKey(halves: Uint32Array, row: number, flip: number): number {
  return ((halves[2 * row] as number) ^ flip) >>> 0
}
