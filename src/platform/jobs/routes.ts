import { z } from 'zod'
import { fail } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import type { Routes } from '#platform/http'
import {
  jobIdSchema,
  jobListQuerySchema,
  jobListSchema,
  jobStartedSchema,
  jobViewSchema,
  type JobView,
} from './contract.js'
import type { Jobs } from './jobs.js'

const tags = ['jobs'] as const

/** Runs of jobs: everybody sees and cancels their own, `job.manage` everybody's. */
export function jobRoutes(routes: Routes, jobs: Jobs): void {
  routes.add({
    method: 'GET',
    url: '/api/v1/jobs',
    permission: 'job.read',
    summary: 'List job runs, newest first',
    tags,
    query: jobListQuerySchema,
    response: jobListSchema,
    handler: ({ query, actor }) => jobs.list({ ...query, actorId: mayManage(actor) ? undefined : actor.id }),
  })
  routes.add({
    method: 'GET',
    url: '/api/v1/jobs/:id',
    permission: 'job.read',
    summary: 'One job run',
    tags,
    params: jobIdSchema,
    response: jobViewSchema,
    handler: ({ params, actor }) => loadVisible(jobs, params.id, actor),
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/jobs/:id/cancel',
    permission: 'job.read',
    summary: 'Cancel a job run',
    tags,
    params: jobIdSchema,
    response: z.object({}),
    handler: async ({ params, actor }) => {
      await loadVisible(jobs, params.id, actor)
      await jobs.cancel(params.id, actor)
      return {}
    },
  })
  routes.add({
    method: 'POST',
    url: '/api/v1/jobs/:id/retry',
    permission: 'job.read',
    summary: 'Repeat a failed or cancelled job run',
    tags,
    params: jobIdSchema,
    response: jobStartedSchema,
    handler: async ({ params, actor }) => {
      await loadVisible(jobs, params.id, actor)
      return { jobId: await jobs.retry(params.id, actor) }
    },
  })
}

const mayManage = (actor: Actor): boolean => actor.permissions.includes('job.manage')

/** Another person's run does not exist for who may not manage jobs. */
async function loadVisible(jobs: Jobs, id: string, actor: Actor): Promise<JobView> {
  const job = await jobs.get(id)
  return job.actorId === actor.id || mayManage(actor) ? job : fail('NOT_FOUND', { what: id })
}
