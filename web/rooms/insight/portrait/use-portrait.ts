import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { z } from 'zod'
import { portraitAnswerSchema, type People } from '#insight/contract'
import { post, urlOf } from '../../../api/client.js'
import { isOver, useJob } from '../../../api/jobs.js'
import type { ApiError } from '../../../api/problem.js'
import { useScope } from '../../../ui/place/scope.js'
import { PORTRAITS } from '../insight-paths.js'

export interface PortraitAsked {
  readonly of: People
  readonly against: People
}

/** The portrait of a question: kept, drawn at once, or drawn by a job that is waited for. `null` waits. */
export function usePortrait(asked: PortraitAsked | null) {
  const { org, asOf } = useScope()
  const body = asked === null ? null : { ...asked, ...(asOf === undefined ? {} : { asOf }) }
  const url = urlOf(PORTRAITS, { org })
  const answer = useQuery<z.infer<typeof portraitAnswerSchema>, ApiError>({
    queryKey: [url, body],
    queryFn: ({ signal }) => post(url, body ?? {}, portraitAnswerSchema, { signal }),
    enabled: body !== null,
    staleTime: 300_000,
  })
  const job = useJob(answer.data?.jobId ?? null).data
  const { refetch } = answer
  const isDone = job?.status === 'done'
  useEffect(() => {
    if (isDone) void refetch()
  }, [isDone, refetch])
  return { answer, job: job !== undefined && !isOver(job) ? job : null }
}
