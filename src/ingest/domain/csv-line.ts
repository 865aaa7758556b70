/** A line of CSV: a cell that holds a comma, quote or line end is quoted, no value is an empty cell. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(cellOf).join(',')}\n`
}

function cellOf(cell: string | null): string {
  if (cell === null) return ''
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
