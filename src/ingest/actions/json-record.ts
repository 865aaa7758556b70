/** A JSON line as a CSV record of the wanted columns; null when it is not an object. Nested values stay JSON text; every key is added to `keys`. */
export function toJsonRecord(text: string, columns: readonly string[], keys: Set<string>): Uint8Array | null {
  const row = parseObject(text)
  if (!row) return null
  for (const key in row) keys.add(key)
  const cells = columns.map((name) => `"${cellText(row[name]).replace(/"/g, '""')}"`)
  return Buffer.from(cells.join(','))
}

/** The object of a JSON line, or null. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** A JSON value as the text a file column would hold. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number | boolean}`
}
