import { keepPreviousData, skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RuleDocument } from '#kernel/rule'
import { memberPageSchema, type SegmentPreview, segmentPreviewSchema } from '#segments/contract'
import type { z } from 'zod'
import { post, type Schema } from '../../api/client.js'
import type { ApiError } from '../../api/problem.js'
import { useScope } from '../../ui/place/scope.js'
import type { SegmentParts } from './builder/segment-draft.js'
import { SEGMENTS } from './segment-paths.js'

const PAUSE = 200
const SAMPLE_PAUSE = 800

/** A value that follows another after a short rest. */
export function useRested<T>(value: T, pause = PAUSE): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return rested
}

interface Asking<T> {
  readonly path: string
  readonly rule: RuleDocument | null
  readonly parts: SegmentParts
  readonly schema: Schema<T>
}

function useAsked<T>({ path, rule, parts, schema }: Asking<T>): UseQueryResult<T, ApiError> {
  const { org, asOf } = useScope()
  return useQuery<T, ApiError>({
    queryKey: [path, rule, parts, org, asOf],
    queryFn: rule === null ? skipToken : ({ signal }) => post(path, { ...parts, rule, ...(asOf === undefined ? {} : { asOf }) }, schema, { signal, query: { org } }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}

const NO_PARTS: SegmentParts = {}

/** The live count of a rule, and of what a segment takes of it; a newer rule ends the count of the former. `null` waits. */
export function usePreview(rule: RuleDocument | null, parts: SegmentParts = NO_PARTS): UseQueryResult<SegmentPreview, ApiError> {
  return useAsked({ path: `${SEGMENTS}/preview`, rule: useRested(rule), parts, schema: segmentPreviewSchema })
}

/** A few customers of a rule. `null` waits. */
export function useSample(rule: RuleDocument | null, parts: SegmentParts): UseQueryResult<z.infer<typeof memberPageSchema>, ApiError> {
  return useAsked({ path: `${SEGMENTS}/sample`, rule: useRested(rule, SAMPLE_PAUSE), parts, schema: memberPageSchema })
}
