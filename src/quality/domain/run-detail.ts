/** What the run of a load says of itself. */
export function runDetail(detail: Readonly<Record<string, unknown>>): { source: string; loadId: string; rows: number } {
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  return { source: text(detail['source']), loadId: text(detail['loadId']), rows: Number(detail['rows'] ?? 0) }
}
