/** Codes of one tag by row of a sample, and how many cells it has; 0 is missing. */
export interface CodedColumn {
  readonly codes: Uint8Array
  readonly cells: number
  /** The cells stand in the order of a number, so a rank correlation means something. */
  readonly ordered: boolean
}

/**
 * How much two tags tell the same, 0 to 1: Cramér's V corrected for chance (Bergsma 2013), and where both are in order the
 * size of the rank correlation if that is larger.
 */
export function association(one: CodedColumn, two: CodedColumn): number {
  const table = crossed(one, two)
  const v = cramersV(table, one.cells, two.cells)
  return one.ordered && two.ordered ? Math.max(v, Math.abs(rankOf(table, one.cells, two.cells))) : v
}

/** Association of every pair: row `a` · n + `b`, 1 on the diagonal. */
export function associations(columns: readonly CodedColumn[], tick?: (share: number) => void): Float64Array {
  const n = columns.length
  const found = new Float64Array(n * n)
  for (let a = 0; a < n; a += 1) {
    found[a * n + a] = 1
    for (let b = 0; b < a; b += 1) {
      const value = association(columns[a] as CodedColumn, columns[b] as CodedColumn)
      found[a * n + b] = value
      found[b * n + a] = value
    }
    tick?.((a + 1) / n)
  }
  return found
}

/**
 * Groups by complete linkage: every two of a group are at least `least` alike. Largest first, each in the order given.
 * Singles are groups of one.
 */
export function completeLinkage(alike: Float64Array, n: number, least: number): number[][] {
  let groups = Array.from({ length: n }, (_, at) => [at])
  for (;;) {
    const pair = closest(groups, alike, n)
    if (pair === null || pair.value < least) break
    const merged = [...(groups[pair.a] ?? []), ...(groups[pair.b] ?? [])].sort((x, y) => x - y)
    groups = [...groups.filter((_, at) => at !== pair.a && at !== pair.b), merged]
  }
  return groups.sort((x, y) => y.length - x.length || (x[0] ?? 0) - (y[0] ?? 0))
}

function closest(groups: readonly number[][], alike: Float64Array, n: number): { a: number; b: number; value: number } | null {
  let best: { a: number; b: number; value: number } | null = null
  for (let a = 0; a < groups.length; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const value = leastAlike(groups[a] ?? [], groups[b] ?? [], alike, n)
      if (best === null || value > best.value) best = { a, b, value }
    }
  }
  return best
}

function leastAlike(one: readonly number[], two: readonly number[], alike: Float64Array, n: number): number {
  return one.reduce((least, a) => Math.min(least, ...two.map((b) => alike[a * n + b] ?? 0)), 1)
}

function crossed(one: CodedColumn, two: CodedColumn): Float64Array {
  const table = new Float64Array(one.cells * two.cells)
  const { length } = one.codes
  for (let row = 0; row < length; row += 1) {
    const cell = (one.codes[row] as number) * two.cells + (two.codes[row] as number)
    table[cell] = (table[cell] as number) + 1
  }
  return table
}

function margins(table: Float64Array, rows: number, columns: number): { down: Float64Array; across: Float64Array; n: number } {
  const [down, across] = [new Float64Array(rows), new Float64Array(columns)]
  let n = 0
  table.forEach((count, at) => {
    const [r, c] = [Math.floor(at / columns), at % columns]
    down[r] = (down[r] as number) + count
    across[c] = (across[c] as number) + count
    n += count
  })
  return { down, across, n }
}

function cramersV(table: Float64Array, rows: number, columns: number): number {
  const { down, across, n } = margins(table, rows, columns)
  const [r, c] = [down.filter((count) => count > 0).length, across.filter((count) => count > 0).length]
  if (r < 2 || c < 2 || n < 2) return 0
  let phi = -1
  table.forEach((count, at) => {
    if (count > 0) phi += count ** 2 / ((down[Math.floor(at / columns)] as number) * (across[at % columns] as number))
  })
  const corrected = Math.max(0, phi - ((r - 1) * (c - 1)) / (n - 1))
  const [rr, cc] = [r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)]
  return Math.min(1, Math.sqrt(corrected / Math.max(1e-12, Math.min(rr, cc) - 1)))
}

/** Spearman's correlation of the cells over rows where both have a value, ties at their middle rank. */
function rankOf(table: Float64Array, rows: number, columns: number): number {
  const known = table.map((count, at) => (at < columns || at % columns === 0 ? 0 : count))
  const { down, across, n } = margins(known, rows, columns)
  if (n < 2) return 0
  const [x, y] = [middleRanks(down), middleRanks(across)]
  const mean = (n + 1) / 2
  let [both, left, right] = [0, 0, 0]
  known.forEach((count, at) => {
    const [dx, dy] = [(x[Math.floor(at / columns)] as number) - mean, (y[at % columns] as number) - mean]
    both += count * dx * dy
    left += count * dx * dx
    right += count * dy * dy
  })
  return left === 0 || right === 0 ? 0 : both / Math.sqrt(left * right)
}

function middleRanks(counts: Float64Array): Float64Array {
  let below = 0
  return counts.map((count) => {
    const rank = below + (count + 1) / 2
    below += count
    return rank
  })
}
