/**
 * Cells of a table that may not be told: those below the smallest cell and, in every row and column with a single hidden one,
 * the next smallest, until nothing follows by subtraction from a margin (secondary suppression; Hundepool et al., Statistical
 * Disclosure Control, 2012, ch. 4.3). `counts` by row and column; true is hidden.
 */
export function hiddenCells(counts: readonly (readonly number[])[], minCell: number): boolean[][] {
  const hidden = counts.map((row) => row.map((count) => count > 0 && count < minCell))
  const columns = counts[0]?.length ?? 0
  const lines = [...counts.map((row, at) => row.map((_, column) => [at, column] as const)), ...Array.from({ length: columns }, (_, column) => counts.map((__, row) => [row, column] as const))]
  let hasChanged = true
  while (hasChanged) {
    hasChanged = false
    for (const line of lines) {
      const next = nextToHide(line, counts, hidden)
      if (next === null) continue
      const row = hidden[next[0]]
      if (row !== undefined) row[next[1]] = true
      hasChanged = true
    }
  }
  return hidden
}

type Place = readonly [row: number, column: number]

/** The smallest cell still told of a line with one hidden; null where there is nothing to hide. */
function nextToHide(line: readonly Place[], counts: readonly (readonly number[])[], hidden: readonly (readonly boolean[])[]): Place | null {
  const count = ([row, column]: Place) => counts[row]?.[column] ?? 0
  const isHidden = ([row, column]: Place) => hidden[row]?.[column] === true
  if (line.filter(isHidden).length !== 1) return null
  const open = line.filter((place) => !isHidden(place) && count(place) > 0).toSorted((a, b) => count(a) - count(b))
  return open[0] ?? null
}
