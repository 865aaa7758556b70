const FORMULA = /^[=+\-@\t\r]/
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/

/** A cell a spreadsheet will not run as a formula: a leading = + - @ gets an apostrophe, numbers stay numbers. */
export function neutralCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  return FORMULA.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value
}

/** One CSV line (RFC 4180) of neutral cells, with its line end. */
export function neutralCsvLine(cells: readonly (string | number | null)[]): string {
  const quoted = cells.map((cell) => {
    const text = neutralCell(cell)
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
  })
  return `${quoted.join(',')}\r\n`
}
