import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

/** What the top bar chose for the whole page. Absent: every org the person may see; the latest business date. */
export interface PageScope {
  readonly org?: string
  readonly asOf?: string
}

const scopeKeys = ['org', 'asOf'] as const

/** Adds the scope of the present URL to a path, unless the path names its own. */
export function keepScope(to: string, search: URLSearchParams): string {
  const hashAt = to.indexOf('#')
  const hash = hashAt < 0 ? '' : to.slice(hashAt)
  const [path = '', query = ''] = (hashAt < 0 ? to : to.slice(0, hashAt)).split('?')
  const next = new URLSearchParams(query)
  for (const key of scopeKeys) {
    const value = search.get(key)
    if (value !== null && !next.has(key)) next.set(key, value)
  }
  const text = next.toString()
  return `${path}${text === '' ? '' : `?${text}`}${hash}`
}

/** The org scope and business date of the URL; add it to the query of every scoped read. */
export function useScope(): PageScope {
  const [search] = useSearchParams()
  const org = search.get('org')
  const asOf = search.get('asOf')
  return useMemo(
    () => ({ ...(org === null ? {} : { org }), ...(asOf === null ? {} : { asOf }) }),
    [org, asOf],
  )
}

export type UrlChange = Readonly<Record<string, string | null | undefined>>

/** Changes parts of the URL's query: null or '' removes a key. `replace` keeps the history short while typing. */
export function useUrlState(): readonly [
  URLSearchParams,
  (change: UrlChange, options?: { replace?: boolean; state?: unknown }) => void,
] {
  const [search, setSearch] = useSearchParams()
  const change = useCallback(
    (parts: UrlChange, options: { replace?: boolean; state?: unknown } = {}) => {
      setSearch((current) => {
        const next = new URLSearchParams(current)
        for (const [key, value] of Object.entries(parts)) {
          if (value === null || value === undefined || value === '') next.delete(key)
          else next.set(key, value)
        }
        return next
      }, options)
    },
    [setSearch],
  )
  return [search, change]
}
