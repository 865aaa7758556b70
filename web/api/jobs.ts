import type { UseQueryResult } from '@tanstack/react-query'
import { type JobView, jobListSchema, jobStartedSchema, jobViewSchema } from '#platform/jobs/contract'
import { post } from './client.js'
import type { ApiError } from './problem.js'
import { useApi, useRefresh } from './query.js'

const JOBS = '/api/v1/jobs'
const BRISK = 2000
const CALM = 20_000

export const isOver = (job: JobView): boolean => job.status !== 'queued' && job.status !== 'running'

/** One job, asked every 2 s until it is over; `null` waits. */
export function useJob(id: string | null): UseQueryResult<JobView, ApiError> {
  const path = id === null ? null : `${JOBS}/${encodeURIComponent(id)}`
  return useApi(path, jobViewSchema, {
    refetchInterval: (job) => (job && isOver(job) ? false : BRISK),
    staleTime: 0,
  })
}

/** The jobs that run now: asked every 2 s while there are any, else every 20 s. */
export function useRunningJobs(): readonly JobView[] {
  const answer = useApi(JOBS, jobListSchema, {
    query: { status: 'running' },
    refetchInterval: (jobs) => (jobs && jobs.items.length > 0 ? BRISK : CALM),
  })
  return answer.data?.items ?? []
}

/** Call after starting a job, so that the top bar shows it at once. */
export function useJobStarted(): () => Promise<void> {
  const refresh = useRefresh()
  return () => refresh(JOBS)
}

export const cancelJob = (id: string) =>
  post(`${JOBS}/${encodeURIComponent(id)}/cancel`, {}, { parse: () => undefined })

export const retryJob = (id: string) => post(`${JOBS}/${encodeURIComponent(id)}/retry`, {}, jobStartedSchema)
