/** A key from an English name: `Recent spenders` is `recent-spenders`. */
export function keyFrom(en: string): string {
  return en
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
    .slice(0, 60)
}

export const isKey = (key: string): boolean => /^[a-z][a-z0-9-]{1,59}$/.test(key)
