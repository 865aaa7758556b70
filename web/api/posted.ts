import { keepPreviousData, skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { post, type Schema, urlOf, type Query } from './client.js'
import type { ApiError } from './problem.js'

export type PostAnswer<T> = UseQueryResult<T, ApiError>

interface Options {
  readonly query?: Query
}

/** Reads what a POST computes without changing anything, such as a preview: asked again when the body changes; `null` waits. */
export function usePosted<T>(
  path: string,
  body: unknown,
  schema: Schema<T>,
  { query }: Options = {},
): PostAnswer<T> {
  const isReady = body !== null && body !== undefined
  return useQuery<T, ApiError>({
    queryKey: [urlOf(path, query), isReady ? JSON.stringify(body) : null],
    queryFn: isReady ? ({ signal }) => post(path, body, schema, { signal, query }) : skipToken,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}
