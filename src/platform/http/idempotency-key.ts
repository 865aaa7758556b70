import type { FastifyRequest } from 'fastify'
import { AppError } from '#kernel/error'

/** The Idempotency-Key of a POST that starts work, as an option for `jobs.start`. */
export function idempotencyKey(request: FastifyRequest): { idempotencyKey?: string } {
  const value = request.headers['idempotency-key']
  if (value === undefined) return {}
  if (typeof value === 'string' && /^[\w-]{8,100}$/.test(value)) return { idempotencyKey: value }
  throw new AppError('FIELD_INVALID', { reason: 'Idempotency-Key: 8 to 100 letters, digits, - or _' }, 'headers.idempotency-key')
}
