import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { ApiError } from '../../api/problem.js'
import { ErrorPanel } from './ErrorPanel.js'

interface Props<T> {
  readonly query: UseQueryResult<T, ApiError>
  readonly children: (data: T) => ReactNode
  /** Rows of the grey outline while loading, so that nothing jumps. */
  readonly rows?: number
}

/** Shows an answer, its outline while it loads, or why it could not be had. */
export function Loaded<T>({ query, children, rows = 6 }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active title={false} paragraph={{ rows }} className="loading-outline" />
}
