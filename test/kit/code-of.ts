import { AppError } from '#kernel/error'

/** Code of the error a work throws; 'none' when it throws nothing. */
export function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
  return 'none'
}
