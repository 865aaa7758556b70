import {
  keepPreviousData,
  QueryClient,
  skipToken,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useCallback } from 'react'
import { get, type Query, type Schema, urlOf } from './client.js'
import { ApiError } from './problem.js'

/** Tries again only where that can help: the line, or a server that says it is busy. */
function mayHelp(failures: number, error: Error): boolean {
  return (
    failures < 2 &&
    error instanceof ApiError &&
    [0, 502, 503, 504].includes(error.status) &&
    error.code !== 'ANSWER_UNREADABLE'
  )
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: mayHelp, staleTime: 15_000, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

export interface UseApiOptions<T = unknown> {
  readonly query?: Query
  /** Asks again after so many milliseconds, or as the last answer decides. */
  readonly refetchInterval?: (answer: T | undefined) => number | false
  /** Keeps the last answer on screen while the next one loads. */
  readonly keepPrevious?: boolean
  readonly staleTime?: number
}

/** Reads one URL; the URL with its query is the cache key. `null` waits. */
export function useApi<T>(
  path: string | null,
  schema: Schema<T>,
  options: UseApiOptions<T> = {},
): UseQueryResult<T, ApiError> {
  const url = path === null ? null : urlOf(path, options.query)
  return useQuery<T, ApiError>({
    queryKey: [url],
    queryFn: url === null ? skipToken : ({ signal }) => get(url, schema, { signal }),
    refetchInterval: ({ state }) => options.refetchInterval?.(state.data) ?? false,
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
  })
}

/** Returns a function that marks every cached URL under the given paths as out of date. */
export function useRefresh(): (...paths: readonly string[]) => Promise<void> {
  const client = useQueryClient()
  return useCallback(
    (...paths) =>
      client.invalidateQueries({
        predicate: ({ queryKey: [url] }) =>
          typeof url === 'string' && paths.some((path) => isUnder(url, path)),
      }),
    [client],
  )
}

/** `/a/b?c` is under `/a/b` and `/a`, not under `/a/bc`. */
export function isUnder(url: string, path: string): boolean {
  return url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`)
}

export interface UseActionOptions<T> {
  /** Paths whose cached answers the action makes stale. */
  readonly refreshes?: readonly string[]
  readonly onDone?: (answer: T) => void
}

/** One thing a person does to the server: `run` writes, then the named paths are read again. */
export function useAction<Input, T>(
  run: (input: Input) => Promise<T>,
  options: UseActionOptions<T> = {},
): UseMutationResult<T, ApiError, Input> {
  const refresh = useRefresh()
  return useMutation<T, ApiError, Input>({
    mutationFn: run,
    onSuccess: async (answer) => {
      await refresh(...(options.refreshes ?? []))
      options.onDone?.(answer)
    },
  })
}
