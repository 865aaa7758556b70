import { keepPreviousData, skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RuleDocument } from '#kernel/rule'
import { type SegmentPreview, segmentPreviewSchema } from '#segments/contract'
import { post } from '../../api/client.js'
import type { ApiError } from '../../api/problem.js'
import { useScope } from '../../ui/place/scope.js'
import { SEGMENTS } from './segment-paths.js'

const PAUSE = 200

/** A value that follows another after a short rest. */
export function useRested<T>(value: T, pause = PAUSE): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return rested
}

/** The live count of a rule; a newer rule ends the count of the former. `null` waits. */
export function usePreview(rule: RuleDocument | null): UseQueryResult<SegmentPreview, ApiError> {
  const { org, asOf } = useScope()
  const rested = useRested(rule)
  return useQuery<SegmentPreview, ApiError>({
    queryKey: ['segment-preview', rested, org, asOf],
    queryFn:
      rested === null
        ? skipToken
        : ({ signal }) =>
            post(`${SEGMENTS}/preview`, { rule: rested, ...(asOf === undefined ? {} : { asOf }) }, segmentPreviewSchema, {
              signal,
              query: { org },
            }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}
