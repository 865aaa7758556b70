/** Places where two JSON values differ, such as `rule.all[2].value`; at most `limit`. */
export function differencesOf(one: unknown, two: unknown, limit = 50): string[] {
  const found: string[] = []
  collect(one, two, '', found, limit)
  return found
}

/** Equality of JSON values whatever the order of object keys; an undefined member is an absent one. */
export function isSameJson(one: unknown, two: unknown): boolean {
  return differencesOf(one, two, 1).length === 0
}

function collect(one: unknown, two: unknown, path: string, found: string[], limit: number): void {
  if (found.length >= limit || one === two) return
  if (Array.isArray(one) && Array.isArray(two)) {
    const length = Math.max(one.length, two.length)
    for (let at = 0; at < length; at++) collect(one[at], two[at], `${path}[${at}]`, found, limit)
    return
  }
  if (!isRecord(one) || !isRecord(two)) {
    found.push(path)
    return
  }
  for (const key of [...new Set([...Object.keys(one), ...Object.keys(two)])].sort()) {
    collect(one[key], two[key], path === '' ? key : `${path}.${key}`, found, limit)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
