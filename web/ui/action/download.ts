/** Hands a file to the browser's download. */
export function downloadBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 0)
}

type Cell = string | number | boolean | null | undefined

/** A text that a spreadsheet would run as a formula is kept as text. */
function guarded(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  const text = String(cell)
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Rows as CSV (RFC 4180) with a byte order mark, so that Excel reads Chinese. */
export function toCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => quoted(guarded(cell))).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

export const csvBlob = (head: readonly string[], rows: readonly (readonly Cell[])[]): Blob =>
  new Blob([toCsv(head, rows)], { type: 'text/csv;charset=utf-8' })
