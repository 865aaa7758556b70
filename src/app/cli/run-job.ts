import { z } from 'zod'
import { problemSchema } from '#platform/http/contract'
import { ProblemError, type Connection } from './connect.js'

const startedSchema = z.object({ jobId: z.string() })
const jobSchema = z.object({
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  step: z.string().nullable(),
  done: z.number().nullable(),
  total: z.number().nullable(),
  error: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), message: z.object({ zh: z.string(), en: z.string() }), mistakes: problemSchema.shape.mistakes }).nullable(),
  result: z.unknown(),
})

const POLL_MS = 150

/** Starts work through the API and waits for its result, telling how it goes. */
export async function runJob(connection: Connection, path: string, body: unknown, say: (text: string) => void): Promise<unknown> {
  const { jobId } = startedSchema.parse(await connection.request('POST', path, body))
  for (;;) {
    const job = jobSchema.parse(await connection.request('GET', `/api/v1/jobs/${jobId}`))
    if (job.status === 'done') return unwrap(job.result)
    if (job.error !== null) throw problemOf(job.error)
    if (job.status === 'cancelled') throw new Error('The job was cancelled. 任务已取消。')
    if (job.step !== null && job.total !== null && job.total > 0) say(`${job.step} ${Math.floor((100 * (job.done ?? 0)) / job.total)}%`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** Results are kept wrapped, so that null is a result too. */
function unwrap(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'value' in result && Object.keys(result).length === 1 ? result.value : result
}

function problemOf(error: NonNullable<z.infer<typeof jobSchema>['error']>): ProblemError {
  const problem = { type: '', title: error.message.en, status: 500, code: error.code, params: error.params, message: error.message, requestId: '' }
  return new ProblemError(error.mistakes === undefined ? problem : { ...problem, mistakes: error.mistakes })
}
