import { AppError, catalogue, messageOf, Mistakes, type ErrorCode } from '#kernel/error'
import type { JobError } from './contract.js'

/** An error as it is stored with the run. What is not in the catalogue becomes INTERNAL and hides its text. */
export function toJobError(cause: unknown, id: string): JobError {
  if (!(cause instanceof AppError)) {
    return { code: 'INTERNAL', params: { id }, message: messageOf('INTERNAL', { id }) }
  }
  const plain = {
    code: cause.code,
    params: { ...cause.params },
    message: messageOf(cause.code, cause.params),
  }
  if (!(cause instanceof Mistakes)) return plain
  const mistakes = cause.mistakes.map((mistake) => ({
    code: mistake.code,
    path: mistake.path,
    params: { ...mistake.params },
    message: messageOf(mistake.code, mistake.params),
  }))
  return { ...plain, mistakes }
}

/** A stored error as an AppError again. */
export function fromJobError(stored: JobError): AppError {
  if (stored.mistakes !== undefined) {
    return new Mistakes(
      stored.mistakes.map((mistake) => ({
        code: asCode(mistake.code),
        path: mistake.path,
        params: mistake.params,
      })),
    )
  }
  return new AppError(asCode(stored.code), stored.params)
}

const asCode = (code: string): ErrorCode => (code in catalogue ? (code as ErrorCode) : 'INTERNAL')
