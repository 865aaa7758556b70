import { AppError, Mistakes, catalogue, issueMistakes, messageOf, type Issue, type Mistake } from '#kernel/error'
import type { Problem } from './contract.js'

/** The answer for an error. System faults keep their text out of it; the log has it under `requestId`. */
export function toProblem(error: AppError, requestId: string): Problem {
  const entry = catalogue[error.code]
  const message = messageOf(error.code, error.params)
  const problem: Problem = {
    type: `/docs/errors#${error.code}`,
    title: message.en,
    status: entry.status,
    code: error.code,
    params: { ...error.params },
    message,
    requestId,
  }
  if (error.path !== undefined) problem.path = error.path
  if (error instanceof Mistakes) problem.mistakes = error.mistakes.map(presentMistake)
  return problem
}

export function presentMistake(mistake: Mistake) {
  return { ...mistake, params: { ...mistake.params }, message: messageOf(mistake.code, mistake.params) }
}

/** Schema issues as one answer with located mistakes. */
export function toMistakes(issues: readonly Issue[]): Mistakes {
  return new Mistakes(issueMistakes(issues))
}

interface FastifyErrorLike {
  readonly code?: string
  readonly statusCode?: number
  readonly message: string
}

/** Any thrown value as an AppError. */
export function asAppError(error: unknown, requestId: string, bodyLimit: number): AppError {
  if (error instanceof AppError) return error
  if (isRecord(error) && Array.isArray(error['validation'])) return toMistakes(issuesOf(error['validation']))
  const known = isRecord(error) ? fromFastify(error as unknown as FastifyErrorLike, bodyLimit) : null
  return known ?? new AppError('INTERNAL', { id: requestId }, undefined, { cause: error })
}

function fromFastify(error: FastifyErrorLike, bodyLimit: number): AppError | null {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || error.code === 'FST_REQ_FILE_TOO_LARGE') {
    return new AppError('BODY_TOO_LARGE', { limit: bodyLimit })
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new AppError('MEDIA_TYPE_UNSUPPORTED', { type: error.message })
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Mistakes([{ code: 'FIELD_INVALID', path: '', params: { reason: error.message } }])
  }
  return null
}

function issuesOf(validation: readonly unknown[]): Issue[] {
  return validation.map((item) => {
    const issue = isRecord(item) && isRecord(item['params']) && isRecord(item['params']['issue']) ? item['params']['issue'] : item
    const found = isRecord(issue) ? issue : {}
    const path = Array.isArray(found['path']) ? (found['path'] as PropertyKey[]) : pointerParts(found['instancePath'])
    return { path, message: typeof found['message'] === 'string' ? found['message'] : 'not valid' }
  })
}

function pointerParts(pointer: unknown): string[] {
  return typeof pointer === 'string' ? pointer.split('/').filter((part) => part !== '') : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
