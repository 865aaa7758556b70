import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { get, type Query, type Schema, urlOf } from '../../api/client.js'
import type { ApiError } from '../../api/problem.js'
import { useUrlState } from '../place/scope.js'

/** An answer of a list route. `nextCursor` and `total` are absent where the route gives everything at once. */
export interface ListAnswer<Row> {
  readonly items: readonly Row[]
  readonly nextCursor?: string | null | undefined
  readonly total?: number | null | undefined
  readonly totalIsEstimate?: boolean | undefined
}

export interface ListOptions<Row> {
  /** `null` waits. */
  readonly path: string | null
  readonly schema: Schema<ListAnswer<Row>>
  /** Query keys read from the page's URL and sent along: filters, `q`, `sort`. */
  readonly keys?: readonly string[]
  /** Fixed part of the query, such as the scope. */
  readonly query?: Query
  readonly limit?: number
  /** Asks again after so many milliseconds, or as its rows decide. */
  readonly refetchInterval?: (rows: readonly Row[]) => number | false
}

export interface List<Row> {
  readonly rows: readonly Row[]
  readonly total: number | null
  readonly totalIsEstimate: boolean
  readonly isLoading: boolean
  /** The last page stays on screen while the next one loads. */
  readonly isStale: boolean
  readonly error: ApiError | null
  readonly retry: () => void
  readonly next: (() => void) | undefined
  readonly previous: (() => void) | undefined
  readonly first: (() => void) | undefined
}

const trailOf = (state: unknown): readonly string[] => {
  const trail = (state as { trail?: unknown } | null)?.trail
  return Array.isArray(trail) ? trail.filter((item) => typeof item === 'string') : []
}

function contentOf<Row>(
  answer: ListAnswer<Row> | undefined,
): Pick<List<Row>, 'rows' | 'total' | 'totalIsEstimate'> {
  if (answer === undefined) return { rows: [], total: null, totalIsEstimate: false }
  return { rows: answer.items, total: answer.total ?? null, totalIsEstimate: answer.totalIsEstimate ?? false }
}

function urlFor<Row>(
  { path, keys = [], query, limit }: ListOptions<Row>,
  search: URLSearchParams,
): string | null {
  if (path === null) return null
  const fromUrl = Object.fromEntries(keys.map((key) => [key, search.get(key)]))
  return urlOf(path, { ...query, ...fromUrl, limit, cursor: search.get('cursor') })
}

/** A server-paged list whose whole state is in the URL: `cursor` and the named keys. */
export function useList<Row>(options: ListOptions<Row>): List<Row> {
  const { schema } = options
  const [search, change] = useUrlState()
  const trail = trailOf(useLocation().state)
  const cursor = search.get('cursor')
  const url = urlFor(options, search)
  const answer = useQuery<ListAnswer<Row>, ApiError>({
    queryKey: [url],
    queryFn: url === null ? skipToken : ({ signal }) => get(url, schema, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && options.refetchInterval?.(state.data.items)) ?? false,
  })
  const goTo = (to: string | null, steps: readonly string[]) =>
    change({ cursor: to }, { state: { trail: steps } })
  const nextCursor = answer.data?.nextCursor
  return {
    ...contentOf(answer.data),
    isLoading: answer.data === undefined && answer.error === null,
    isStale: answer.isPlaceholderData,
    error: answer.data === undefined ? answer.error : null,
    retry: () => void answer.refetch(),
    next: nextCursor ? () => goTo(nextCursor, [...trail, cursor ?? '']) : undefined,
    previous: trail.length > 0 ? () => goTo(trail.at(-1) ?? null, trail.slice(0, -1)) : undefined,
    first: cursor === null ? undefined : () => goTo(null, []),
  }
}
